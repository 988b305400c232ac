"""What is announced about people."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PeopleMerged:
    """One record now points to another; both stay."""

    merged: UUID
    into: UUID


@dataclass(frozen=True)
class PeopleUnmerged:
    """A merge was undone."""

    person: UUID


@dataclass(frozen=True)
class HouseholdsFounded:
    """Doors came into the register: one typed in, or those of a batch of a list."""

    households: tuple[UUID, ...]


@dataclass(frozen=True)
class HouseholdMoved:
    """A whole household lives elsewhere now; each person in it is told of by `PersonMoved`."""

    household: UUID
    from_path: str
    to_path: str


@dataclass(frozen=True)
class PersonMoved:
    """Somebody lives elsewhere now; the paths are areas, empty where none is known."""

    person: UUID
    from_path: str
    to_path: str


@dataclass(frozen=True)
class PersonLeft:
    """Somebody is no longer here: moved away, died, never lived here (`rules.Gone`)."""

    person: UUID
    because: str


@dataclass(frozen=True)
class PersonTakenOver:
    """Somebody a response had met now stands in the standing register."""

    person: UUID
    response: UUID
