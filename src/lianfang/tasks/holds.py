"""What keeps a unit responsible: a module above says so of what still runs for a person, and nobody lets them go."""

from collections.abc import Callable

from lianfang.people.models import Person

Hold = Callable[[Person], bool]

_holds: list[Hold] = []


def holds(hold: Hold) -> Hold:
    """Decorate a function that says whether something still runs for a person, such as a measure."""
    _holds.append(hold)
    return hold


def is_held(person: Person) -> bool:
    return any(hold(person) for hold in _holds)
