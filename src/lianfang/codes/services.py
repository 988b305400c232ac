"""Codes come into being when something is to be printed or carried."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.codes.models import Code
from lianfang.codes.rules import draw
from lianfang.codes.selectors import codes_of
from lianfang.kernel.errors import Invalid
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit

LABEL = "sampling.label"
"""The kind of a code that is printed before there is a tube; it becomes the code of the tube on which it is stuck."""
MOST_LABELS = 4000
"""Labels drawn at once: a day of a large site."""


@transaction.atomic
def codes_for(kind: str, things: Iterable[UUID], *, actor: Actor) -> dict[UUID, str]:
    """The codes of these things, by their ids; who has none gets one now. The same thing always has the same code."""
    wanted = list(dict.fromkeys(things))
    known = codes_of(kind, wanted)
    if missing := [thing for thing in wanted if thing not in known]:
        known |= _drawn(kind, missing)
        audit(actor, "codes.made", Code._meta.label_lower, kind=kind, count=len(missing))
    return known


def _drawn(kind: str, things: list[UUID]) -> dict[UUID, str]:
    """A code for each; one that another thing has already (about one in a million) is drawn again."""
    found: dict[UUID, str] = {}
    while missing := [thing for thing in things if thing not in found]:
        made = [Code(text=draw(), subject_kind=kind, subject_id=thing) for thing in missing]
        Code.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
        found |= codes_of(kind, missing)
    return found


def draw_labels(*, actor: Actor, count: int) -> list[str]:
    """Codes for tubes that are still to come, to be printed as labels. Raises Invalid for none and for too many."""
    if not 1 <= count <= MOST_LABELS:
        raise Invalid({"count": Reason.of("codes.so_many_labels", most=MOST_LABELS)})
    return list(codes_for(LABEL, [new_id() for _each in range(count)], actor=actor).values())
