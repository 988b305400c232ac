"""What a question of the catalogue is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text
from lianfang.tasks.kinds import Purpose


class AnswerKind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEMPERATURE = "temperature"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    PHONE = "phone"
    STAYS = "stays"
    """Places with their days, as `risk.visits` writes them."""


@dataclass(frozen=True)
class Question:
    """Something asked at a door or by phone, in one wording whoever asks (问题).

    `valid_for` is how long an answer stands before it is asked again (None: only for the task that asked), and
    `by_edition` where an edition says otherwise. `shared_with` are the purposes that may use an answer given for
    another one. `least` and `most` bound numbers; a temperature is in degrees Celsius.
    """

    code: str
    wording: Text = field(hash=False)
    answer: AnswerKind
    choices: tuple[tuple[str, Text], ...] = field(default=(), hash=False)
    valid_for: timedelta | None = None
    by_edition: Mapping[str, timedelta] = field(default_factory=dict, hash=False)
    shared_with: frozenset[Purpose] = frozenset()
    of_household: bool = False
    """Asked once for the household; otherwise for each person."""
    required: bool = True
    open_to_all: bool = False
    """Whether any unit may ask it; the others belong to the module that deals with the answer."""
    least: float | None = None
    most: float | None = None
    suggested: Callable[[Sequence[UUID]], Mapping[UUID, str]] | None = field(default=None, hash=False, compare=False)
    """What was told elsewhere about each of these people, offered to be confirmed."""

    def validity(self, edition: str) -> timedelta | None:
        return self.by_edition.get(edition, self.valid_for)

    def serves(self, asked_for: Purpose, wanted_for: Purpose) -> bool:
        """Whether an answer given for one purpose may be used for another."""
        return asked_for == wanted_for or wanted_for in self.shared_with


questions: Registry[Question] = Registry("question")


def register(question: Question) -> Question:
    return questions.add(question.code, question)


def question_of(code: str) -> Question:
    """The question; raises LookupError with what to do for one that nobody registered."""
    found = questions.get(code)
    if found is None:
        raise LookupError(f"question {code!r} is not in the catalogue; register it in the module's questions.py")
    return found
