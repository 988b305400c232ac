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
