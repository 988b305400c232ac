"""For which units a user reads messages: a module that knows units says so, for this one does not."""

from collections.abc import Callable, Iterable

from lianfang.accounts.actors import Actor

Units = Callable[[Actor], Iterable[tuple[str, str]]]
"""Gives the path and the name of each unit."""

_known: list[Units] = []
_managed: list[Units] = []


def units_by(find: Units) -> Units:
    """Decorate a function that gives an actor's units."""
    _known.append(find)
    return find


def managed_by(find: Units) -> Units:
    """Decorate a function that gives the units whose channels an actor may set up."""
    _managed.append(find)
    return find


def units_of(actor: Actor) -> list[str]:
    """The paths of the units for which this actor reads messages."""
    return sorted({path for find in _known for path, _name in find(actor)})


def choices(actor: Actor) -> list[tuple[str, str]]:
    """The units whose channels this actor may set up, with their names, in the order of the tree."""
    return sorted({unit for find in _managed for unit in find(actor)})
