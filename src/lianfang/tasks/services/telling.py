"""What was told of a household on another record than a visit (a round) is kept, and answers whoever asked the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.kernel.clock import now
from lianfang.kernel.events import publish
from lianfang.people.bulk import insert_rows
from lianfang.people.models import Household
from lianfang.response.selectors import edition_in_force
from lianfang.tasks.catalogue import Question, question_of
from lianfang.tasks.events import TaskDone
from lianfang.tasks.kinds import Purpose, kind_of
from lianfang.tasks.knocks import Slot, asks_here, known_answers, slots_of
from lianfang.tasks.models import Answer, Task
from lianfang.tasks.rules import Reached, State
from lianfang.tasks.selectors import WAITS
from lianfang.tasks.services.answering import close
from lianfang.tasks.services.asking import ask_again
from lianfang.tasks.services.visiting import tell_askers

Told = Mapping[str, str]
"""Answers about the household as a whole, by the code of the question, each in its one spelling."""


@dataclass(frozen=True)
class Stands:
    """One answer of a record: its value, for what it was asked, and until when it stands (None: only for who asks now)."""

    value: str
    purpose: Purpose
    at: datetime
    until: datetime | None

    def serves(self, slot: Slot, task: Task) -> bool:
        """Whether it answers a task that was asked before, or that comes while it stands."""
        is_fresh = self.until > now() if self.until is not None else self.at >= task.opens_at
        return is_fresh and slot.question.serves(self.purpose, kind_of(task.kind).purpose)


def take_answers(*, actor: Actor, act: Act, household: Household, purpose: Purpose, told: Told) -> list[Task]:
    """Keep what a record tells of a household, and close the tasks there that ask nothing beyond it and what is known.

    The record permits it; call it in its transaction. An answer serves another purpose only where its question says so.
    """
    edition = edition_in_force(act.response).code
    answers = {code: _stands(question_of(code), value, purpose, act, edition) for code, value in told.items()}
    insert_rows(Answer, [_row(act, household, code, each) for code, each in answers.items()])
    answered = []
    for task, given in _answered(household, answers):
        close(actor, task, State.DONE, outcome=Reached.REACHED.value, act=act)
        publish(TaskDone(task, act, given))
        answered.append(task)
    tell_askers(actor, answered)
    return answered


def _stands(question: Question, value: str, purpose: Purpose, act: Act, edition: str) -> Stands:
    length = question.validity(edition)
    return Stands(value, purpose, act.happened_at, act.happened_at + length if length is not None else None)


def _row(act: Act, household: Household, code: str, answer: Stands) -> Answer:
    return Answer(
        response=act.response,
        household=household,
        question=code,
        value=answer.value,
        purpose=answer.purpose.value,
        answered_at=answer.at,
        valid_until=answer.until,
    )


def _answered(household: Household, answers: Mapping[str, Stands]) -> Iterator[tuple[Task, dict[str, str]]]:
    """The tasks that wait at a household and of which these answers leave nothing open, each with all it asked."""
    waiting = Task.objects.filter(household=household, state__in=WAITS, opens_at__lte=now())
    tasks = [task for task in waiting.select_related("response", "unit", "household", "person") if asks_here(task)]
    known = known_answers(tasks)
    for task in tasks:
        slots = slots_of(task)
        here = {
            slot: answers[slot.question.code].value
            for slot in slots
            if slot.person_id is None
            and slot.question.code in answers
            and answers[slot.question.code].serves(slot, task)
        }
        on_record = {slot: known[slot, task.pk].value for slot in slots if (slot, task.pk) in known}
        if here and {*here, *on_record} >= set(slots):
            yield task, {slot.question.code: value for slot, value in (on_record | here).items()}


def take_answers_back(*, actor: Actor, act: Act, household: Household) -> list[Task]:
    """What a record told that is no longer held to be true stands no longer, and whoever was answered by it asks again."""
    Answer.objects.filter(household=household, person=None, visit=None, answered_at=act.happened_at).delete()
    closed = Task.objects.select_related("response", "unit", "household", "person").filter(
        answered_by_kind=act._meta.label_lower, answered_by_id=act.pk, state=State.DONE.value
    )
    return [ask_again(actor, task) for task in closed if task.questions]
