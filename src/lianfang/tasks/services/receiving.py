"""A unit accepts somebody, returns the hand-over, sees the person, or says that nobody came."""

from datetime import datetime

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs import selectors as orgs
from lianfang.privacy.audit import audit
from lianfang.tasks import clocks
from lianfang.tasks.access import RECEIVE
from lianfang.tasks.events import HandOverAccepted, HandOverNotArrived, HandOverSeen
from lianfang.tasks.holds import is_held
from lianfang.tasks.models import HandOver
from lianfang.tasks.rules import SEE_WITHIN, Handing, State
from lianfang.tasks.selectors import pending_of, responsible_for
from lianfang.tasks.services.answering import close
from lianfang.tasks.services.asking import ask
from lianfang.tasks.services.escalating import raise_lateness
from lianfang.tasks.services.responsibility import LEFT, release, take_responsibility, tell_if_elsewhere
from lianfang.tasks.services.sending import HandOverOrId, give_back, link_to, locked, must_allow
from lianfang.tasks.subjects import DECIDE, PERSON, Subject

DECIDE_WITHIN = 12 * SEE_WITHIN


@transaction.atomic
def accept_hand_over(*, actor: Actor, hand_over: HandOverOrId, contact: str = "") -> HandOver:
    """Somebody on duty takes the person over: the receiver answers from now on. Accepting again changes nothing.

    For a receiver outside the district the sender writes down who accepted (``contact``). Raises Refused where the
    actor is not on duty at the unit and Conflict where the hand-over has moved on.
    """
    taken = locked(actor, hand_over, RECEIVE)
    if taken.state in {Handing.ACCEPTED, Handing.SEEN} and taken.accepted_by == actor.name:
        return taken
    must_allow(taken, Handing.ACCEPTED)
    taken.accepted_phone = _phone_on_duty(actor, taken)
    taken.outside_contact = contact
    taken.see_by = max(taken.see_by, now() + (taken.see_by - max(taken.expected_at, taken.sent_at)))
    _take_over(actor, taken, now())
    taken.state = Handing.ACCEPTED.value
    taken.save(update_fields=["state", "accepted_phone", "outside_contact", "see_by"])
    _wait_to_see(taken, actor)
    audit(actor, "hand_over.accepted", taken)
    _tell_sender(actor, taken, "tasks.tell_accepted")
    publish(HandOverAccepted(taken))
    return taken


@transaction.atomic
def return_hand_over(*, actor: Actor, hand_over: HandOverOrId, because: Reason, note: str = "") -> HandOver:
    """Say why the person cannot be received; the sender goes on answering. Returning again changes nothing."""
    mine = locked(actor, hand_over, RECEIVE)
    if mine.state == Handing.RETURNED:
        return mine
    must_allow(mine, Handing.RETURNED)
    if note:
        mine.note = note
        mine.save(update_fields=["note"])
    give_back(actor, mine, Handing.RETURNED, because)
    _tell_sender(actor, mine, "tasks.tell_returned")
    return mine


@transaction.atomic
def mark_seen(*, actor: Actor, hand_over: HandOverOrId, act: Act | None = None, at: datetime | None = None) -> HandOver:
    """The person was seen at the door or bed. Saying it again changes nothing.

    Seeing somebody accepts what nobody had accepted. A sighting that arrives late, after the person was handed on
    elsewhere, is kept as a fact and told to the unit that answers now.
    """
    seen = locked(actor, hand_over, RECEIVE)
    if seen.state == Handing.SEEN or (seen.seen_at is not None and _has_moved_on(seen)):
        return seen
    before = Handing(seen.state)
    _note_sighting(actor, seen, act, at or (act.happened_at if act else now()))
    if before not in {Handing.SENT, Handing.ACCEPTED} and _has_moved_on(seen):
        _tell_those_in_charge(actor, seen)
        return seen
    if before is not Handing.ACCEPTED and before is not Handing.NOT_ARRIVED:
        _take_over(actor, seen, seen.seen_at or now())
    _finish(actor, seen, act)
    _tell_sender(actor, seen, "tasks.tell_seen")
    publish(HandOverSeen(seen, act))
    return seen


@transaction.atomic
def mark_not_arrived(*, actor: Actor, hand_over: HandOverOrId) -> HandOver:
    """Nobody came: the receiver goes on answering and searching, sender and command are told. Again changes nothing."""
    missed = locked(actor, hand_over, RECEIVE)
    if missed.state == Handing.NOT_ARRIVED:
        return missed
    must_allow(missed, Handing.NOT_ARRIVED)
    missed.state, missed.not_arrived_at = Handing.NOT_ARRIVED.value, now()
    missed.save(update_fields=["state", "not_arrived_at"])
    audit(actor, "hand_over.not_arrived", missed)
    _tell_sender(actor, missed, "tasks.tell_not_arrived")
    if command := orgs.command_above(missed.area_path):
        tell(actor=actor, unit=command.path, code="tasks.tell_not_arrived", link=link_to(missed))
    raise_lateness(missed.task, Reason.of("tasks.not_arrived"))
    publish(HandOverNotArrived(missed))
    return missed


def _phone_on_duty(actor: Actor, hand_over: HandOver) -> str:
    """The number under which whoever accepts is reached; Refused where the actor is not on duty at the unit."""
    unit = hand_over.to_unit
    if unit is None:
        return ""
    duty = orgs.open_duties().filter(unit=unit, user=actor.user_id).first() if actor.user_id else None
    if duty is None and not actor.is_system:
        raise Refused("tasks.not_on_duty")
    return (duty.phone if duty else "") or unit.duty_phone


def _take_over(actor: Actor, hand_over: HandOver, at: datetime) -> None:
    hand_over.accepted_at, hand_over.accepted_by = at, actor.name
    hand_over.answered_at = hand_over.answered_at or at
    hand_over.save(update_fields=["accepted_at", "accepted_by", "answered_at"])
    if not hand_over.moves_a_person:
        return
    person, response = hand_over.person, hand_over.response
    if hand_over.to_unit is None:
        release(actor=actor, response=response, person=person, because=LEFT)
    else:
        take_responsibility(
            actor=actor, response=response, person=person, unit=hand_over.to_unit, area_path=hand_over.area_path
        )


def _wait_to_see(hand_over: HandOver, actor: Actor) -> None:
    task = hand_over.task
    clocks.stop(hand_over.pk, clocks.ACCEPT_DUE)
    clocks.stop(task.pk, clocks.RISE)
    if hand_over.to_unit is None:
        close(actor, task, State.DONE, outcome=LEFT)
        return
    task.state, task.accepted_at, task.accepted_by = State.ACCEPTED.value, now(), actor.name
    task.due_at, task.user_id = hand_over.see_by, actor.user_id
    task.save(update_fields=["state", "accepted_at", "accepted_by", "due_at", "user"])
    clocks.start(clocks.SEE_DUE, hand_over.pk, hand_over.see_by)


def _note_sighting(actor: Actor, hand_over: HandOver, act: Act | None, at: datetime) -> None:
    hand_over.seen_at, hand_over.seen_by = at, actor.name
    if act is not None:
        hand_over.seen_act_kind, hand_over.seen_act_id = act._meta.label_lower, act.pk
    hand_over.save(update_fields=["seen_at", "seen_by", "seen_act_kind", "seen_act_id"])
    audit(actor, "hand_over.sighting", hand_over)


def _has_moved_on(hand_over: HandOver) -> bool:
    """Whether the person is in another hand-over by now, or another unit than these two sides answers for them."""
    if hand_over.state in {Handing.SENT, Handing.ACCEPTED} or not hand_over.moves_a_person:
        return False
    if pending_of(hand_over.person) is not None:
        return True
    answering = responsible_for(hand_over.person)
    expected = hand_over.to_unit if hand_over.state == Handing.NOT_ARRIVED else hand_over.from_unit
    return answering != expected or not hand_over.task.is_waiting


def _tell_those_in_charge(actor: Actor, hand_over: HandOver) -> None:
    if hand_over.to_unit is not None:
        tell_if_elsewhere(actor, hand_over.person, hand_over.to_unit, hand_over)


def _finish(actor: Actor, hand_over: HandOver, act: Act | None) -> None:
    hand_over.state = Handing.SEEN.value
    hand_over.save(update_fields=["state"])
    clocks.stop(hand_over.pk, clocks.ACCEPT_DUE, clocks.SEE_DUE)
    clocks.stop(hand_over.task_id, clocks.RISE, clocks.TASK_DUE)
    if hand_over.task.is_waiting:
        close(actor, hand_over.task, State.DONE, outcome=Handing.SEEN.value, act=act)
    if hand_over.moves_a_person and hand_over.to_unit is not None and not is_held(hand_over.person):
        _ask_to_decide(actor, hand_over)


def _ask_to_decide(actor: Actor, hand_over: HandOver) -> None:
    ask(
        actor=actor,
        response=hand_over.response,
        kind=DECIDE.code,
        subject=Subject(PERSON, hand_over.person_id),
        person=hand_over.person,
        area_path=hand_over.area_path,
        unit=hand_over.side_here,
        due_at=now() + DECIDE_WITHIN,
        because=Reason.of("tasks.seen_decide"),
        quiet=True,
    )


def _tell_sender(actor: Actor, hand_over: HandOver, code: str) -> None:
    if hand_over.from_unit is not None:
        tell(actor=actor, unit=hand_over.from_unit_path, code=code, link=link_to(hand_over))
