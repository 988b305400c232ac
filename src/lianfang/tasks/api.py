"""Tasks and hand-overs for other programs and the phone."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid
from lianfang.kernel.instants import Instant
from lianfang.kernel.wording import Reason
from lianfang.orgs import selectors as orgs
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import current_response
from lianfang.tasks import knocks, presenting, selectors, services
from lianfang.tasks.access import DO_TASKS
from lianfang.tasks.forms import RETURNS
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.models import HandOver, Task
from lianfang.tasks.rules import Channel, Reached, What
from lianfang.ui.keyset import page_of

router = Router(tags=["tasks"])
MOST = 200


class Problem(Schema):
    type: str
    title: str
    status: int
    detail: str


REFUSALS = {403: Problem, 404: Problem, 409: Problem, 422: Problem}


class TaskOut(Schema):
    id: UUID
    kind: str
    state: str
    unit: str
    """Path of the responsible unit."""
    area: str
    person: UUID | None
    household: UUID | None
    subject_kind: str
    subject_id: UUID
    questions: list[str]
    because: str
    """Withheld from those who may not know."""
    due_at: datetime | None
    level: int
    nobody_on_duty: bool


class TaskPage(Schema):
    items: list[TaskOut]
    next: str
    """Cursor of the next page, "" at the end."""


class HandOverOut(Schema):
    id: UUID
    kind: str
    state: str
    person: UUID | None
    from_unit: str
    to_unit: str
    """A path, or the name of a side outside the district."""
    area: str
    because: str
    sent_at: datetime
    expected_at: datetime
    accept_by: datetime
    accepted_at: datetime | None
    phone: str
    seen_at: datetime | None
    level: int
    nobody_on_duty: bool


class HandOverPage(Schema):
    items: list[HandOverOut]
    next: str


class HandOverIn(Schema):
    person: UUID
    from_unit: UUID
    to_unit: UUID | None = None
    to_outside: str = ""
    area: str = ""
    expected_at: Instant
    kind: str = What.TRANSFER.value
    note: str = ""


class ReturnIn(Schema):
    because: str
    """One of the codes of return, as tasks.return_no_room."""
    note: str = ""


class WonderIn(Schema):
    """What a unit wants to know of a household or one of its people; asked again with the same time it is the same task."""

    kind: Literal["household", "person"]
    which: UUID
    questions: list[str]
    """Codes of questions that are open to all, as tasks.phone."""
    purpose: Purpose = Purpose.CONTROL
    due_at: Instant


class SlotOut(Schema):
    key: str
    question: str
    words: str
    answer: str
    person: UUID | None
    choices: dict[str, str]
    suggested: str
    """What was told elsewhere, to be confirmed."""
    may_be_empty: bool


class KnockOut(Schema):
    """One door: what waits there, what to ask, what is known already (by key)."""

    tasks: list[TaskOut]
    ask: list[SlotOut]
    known: list[str]


class VisitIn(Schema):
    """A visit or call made at a door; ``id`` is its own, made where it happened."""

    id: UUID
    happened_at: Instant
    offline: bool = False
    channel: str = Channel.DOOR.value
    outcome: str = Reached.REACHED.value
    answers: dict[str, str] = {}
    absent: list[UUID] = []
    """People of the household who were out; what is asked about them waits on."""
    note: str = ""


class VisitOut(Schema):
    id: UUID
    outcome: str
    happened_at: datetime


def _task(actor: Actor, task: Task) -> TaskOut:
    sees = presenting.may_see_people(actor, task)
    return TaskOut(
        id=task.pk,
        kind=task.kind,
        state=task.state,
        unit=task.unit_path,
        area=task.area_path,
        person=task.person_id if sees else None,
        household=task.household_id,
        subject_kind=task.subject_kind,
        subject_id=task.subject_id,
        questions=task.questions,
        because=str(presenting.reason_for(actor, task)),
        due_at=task.due_at,
        level=task.level,
        nobody_on_duty=task.is_red,
    )


def _hand_over(actor: Actor, found: HandOver) -> HandOverOut:
    card = presenting.Card(actor, found)
    return HandOverOut(
        id=found.pk,
        kind=found.kind,
        state=found.state,
        person=found.person_id if presenting.may_see_people(actor, found) else None,
        from_unit=found.from_unit_path or found.from_outside,
        to_unit=found.to_unit_path or found.to_outside,
        area=found.area_path,
        because=str(card.because),
        sent_at=found.sent_at,
        expected_at=found.expected_at,
        accept_by=found.accept_by,
        accepted_at=found.accepted_at,
        phone=card.phone,
        seen_at=found.seen_at,
        level=found.level,
        nobody_on_duty=found.is_red,
    )


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _word(kind: type[Channel] | type[Reached] | type[What], text: str, field: str) -> str:
    if text not in list(kind):
        raise Invalid({field: Reason.of("tasks.not_a_choice")})
    return text


@router.get("/tasks", response=TaskPage)
def tasks(request: HttpRequest, state: str = "", after: str = "", limit: int = 50) -> TaskPage:
    """Tasks within the caller's rights, those due first on top; ``state`` "waiting" leaves out what is closed."""
    actor = _actor(request)
    rows = selectors.tasks_visible_to(actor)
    if state:
        rows = rows.filter(state__in=selectors.WAITS if state == "waiting" else [state])
    page = page_of(rows, ("due_at",), cursor=after, size=max(1, min(limit, MOST)))
    log_list(actor, "api.tasks")
    return TaskPage(items=[_task(actor, each) for each in page.rows], next=page.next)


@router.post("/tasks", response={201: TaskOut, **REFUSALS})
def wonder(request: HttpRequest, given: WonderIn) -> Status[TaskOut]:
    """Have something asked by whoever visits there; what is on record is answered at once."""
    actor = _actor(request)
    asked = services.wonder(
        actor=actor,
        about=services.get_asked(actor, given.kind, given.which),
        questions=given.questions[:20],
        due_at=given.due_at,
        purpose=given.purpose,
    )
    return Status(201, _task(actor, asked))


@router.get("/tasks/{uuid:task_id}", response={200: TaskOut, **REFUSALS})
def task(request: HttpRequest, task_id: UUID) -> TaskOut:
    actor = _actor(request)
    found = selectors.get_task_for(actor, task_id)
    if found.person_id and presenting.may_see_people(actor, found):
        log_reads(actor, How.DETAIL, "api.task", [found.person_id])
    return _task(actor, found)


@router.post("/tasks/{uuid:task_id}/accept", response={200: TaskOut, **REFUSALS})
def accept(request: HttpRequest, task_id: UUID) -> TaskOut:
    return _task(_actor(request), services.accept(actor=_actor(request), task=task_id))


@router.post("/tasks/{uuid:task_id}/return", response={200: TaskOut, **REFUSALS})
def return_task(request: HttpRequest, task_id: UUID, given: ReturnIn) -> TaskOut:
    because = _because(given)
    return _task(_actor(request), services.return_task(actor=_actor(request), task=task_id, because=because))


def _because(given: ReturnIn) -> Reason:
    if given.because not in dict(RETURNS):
        raise Invalid({"because": Reason.of("tasks.not_a_choice")})
    return Reason.of(given.because)


@router.get("/knocks/{kind}/{uuid:which}", response={200: KnockOut, **REFUSALS})
def knock(request: HttpRequest, kind: str, which: UUID) -> KnockOut:
    """One door (``household`` or ``person`` with its id): every question once, what is known left out."""
    actor = _actor(request)
    found = knocks.knock_for(actor, kind, which, action=DO_TASKS)
    ask = [
        SlotOut(
            key=slot.key,
            question=slot.question.code,
            words=str(slot.question.wording),
            answer=slot.question.answer.value,
            person=slot.person_id,
            choices={code: str(name) for code, name in slot.question.choices},
            suggested=found.suggested.get(slot, ""),
            may_be_empty=slot in found.extra or not slot.question.required,
        )
        for slot in found.to_ask
    ]
    log_reads(actor, How.DETAIL, "api.knock", [person.pk for person in found.people])
    return KnockOut(
        tasks=[_task(actor, each) for each in found.tasks], ask=ask, known=[slot.key for slot, _ in found.from_record]
    )


@router.post("/knocks/{kind}/{uuid:which}", response={200: VisitOut, **REFUSALS})
def visit(request: HttpRequest, kind: str, which: UUID, given: VisitIn) -> VisitOut:
    """Record a visit or call; the same id with the same content returns the first answer."""
    knocked = services.Knocked(
        Channel(_word(Channel, given.channel, "channel")),
        Reached(_word(Reached, given.outcome, "outcome")),
        given.answers,
        note=given.note[:300],
        absent=frozenset(given.absent),
    )
    stamp = Stamp(id=given.id, at=given.happened_at, offline=given.offline)
    done = services.record_visit(actor=_actor(request), stamp=stamp, door=(kind, which), knocked=knocked)
    return VisitOut(id=done.pk, outcome=done.outcome, happened_at=done.happened_at)


@router.get("/hand-overs", response=HandOverPage)
def hand_overs(request: HttpRequest, state: str = "", after: str = "", limit: int = 50) -> HandOverPage:
    actor = _actor(request)
    rows = selectors.hand_overs_visible_to(actor)
    page = page_of(
        rows.filter(state=state) if state else rows, ("-sent_at",), cursor=after, size=max(1, min(limit, MOST))
    )
    log_list(actor, "api.hand_overs")
    return HandOverPage(items=[_hand_over(actor, each) for each in page.rows], next=page.next)


@router.post("/hand-overs", response={201: HandOverOut, **REFUSALS})
def send(request: HttpRequest, given: HandOverIn) -> Status[HandOverOut]:
    """Hand somebody over, to a unit here or (``to_outside``) elsewhere; the same again returns the first."""
    actor = _actor(request)
    from_unit = orgs.get_unit_for(actor, given.from_unit)
    to_unit = orgs.get_unit_for(actor, given.to_unit) if given.to_unit else given.to_outside[:80]
    if not to_unit:
        raise Invalid({"to_unit": Reason.of("kernel.required")})
    area_path = given.area or ("" if isinstance(to_unit, str) else to_unit.area_path)
    sent = services.hand_over(
        actor=actor,
        response=current_response(from_unit.area_path),
        person=selectors.person_of_unit(actor, from_unit, given.person),
        from_unit=from_unit,
        to_unit=to_unit,
        area_path=area_path,
        expected_at=given.expected_at,
        because=Reason.of("tasks.handed_over"),
        kind=_word(What, given.kind, "kind"),
        note=given.note[:300],
    )
    return Status(201, _hand_over(actor, sent))


@router.get("/hand-overs/{uuid:hand_over_id}", response={200: HandOverOut, **REFUSALS})
def hand_over(request: HttpRequest, hand_over_id: UUID) -> HandOverOut:
    actor = _actor(request)
    found = selectors.get_hand_over_for(actor, hand_over_id)
    if presenting.may_see_people(actor, found):
        log_reads(actor, How.DETAIL, "api.hand_over", [found.person_id])
    return _hand_over(actor, found)


@router.post("/hand-overs/{uuid:hand_over_id}/accept", response={200: HandOverOut, **REFUSALS})
def accept_hand_over(request: HttpRequest, hand_over_id: UUID) -> HandOverOut:
    """Somebody on duty takes the person over."""
    return _hand_over(_actor(request), services.accept_hand_over(actor=_actor(request), hand_over=hand_over_id))


@router.post("/hand-overs/{uuid:hand_over_id}/return", response={200: HandOverOut, **REFUSALS})
def return_hand_over(request: HttpRequest, hand_over_id: UUID, given: ReturnIn) -> HandOverOut:
    actor, because = _actor(request), _because(given)
    done = services.return_hand_over(actor=actor, hand_over=hand_over_id, because=because, note=given.note[:300])
    return _hand_over(actor, done)


@router.post("/hand-overs/{uuid:hand_over_id}/withdraw", response={200: HandOverOut, **REFUSALS})
def withdraw(request: HttpRequest, hand_over_id: UUID) -> HandOverOut:
    return _hand_over(_actor(request), services.withdraw(actor=_actor(request), hand_over=hand_over_id))


@router.post("/hand-overs/{uuid:hand_over_id}/seen", response={200: HandOverOut, **REFUSALS})
def seen(request: HttpRequest, hand_over_id: UUID) -> HandOverOut:
    return _hand_over(_actor(request), services.mark_seen(actor=_actor(request), hand_over=hand_over_id))


@router.post("/hand-overs/{uuid:hand_over_id}/not-arrived", response={200: HandOverOut, **REFUSALS})
def not_arrived(request: HttpRequest, hand_over_id: UUID) -> HandOverOut:
    return _hand_over(_actor(request), services.mark_not_arrived(actor=_actor(request), hand_over=hand_over_id))
