"""Knocking once: a visit or call is recorded, and every task of the household is answered by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.events import publish
from lianfang.messaging.services import tell
from lianfang.orgs.selectors import unit_of
from lianfang.people.bulk import insert_rows
from lianfang.response.selectors import edition_in_force
from lianfang.tasks.access import DO_TASKS
from lianfang.tasks.answers import YES, NotAnAnswer, cleaned
from lianfang.tasks.events import TaskDone, VisitRecorded
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.knocks import Knock, Slot, knock_for, knock_just_answered, known_answers, slots_of
from lianfang.tasks.models import Answer, Task, Visit
from lianfang.tasks.questions import NOT_MET
from lianfang.tasks.rules import Channel, Reached, State
from lianfang.tasks.services.answering import close

FROM_RECORD = "from_record"


@dataclass(frozen=True)
class Knocked:
    """What came of it: how, with what outcome, the answers by the key of their slot, and who was not there."""

    channel: Channel
    outcome: Reached
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    absent: frozenset[UUID] = frozenset()
    """People of the household who were out: what is asked about them waits on."""


@transaction.atomic
def record_visit(*, actor: Actor, stamp: Stamp, door: tuple[str, UUID | str], knocked: Knocked) -> Visit:
    """Record a visit or call at a door (``("household", id)`` or ``("person", id)``) and answer what waited there.

    Where nobody was reached the tasks go on waiting, and so do those about somebody who was out. The same stamp returns
    the first record. Raises NotFound where nothing waits, and Invalid by slot for what is missing or is no answer.
    """
    if was_recorded(Visit, stamp):
        return _again(actor, stamp, door, knocked)
    try:
        knock = knock_for(actor, *door, action=DO_TASKS)
    except NotFound:
        return _beside_another(actor, stamp, door, knocked)
    answers = checked(knock, knocked)
    visit = _write(actor, stamp, knock, knocked)
    if knocked.outcome is Reached.REACHED:
        _take_down(actor, visit, knock, answers, knocked.absent)
    publish(VisitRecorded(visit, by_person(answers)))
    return visit


def _beside_another(actor: Actor, stamp: Stamp, door: tuple[str, UUID | str], knocked: Knocked) -> Visit:
    """The same press made a record that answered all that waited (a round's): the visit is kept and answers nothing more."""
    visit = _write(actor, stamp, knock_just_answered(actor, *door, at=stamp.happened_at), knocked)
    publish(VisitRecorded(visit))
    return visit


def _take_down(actor: Actor, visit: Visit, knock: Knock, answers: Mapping[Slot, str], absent: frozenset[UUID]) -> None:
    """Keep the answers, close the tasks they answer, and tell whoever asked."""
    edition = edition_in_force(visit.response).code
    insert_rows(Answer, list(answers_of(visit, knock, answers, absent, edition)))
    answered = [task for task in knock.tasks if task.person_id not in absent]
    for task in answered:
        close(actor, task, State.DONE, outcome=visit.outcome, act=visit)
    say_done(actor, visit, knock, answers, answered)


def by_person(answers: Mapping[Slot, str]) -> dict[UUID, dict[str, str]]:
    """What each person answered, by the code of the question."""
    told: dict[UUID, dict[str, str]] = {}
    for slot, value in answers.items():
        if slot.person_id is not None:
            told.setdefault(slot.person_id, {})[slot.question.code] = value
    return told


def answer_from_record(actor: Actor, task: Task) -> bool:
    """Answer a task whose every question the record answers already; whether it was so."""
    return bool(answer_those_on_record(actor, [task]))


def answer_those_on_record(actor: Actor, tasks: Sequence[Task]) -> list[Task]:
    """Answer those of these tasks whose every question the record answers already, and give them."""
    known = known_answers(tasks)
    answered = []
    for task in tasks:
        slots = slots_of(task)
        if slots and all((slot, task.pk) in known for slot in slots):
            close(actor, task, State.DONE, outcome=FROM_RECORD)
            publish(TaskDone(task, None, {slot.question.code: known[slot, task.pk].value for slot in slots}))
            answered.append(task)
    return answered


def _again(actor: Actor, stamp: Stamp, door: tuple[str, UUID | str], knocked: Knocked) -> Visit:
    earlier = Visit.objects.select_related("response").get(pk=stamp.id)
    scene = Scene(earlier.response, earlier.area_path, unit_of(actor))
    about = {"household": earlier.household, "person": earlier.person}
    return record(Visit, actor=actor, stamp=stamp, scene=scene, **about, **columns_of(knocked))


def checked(knock: Knock, knocked: Knocked) -> dict[Slot, str]:
    """The answers in their one spelling, none where nobody was reached. Raises Invalid by slot."""
    if knocked.outcome is not Reached.REACHED:
        return {}
    answers, wrong = {}, {}
    for slot in knock.to_ask:
        given = knocked.answers.get(slot.key, "")
        if slot.person_id in knocked.absent or (slot in knock.extra and not given.strip()):
            continue
        try:
            answers[slot] = cleaned(slot.question, given)
        except NotAnAnswer as refused:
            wrong[slot.key] = refused.reason
    if wrong:
        raise Invalid(wrong)
    return {slot: value for slot, value in answers.items() if value}


def _write(actor: Actor, stamp: Stamp, knock: Knock, knocked: Knocked) -> Visit:
    scene = Scene(knock.tasks[0].response, knock.area_path, unit_of(actor))
    about = {"household": knock.household, "person": knock.person}
    return record(Visit, actor=actor, stamp=stamp, scene=scene, **about, **columns_of(knocked))


def columns_of(knocked: Knocked) -> dict[str, str]:
    return {"channel": knocked.channel.value, "outcome": knocked.outcome.value, "note": knocked.note}


def answers_of(
    visit: Visit, knock: Knock, answers: Mapping[Slot, str], absent: frozenset[UUID], edition: str
) -> Iterator[Answer]:
    """Rows to be written: an answer once for each purpose that asked, so that each may use its own, and who was out."""
    for slot, value in answers.items():
        length = slot.question.validity(edition)
        until = visit.happened_at + length if length is not None else None
        for purpose in knock.purposes(slot):
            yield _row(visit, knock, slot, value=value, purpose=purpose, until=until)
    for person in knock.people:
        if person.pk in absent:
            yield _row(visit, knock, Slot(NOT_MET, person.pk), value=YES, purpose=Purpose.CONTROL, until=None)


def _row(visit: Visit, knock: Knock, slot: Slot, *, value: str, purpose: Purpose, until: datetime | None) -> Answer:
    return Answer(
        response=visit.response,
        visit=visit,
        person_id=slot.person_id,
        household=knock.household,
        question=slot.question.code,
        value=value,
        purpose=purpose.value,
        answered_at=visit.happened_at,
        valid_until=until,
    )


def say_done(actor: Actor, visit: Visit, knock: Knock, answers: Mapping[Slot, str], answered: Sequence[Task]) -> None:
    """Announce each task that was answered, and tell whoever asked."""
    for task in answered:
        publish(TaskDone(task, visit, dict(_of_task(task, answers, knock))))
    tell_askers(actor, answered)


def tell_askers(actor: Actor, answered: Sequence[Task]) -> None:
    """Each unit that asked learns once that there is an answer, and where it stands."""
    first = {path: task for task in reversed(answered) for path in task.asked_by if path != task.unit_path}
    for path, task in sorted(first.items()):
        tell(actor=actor, unit=path, code="tasks.tell_answered", link=f"/tasks/{task.pk}/")


def _of_task(task: Task, answers: Mapping[Slot, str], knock: Knock) -> Iterable[tuple[str, str]]:
    for slot in slots_of(task):
        if slot in answers:
            yield slot.question.code, answers[slot]
        elif (slot, task.pk) in knock.known:
            yield slot.question.code, knock.known[slot, task.pk].value
