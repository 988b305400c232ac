"""A unit hands a person over, or takes it back."""

from datetime import datetime, timedelta
from typing import Any, Required, TypeAlias, TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, NotFound, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force
from lianfang.tasks import clocks, selectors
from lianfang.tasks.access import HAND_OVER
from lianfang.tasks.events import HandOverReturned, HandOverSent
from lianfang.tasks.models import UNDER_WAY, HandOver, Task
from lianfang.tasks.rules import ACCEPT_WITHIN, MOVES_A_PERSON, SEE_WITHIN, Handing, State, What, handing_may_become
from lianfang.tasks.services.escalating import raise_at_once_if_nobody_is_there
from lianfang.tasks.services.responsibility import HANDED_ON, settle, take_responsibility
from lianfang.tasks.subjects import RECEIVE

HandOverOrId: TypeAlias = HandOver | UUID | str


class Sending(TypedDict, total=False):
    """What `hand_over` is given; a side outside the district is its name as text."""

    response: Required[Response]
    person: Required[Person]
    from_unit: Required[Unit | str]
    to_unit: Required[Unit | str]
    area_path: Required[str]
    expected_at: Required[datetime]
    because: Required[Reason]
    kind: Required[What | str]
    id: UUID
    """The id the sender outside gave it."""
    note: str


@transaction.atomic
def hand_over(*, actor: Actor, **what: Unpack[Sending]) -> HandOver:
    """Send a person, or a paper about a person, to another unit; the sender answers for the person until it accepts.

    Times come from the edition in force (hand_over.accept, hand_over.see). Sending the same again returns the first.
    A unit with nobody on duty is raised at once. Raises Refused (no right to send for this unit, the unit itself, an
    ended unit) or Conflict (the person is in another hand-over).
    """
    _refuse_wrong_sides(actor, what)
    person = lock_person(what["person"])
    if earlier := _sent_already(person, what):
        return earlier
    _refuse_second_pending(person, what)
    sent = _write(actor, person, what)
    if sent.moves_a_person:
        _pass_on(actor, sent)
    if sent.to_unit is not None:
        tell(actor=actor, unit=sent.to_unit_path, code="tasks.tell_sent", link=link_to(sent))
        raise_at_once_if_nobody_is_there(sent)
    publish(HandOverSent(sent))
    return sent


@transaction.atomic
def withdraw(*, actor: Actor, hand_over: HandOverOrId, because: Reason | None = None) -> HandOver:
    """Take back what nobody has accepted yet; withdrawing again changes nothing. Raises Conflict where it was accepted."""
    mine = locked(actor, hand_over, HAND_OVER)
    if mine.state == Handing.WITHDRAWN:
        return mine
    must_allow(mine, Handing.WITHDRAWN)
    give_back(actor, mine, Handing.WITHDRAWN, because or Reason.of("tasks.withdrawn"))
    if mine.to_unit is not None:
        tell(actor=actor, unit=mine.to_unit_path, code="tasks.tell_withdrawn", link=link_to(mine))
    return mine


def lock_person(person: Person) -> Person:
    """Whatever hands a person on holds this lock, so that two hands never take at once."""
    return Person.objects.select_for_update().get(pk=person.pk)


def locked(actor: Actor, hand_over: HandOverOrId, action: Action) -> HandOver:
    """The hand-over, fresh and alone until the transaction ends; NotFound where the actor may not do this with it."""
    which = hand_over.pk if isinstance(hand_over, HandOver) else hand_over
    lock_person(selectors.get_hand_over_for(actor, which, action=action).person)
    return selectors.get_hand_over_for(actor, which, action=action)


def must_allow(hand_over: HandOver, then: Handing) -> None:
    if not handing_may_become(Handing(hand_over.state), then):
        raise Conflict("tasks.state_does_not_allow")


def link_to(hand_over: HandOver) -> str:
    return f"/tasks/hand-overs/{hand_over.pk}/"


def give_back(actor: Actor, hand_over: HandOver, state: Handing, because: Reason) -> None:
    """The sender has to decide again: the task goes back to it, with a clock of its own."""
    hand_over.state, hand_over.refused_at, hand_over.refused_because = state.value, now(), because
    hand_over.answered_at = hand_over.answered_at or hand_over.refused_at
    hand_over.save(update_fields=["state", "refused_at", "refused_because", "answered_at"])
    clocks.stop(hand_over.pk, clocks.ACCEPT_DUE, clocks.SEE_DUE)
    clocks.stop(hand_over.task_id, clocks.RISE)
    _return_task(actor, hand_over, because)
    audit(actor, f"hand_over.{state.value}", hand_over, because=because.code)
    publish(HandOverReturned(hand_over))


def _return_task(actor: Actor, hand_over: HandOver, because: Reason) -> None:
    task = hand_over.task
    if hand_over.from_unit is None or not hand_over.moves_a_person:
        task.state, task.closed_at, task.closed_by = State.CANCELLED.value, now(), actor.name
        task.save(update_fields=["state", "closed_at", "closed_by"])
        return
    task.state, task.returned_because, task.due_at = State.RETURNED.value, because, now() + ACCEPT_WITHIN
    task.unit, task.unit_path, task.user = hand_over.from_unit, hand_over.from_unit_path, None
    task.save(update_fields=["state", "returned_because", "due_at", "unit", "unit_path", "user"])
    clocks.start(clocks.TASK_DUE, task.pk, task.due_at)


def _refuse_wrong_sides(actor: Actor, what: Sending) -> None:
    sender, receiver = what["from_unit"], what["to_unit"]
    if isinstance(sender, Unit):
        if not selectors.side_may(actor, HAND_OVER, sender):
            raise Refused("accounts.no_role_permits", action=HAND_OVER.code)
    elif isinstance(receiver, str):
        raise Refused("tasks.same_unit")
    if sender == receiver:
        raise Refused("tasks.same_unit")
    if isinstance(receiver, Unit) and receiver.has_ended:
        raise Refused("tasks.unit_ended")


def _sent_already(person: Person, what: Sending) -> HandOver | None:
    same = HandOver.objects.filter(person=person, kind=str(what["kind"]), expected_at=what["expected_at"])
    sides = {key: value for key, value in _sides(what).items() if not key.endswith("_path")}
    return same.filter(**sides).exclude(state__in=[Handing.RETURNED.value, Handing.WITHDRAWN.value]).first()


def _refuse_second_pending(person: Person, what: Sending) -> None:
    pending = HandOver.objects.filter(UNDER_WAY, person=person)
    if what["kind"] not in MOVES_A_PERSON:
        if pending.filter(kind=str(what["kind"])).exists():
            raise Conflict("tasks.paper_already_pending")
    elif pending.filter(kind__in=sorted(MOVES_A_PERSON)).exists():
        raise Conflict("tasks.already_pending")


def _sides(what: Sending) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for side, party in (("from", what["from_unit"]), ("to", what["to_unit"])):
        inside = party if isinstance(party, Unit) else None
        columns[f"{side}_unit"] = inside
        columns[f"{side}_unit_path"] = inside.path if inside else ""
        columns[f"{side}_outside"] = party if isinstance(party, str) else ""
    return columns


def _write(actor: Actor, person: Person, what: Sending) -> HandOver:
    accept, see = _times(what["response"])
    accept_by = now() + accept
    see_by = max(what["expected_at"], now()) + see
    sent = HandOver(
        id=what.get("id") or new_id(),
        **_sides(what),
        kind=str(what["kind"]),
        response=what["response"],
        person=person,
        area_path=what["area_path"],
        because=what["because"],
        note=what.get("note", ""),
        sent_by=actor.name,
        expected_at=what["expected_at"],
        accept_by=accept_by,
        see_by=see_by,
    )
    sent.task = _task_of(actor, sent)
    sent.save(force_insert=True)
    clocks.start(clocks.ACCEPT_DUE, sent.pk, accept_by)
    audit(actor, "hand_over.sent", sent, kind=sent.kind, to=sent.to_unit_path or "outside")
    return sent


def _times(response: Response) -> tuple[timedelta, timedelta]:
    try:
        edition = edition_in_force(response)
    except NotFound:
        return ACCEPT_WITHIN, SEE_WITHIN
    return edition.clock("hand_over.accept") or ACCEPT_WITHIN, edition.clock("hand_over.see") or SEE_WITHIN


def _task_of(actor: Actor, sent: HandOver) -> Task:
    """The task of a hand-over: with the receiver, or with the side here that waits for a letter from outside."""
    unit = sent.side_here
    task = Task(
        id=new_id(),
        response=sent.response,
        kind=RECEIVE.code,
        person=sent.person,
        household=sent.person.household,
        subject_kind="tasks.handover",
        subject_id=sent.pk,
        area_path=sent.area_path or unit.area_path,
        unit=unit,
        unit_path=unit.path,
        because=sent.because,
        due_at=sent.accept_by,
        created_by=actor.name,
    )
    task.save(force_insert=True)
    return task


def _pass_on(actor: Actor, sent: HandOver) -> None:
    """What waited for a decision about the person is decided by sending them on."""
    settle(actor=actor, person=sent.person, outcome=HANDED_ON)
    if sent.from_unit is not None:
        take_responsibility(actor=actor, response=sent.response, person=sent.person, unit=sent.from_unit)
