"""What else may be asked at a door that is visited anyway (顺带询问), though no task waits for it yet.

A module says what it would like to know of the people there; the visit form asks it beside the tasks' questions, and
nothing is held up where it is left empty. The answers come back with `tasks.events.VisitRecorded`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from lianfang.kernel.wording import Text
from lianfang.people.models import Person
from lianfang.tasks.kinds import Purpose


@dataclass(frozen=True)
class Errand:
    """Questions about one person that somebody would like answered; ``title`` says what for."""

    title: Text
    person: Person
    questions: tuple[str, ...]
    purpose: Purpose = Purpose.CONTROL


Find = Callable[[Q], Iterable[Errand]]
"""Gives the errands about the people of a filter on `Person`."""

_finders: list[Find] = []


def at_doors(find: Find) -> Find:
    """Decorate a function that says what a module would like to know of people who are visited anyway."""
    _finders.append(find)
    return find


def errands_about(people: Q) -> list[Errand]:
    return [errand for find in _finders for errand in find(people)]
