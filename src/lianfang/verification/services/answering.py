"""What was found out: at a door with everything else asked there, by phone, or at the desk; every list gets its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.services import Scene, record, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict
from lianfang.kernel.events import publish
from lianfang.orgs.selectors import unit_of
from lianfang.privacy.audit import audit
from lianfang.tasks.models import Task, Visit
from lianfang.tasks.rules import WAITING, Channel, Reached
from lianfang.tasks.services import answer
from lianfang.verification import selectors
from lianfang.verification.access import WORK_LISTS
from lianfang.verification.events import RowAnswered
from lianfang.verification.models import NameRow, RowCheck
from lianfang.verification.questions import RESULT, SINCE, WAS_THERE
from lianfang.verification.rules import NOT_REACHED, TRIES, Outcome, State

SYSTEM = Actor.system("verification")
ANSWER = (
    "state", "outcome", "passed_to", "was_there", "lives_since", "note", "answered_at", "answered_by",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What was found out about somebody on a list."""

    outcome: Outcome
    was_there: str = ""
    lives_since: date | None = None
    note: str = ""
    passed_to: str = ""

    @classmethod
    def of_answers(cls, answers: Mapping[str, str]) -> Self:
        """From the answers given at a door, by the code of the question."""
        since = answers.get(SINCE.code, "")
        return cls(
            Outcome(answers[RESULT.code]),
            was_there=answers.get(WAS_THERE.code, ""),
            lives_since=date.fromisoformat(since) if since else None,
        )


@dataclass(frozen=True)
class Checked:
    """What somebody did and found; ``found`` is an outcome, or that nobody was reached."""

    channel: Channel
    found: str
    was_there: str = ""
    lives_since: date | None = None
    note: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        return cls(
            Channel(values["channel"]),
            values["found"],
            values.get("was_there") or "",
            values.get("lives_since"),
            values.get("note") or "",
        )

    @property
    def fields(self) -> dict[str, Any]:
        return {
            "channel": self.channel.value,
            "found": self.found,
            "was_there": self.was_there,
            "lives_since": self.lives_since,
            "note": self.note,
        }


@transaction.atomic
def verify(*, actor: Actor, stamp: Stamp, row: UUID | str, checked: Checked) -> RowCheck:
    """Record that somebody tried to verify a row; an outcome answers it, and every row about the same person.

    The third try without reaching anybody answers it too. The same stamp returns the first record. Raises NotFound, and
    Conflict where the row is answered or nobody has said yet whom it means.
    """
    if was_recorded(RowCheck, stamp):
        earlier = RowCheck.objects.select_related("row__response").get(pk=stamp.id)
        return record(
            RowCheck, actor=actor, stamp=stamp, scene=_scene(actor, earlier.row), row=earlier.row, **checked.fields
        )
    mine = selectors.get_row_for(actor, row, action=WORK_LISTS, lock=True)
    _must_be_open(mine)
    act = record(RowCheck, actor=actor, stamp=stamp, scene=_scene(actor, mine), row=mine, **checked.fields)
    if checked.found == NOT_REACHED:
        _tried(actor, Q(task=mine.task_id) if mine.task_id else Q(pk=mine.pk))
    else:
        found = Found(Outcome(checked.found), checked.was_there, checked.lives_since, checked.note)
        answer_rows(actor, mine, found, act=act)
    return act


def answer_known(*, actor: Actor, row: UUID | str) -> bool:
    """Answer a row at the desk: the person is under the community's care already. Whether it was open until now."""
    mine = selectors.get_row_for(actor, row, action=WORK_LISTS)
    if mine.state != State.OPEN:
        return False
    verify(actor=actor, stamp=Stamp(), row=mine.pk, checked=Checked(Channel.COUNTER, Outcome.ALREADY_KNOWN.value))
    return True


def _scene(actor: Actor, row: NameRow) -> Scene:
    return Scene(row.response, row.area_path, unit_of(actor))


def _must_be_open(row: NameRow) -> None:
    if row.state == State.TO_CONFIRM:
        raise Conflict("verification.confirm_first")
    if row.state == State.ANSWERED:
        raise Conflict("verification.answered_already")


def answer_rows(actor: Actor, row: NameRow, found: Found, *, act: Act | None = None) -> None:
    """Answer a row and every other one that waits for the same task, and close the task."""
    about = Q(pk=row.pk) | (Q(task=row.task_id) if row.task_id else Q(pk__in=[]))
    for each in NameRow.objects.select_for_update(of=("self",)).filter(about, ~Q(state=State.ANSWERED.value)):
        _answer(actor, each, found)
    task = Task.objects.filter(pk=row.task_id, state__in=sorted(WAITING)).first() if row.task_id else None
    if task is not None:
        answer(actor=SYSTEM, task=task, act=act, outcome=found.outcome.value)
    row.refresh_from_db()


def _answer(actor: Actor, row: NameRow, found: Found) -> None:
    row.state, row.outcome, row.passed_to = State.ANSWERED.value, found.outcome.value, found.passed_to
    row.was_there, row.lives_since, row.note = found.was_there, found.lives_since, found.note
    row.answered_at, row.answered_by = now(), actor.name
    row.save(update_fields=ANSWER)
    audit(actor, "row.answered", row, outcome=row.outcome)
    publish(RowAnswered(row))


# -- at a door ---------------------------------------------------------------------------------------------------------


def answered_by_task(task: Task, act: Act | None, answers: Mapping[str, str]) -> None:
    """A task about somebody on lists was done: each list has its answer. What is answered already stays."""
    if RESULT.code not in answers and task.outcome not in set(Outcome):
        return
    found = Found.of_answers(answers) if RESULT.code in answers else Found(Outcome(task.outcome))
    by = Actor(name=act.recorded_by) if act is not None else SYSTEM
    for row in NameRow.objects.filter(task=task, state=State.OPEN.value):
        _answer(by, row, found)


def waited_for(visits: Sequence[Visit]) -> list[Visit]:
    """Those at whose door, or about whose person, an open row of a list waits."""
    doors = [visit.household_id for visit in visits if visit.household_id]
    people = [visit.person_id for visit in visits if visit.person_id]
    there = Q(task__household__in=doors) | Q(task__person__in=people)
    waiting = NameRow.objects.filter(there, state=State.OPEN.value).values_list("task__household", "task__person")
    known = {key for both in waiting for key in both if key is not None}
    return [visit for visit in visits if (visit.household_id or visit.person_id) in known]


def knocked_in_vain(visit: Visit) -> None:
    """Somebody knocked or called and reached nobody, or learned that nobody lives there any more."""
    there = Q(task__household=visit.household) if visit.household_id else Q(task__person=visit.person)
    if visit.outcome in (Reached.MOVED, Reached.EMPTY):
        for row in NameRow.objects.filter(there, state=State.OPEN.value):
            answer_rows(Actor(name=visit.recorded_by), row, Found(Outcome.NOT_RESIDENT), act=visit)
    elif visit.outcome != Reached.REACHED:
        _tried(Actor(name=visit.recorded_by), there)


def _tried(actor: Actor, which: Q) -> None:
    """One try more for these rows; the third answers them."""
    tried = NameRow.objects.filter(which, state=State.OPEN.value)
    ids = list(tried.values_list("pk", flat=True))
    NameRow.objects.filter(pk__in=ids).update(tries=F("tries") + 1)
    audit(actor, "row.tried", "verification.namerow", count=len(ids))
    for row in NameRow.objects.filter(pk__in=ids, tries__gte=TRIES, state=State.OPEN.value):
        row.refresh_from_db()
        if row.state == State.OPEN:
            answer_rows(SYSTEM, row, Found(Outcome.NOT_FOUND))


# -- second thoughts ---------------------------------------------------------------------------------------------------


@transaction.atomic
def take_back(*, actor: Actor, row: UUID | str) -> NameRow:
    """Take an answer back that was not sent yet: the row waits again, with a task of its own. Raises NotFound, Conflict."""
    from lianfang.verification.services.asking import ask_about, make_keys, one_at_a_time

    mine = selectors.get_row_for(actor, row, action=WORK_LISTS, lock=True)
    if mine.state != State.ANSWERED:
        raise Conflict("verification.not_answered")
    if mine.sent_at is not None:
        raise Conflict("verification.sent_already")
    mine.state, mine.outcome, mine.passed_to, mine.was_there = State.OPEN.value, "", "", ""
    mine.lives_since, mine.note, mine.answered_at, mine.answered_by = None, "", None, ""
    mine.task, mine.tries = None, 0
    one_at_a_time(mine.response)
    make_keys([mine])
    for adopted in ask_about(actor, [mine], {mine.person.pk: mine.person} if mine.person else {}):
        adopted.save(update_fields=["task", "unit", "unit_path", "area_path"])
    mine.save(update_fields=[*ANSWER, "task", "tries", "unit", "unit_path", "area_path"])
    audit(actor, "row.answer_taken_back", mine)
    return mine
