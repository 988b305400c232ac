"""What tasks and hand-overs announce, inside the transaction that made it so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lianfang.acts.models import Act
from lianfang.people.models import Person
from lianfang.tasks.models import HandOver, Task, Visit


@dataclass(frozen=True)
class TaskAsked:
    """A task came into being."""

    task: Task


@dataclass(frozen=True)
class TaskDone:
    """A task was answered; ``answers`` are those of its own questions, by code, as written in the catalogue's form."""

    task: Task
    act: Act | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class VisitRecorded:
    """Somebody knocked or called, whether or not anybody was reached; what each person answered, by id and code."""

    visit: Visit
    answers: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class TaskOverdue:
    """A task passed its due time unanswered."""

    task: Task


@dataclass(frozen=True)
class PersonReleased:
    """Nobody has to answer for this person any longer; ``because`` says how it ended."""

    person: Person
    because: str


@dataclass(frozen=True)
class HandOverSent:
    hand_over: HandOver


@dataclass(frozen=True)
class HandOverAccepted:
    """The receiver is in charge from now on."""

    hand_over: HandOver


@dataclass(frozen=True)
class HandOverReturned:
    """Returned by the receiver or withdrawn by the sender; the sender is in charge."""

    hand_over: HandOver


@dataclass(frozen=True)
class HandOverSeen:
    """The person was seen at the door or bed; ``act`` is the record of it, where there is one."""

    hand_over: HandOver
    act: Act | None = None


@dataclass(frozen=True)
class HandOverNotArrived:
    hand_over: HandOver
