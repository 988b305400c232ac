"""For which units a user reads messages: a module that knows units says so, for this one does not."""

from collections.abc import Callable, Iterable

from lianfang.accounts.actors import Actor

Units = Callable[[Actor], Iterable[tuple[str, str]]]
"""Gives the path and the name of each unit."""

_known: list[Units] = []


def units_by(find: Units) -> Units:
    """Decorate a function that gives an actor's units."""
    _known.append(find)
    return find


def units_of(actor: Actor) -> list[str]:
    """The paths of the units for which this actor reads messages."""
    return [path for path, _name in choices(actor)]


def choices(actor: Actor) -> list[tuple[str, str]]:
    """The same units with their names."""
    return sorted({unit for find in _known for unit in find(actor)})
