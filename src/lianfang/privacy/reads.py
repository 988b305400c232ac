"""The read log: whose data were opened, by whom, how and where."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.wording import Text
from lianfang.privacy.models import Read


class How(StrEnum):
    LIST = "list"
    REVEAL = "reveal"
    DETAIL = "detail"
    EXPORT = "export"
    PRINT = "print"
    PHONE = "phone"
    LINK = "link"


WAYS: dict[str, Text] = {
    How.LIST: _("masked, in a list"),
    How.REVEAL: _("opened in full"),
    How.DETAIL: _("page opened"),
    How.EXPORT: _("taken out in a list"),
    How.PRINT: _("printed"),
    How.PHONE: _("on a phone"),
    How.LINK: _("opened by personal link"),
}
"""How it is said to people."""


def log_list(actor: Actor, where: str) -> None:
    """A masked list was shown; one row for the query."""
    Read.objects.create(actor=actor.name, how=How.LIST, where=where, unit_path=_unit_of(actor))


def log_reads(actor: Actor, how: How, where: str, people: Iterable[UUID]) -> None:
    """Personal data of these people were opened; one row for each."""
    unit = _unit_of(actor)
    Read.objects.bulk_create(
        Read(actor=actor.name, how=how, where=where, person_id=person, unit_path=unit) for person in people
    )


def know_unit_of(find: Callable[[Actor], str]) -> None:
    """Registered by whoever knows for which unit somebody works: asked about readers whose grant names an area."""
    _unit_finders[:] = [find]


_unit_finders: list[Callable[[Actor], str]] = []


def unit_of_reader(name: str) -> str:
    """The unit a reader works for now, by the name in the log; "" where nobody knows."""
    user = User.objects.filter(pk=name.removeprefix("user:")).first() if name.startswith("user:") else None
    return _unit_finders[0](Actor.of(user)) if user is not None and _unit_finders else ""


def _unit_of(actor: Actor) -> str:
    return next((held.unit_path for held in actor.held if held.unit_path), "")
