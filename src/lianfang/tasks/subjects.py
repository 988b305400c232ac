"""What a task is about: a person, a household, or a thing of a module that registers how to show it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.registry import Registry
from lianfang.tasks import kinds
from lianfang.tasks.kinds import Purpose


@dataclass(frozen=True)
class Subject:
    """Kind (``people.person``, ``measures.measure``) and id."""

    kind: str
    id: UUID


@dataclass(frozen=True)
class Shown:
    """A subject as a line: a text without personal data, and where it opens."""

    text: str
    url: str = ""


Resolver = Callable[[Actor, Sequence[UUID]], Mapping[UUID, Shown]]
"""Shows many at once, for this actor; what the actor may not see is left out."""

_resolvers: Registry[Resolver] = Registry("resolver of subjects")

PERSON = "people.person"
HOUSEHOLD = "people.household"


def resolver(kind: str, resolve: Resolver) -> None:
    _resolvers.add(kind, resolve)


def shown(actor: Actor, subjects: Sequence[Subject]) -> dict[Subject, Shown]:
    """How each subject is shown to this actor, asked once for each kind."""
    found: dict[Subject, Shown] = {}
    for kind in {subject.kind for subject in subjects}:
        resolve = _resolvers.get(kind)
        if resolve is not None:
            ids = [subject.id for subject in subjects if subject.kind == kind]
            found |= {Subject(kind, each): line for each, line in resolve(actor, ids).items()}
    return found


RECEIVE = kinds.register("tasks.receive", _("receive a person"), knock=False)
DECIDE = kinds.register("tasks.decide", _("decide what follows for a person received"), knock=False)
ASKED = {
    Purpose.CONTROL: kinds.register("tasks.ask_control", _("ask for prevention and control")),
    Purpose.CARE: kinds.register("tasks.ask_care", _("ask what care is needed"), purpose=Purpose.CARE),
    Purpose.SERVICE: kinds.register("tasks.ask_service", _("ask which service is needed"), purpose=Purpose.SERVICE),
}
"""What a unit may ask a household through the one that visits it, by what the answer is wanted for."""
