"""A worker verifies an arrival with the person: who they are and where they were; the edition proposes, an officer orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.arrivals import selectors, whereabouts
from lianfang.arrivals.access import VERIFY
from lianfang.arrivals.events import ArrivalVerified
from lianfang.arrivals.models import Arrival, Report, Verification
from lianfang.arrivals.questions import RESULT, STAYS
from lianfang.arrivals.rules import CLOSING, Mark, Origin, Result, Source, State
from lianfang.arrivals.services.closing import answer_task, close
from lianfang.arrivals.whereabouts import Judged
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Conflict
from lianfang.kernel.events import publish
from lianfang.measures.models import Measure
from lianfang.measures.rules import term
from lianfang.measures.services import propose
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.people.services import meet_person
from lianfang.privacy.audit import audit
from lianfang.response.selectors import edition_in_force
from lianfang.risk.rules import Visit
from lianfang.risk.visits import read_visits, write_visits
from lianfang.tasks import selectors as tasks
from lianfang.tasks.models import Visit as Visited
from lianfang.tasks.questions import PHONE
from lianfang.tasks.rules import Channel, Handing
from lianfang.tasks.services import mark_seen, release, take_responsibility


@dataclass(frozen=True)
class Checked:
    """What the worker found: how, with what result, who it is, where they were."""

    channel: Channel
    result: Result
    identity: Identity | None = None
    visits: tuple[Visit, ...] = ()
    note: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Checked":
        """From the answers of the sheet."""
        who = Identity(values["name"], values["id_number"], values["phone"]) if values["name"] else None
        channel = Channel(values["channel"] or Channel.DOOR)
        return cls(channel, Result(values["result"]), who, tuple(values["visits"]), values["note"])


def judged(arrival: Arrival, visits: tuple[Visit, ...]) -> Judged:
    """What the edition in force would say, to be shown before anything is recorded."""
    return whereabouts.judge(list(visits), edition_in_force(arrival.response), arrival.response)


@transaction.atomic
def verify(*, actor: Actor, stamp: Stamp, arrival: Arrival, checked: Checked) -> Arrival:
    """Record a verification and what follows from it; the same stamp changes nothing.

    Confirmed: the person is met, the measure of the edition is proposed or nothing more is asked. Not reached: the
    task waits on. Anything else closes the arrival. Raises NotFound, Invalid (the identity) or Conflict (closed).
    """
    mine = selectors.get_arrival_for(actor, arrival.pk, action=VERIFY, lock=True)
    if was_recorded(Verification, stamp):
        return mine
    if not mine.is_open:
        raise Conflict("arrivals.closed")
    return _follow(actor, stamp, mine, checked)


@transaction.atomic
def verify_by_visit(*, arrival: Arrival, visit: Visited, answers: Mapping[str, str]) -> Arrival:
    """The verification that a knock brought, told to whoever recorded the visit; nothing for an arrival closed meanwhile."""
    if not arrival.is_open or RESULT.code not in answers:
        return arrival
    if (phone := answers.get(PHONE.code)) and not arrival.phone:
        arrival.phone = phone
        arrival.save(update_fields=["phone"])
    checked = Checked(
        Channel(visit.channel), Result(answers[RESULT.code]), visits=tuple(read_visits(answers.get(STAYS.code, "")))
    )
    return _follow(Actor(visit.recorded_by, is_system=True), Stamp(at=visit.happened_at), arrival, checked)


def _follow(actor: Actor, stamp: Stamp, mine: Arrival, checked: Checked) -> Arrival:
    found = judged(mine, checked.visits) if checked.result is Result.CONFIRMED else None
    act = _record(actor, stamp, mine, checked, found)
    if checked.result is Result.NOT_REACHED:
        return mine
    if found is not None:
        _confirm(actor, mine, checked, found, act)
    else:
        _close_as(actor, mine, checked.result)
    answer_task(actor, mine, act)
    publish(ArrivalVerified(mine))
    return mine


def _record(actor: Actor, stamp: Stamp, arrival: Arrival, checked: Checked, found: Judged | None) -> Verification:
    return record(
        Verification,
        actor=actor,
        stamp=stamp,
        scene=Scene(arrival.response, arrival.area_path, arrival.unit),
        arrival=arrival,
        channel=checked.channel.value,
        result=checked.result.value,
        origin=(found.origin if found else Origin.UNKNOWN).value,
        source=arrival.source,
        whereabouts=write_visits(checked.visits),
        note=checked.note,
    )


def _confirm(actor: Actor, arrival: Arrival, checked: Checked, found: Judged, act: Verification) -> None:
    person = _person(actor, arrival, checked)
    _join_others(actor, arrival, person)
    arrival.person, arrival.origin, arrival.result = person, found.origin.value, checked.result.value
    arrival.verified_at, arrival.whereabouts = act.happened_at, write_visits(checked.visits)
    if checked.channel is Channel.DOOR:
        arrival.seen_at = arrival.seen_at or act.happened_at
    arrival.state = (State.SEEN if arrival.seen_at else State.VERIFIED).value
    arrival.save(update_fields=["person", "origin", "result", "verified_at", "whereabouts", "seen_at", "state"])
    Report.objects.filter(arrival=arrival, source=Source.FAMILY.value).update(confirmed_at=act.happened_at)
    audit(actor, "arrival.verified", arrival, origin=arrival.origin, measure=found.kind)
    _see_at_the_door(actor, arrival, checked, act)
    _propose_or_let_go(actor, arrival, found)


def _person(actor: Actor, arrival: Arrival, checked: Checked) -> Person:
    if arrival.person is not None:
        return arrival.person
    told = Identity(arrival.name, arrival.id_number, arrival.phone, address=arrival.address)
    identity = checked.identity or told
    return meet_person(
        actor=actor,
        response=arrival.response,
        identity=Identity(
            identity.name,
            identity.id_number,
            identity.phone,
            birth_date=identity.birth_date,
            sex=identity.sex,
            address=identity.address or arrival.address,
            area_path=arrival.area_path,
        ),
    )


def _join_others(actor: Actor, arrival: Arrival, person: Person) -> None:
    """Another open arrival of the same person is this one: it is closed as a duplicate, its reports and task join."""
    for other in Arrival.objects.filter(response=arrival.response, person=person).exclude(pk=arrival.pk):
        if other.is_open:
            arrival.hand_over = arrival.hand_over or other.hand_over
            arrival.save(update_fields=["hand_over"])
            other.reports.update(arrival=arrival)
            close(actor, other, Mark.DUPLICATE)
            answer_task(actor, other)


def _see_at_the_door(actor: Actor, arrival: Arrival, checked: Checked, act: Verification) -> None:
    """Whoever verifies at the door has seen the person, so the hand-over is seen too."""
    waiting = arrival.hand_over
    if checked.channel is Channel.DOOR and waiting is not None and waiting.state != Handing.SEEN:
        mark_seen(actor=actor, hand_over=waiting, act=act)


def _propose_or_let_go(actor: Actor, arrival: Arrival, found: Judged) -> None:
    person = arrival.person
    if person is None:
        return
    if measure := _measure_for(actor, arrival, person, found):
        arrival.measure = measure
        arrival.save(update_fields=["measure"])
        if tasks.responsible_for(person) is None:
            take_responsibility(
                actor=actor, response=arrival.response, person=person, unit=arrival.unit, area_path=arrival.area_path
            )
        if arrival.seen_at:
            close(actor, arrival, Mark.MEASURE)
        return
    if arrival.seen_at or arrival.hand_over is None:
        close(actor, arrival, Mark.NO_MEASURE)
        if tasks.pending_of(person) is None and not _is_under_a_measure(person):
            release(actor=actor, response=arrival.response, person=person)


def _measure_for(actor: Actor, arrival: Arrival, person: Person, found: Judged) -> Measure | None:
    """The measure of the edition, proposed or running already; None where it asks for none or its time is over."""
    if not found.kind or found.exposed_on is None:
        return None
    running = Measure.objects.filter(response=arrival.response, person=person, kind=found.kind, state="ordered")
    known = edition_in_force(arrival.response).measure(found.kind, found.ground or None)
    if already := running.first():
        return already
    if known is not None and term(known, found.exposed_on).last_day < today():
        return None
    return propose(
        actor=actor,
        response=arrival.response,
        person=person,
        kind=found.kind,
        ground=found.ground,
        counted_from=found.exposed_on,
        unit=arrival.unit,
        because=found.because,
        area_path=arrival.area_path,
    )


def _is_under_a_measure(person: Person) -> bool:
    return Measure.objects.filter(person=person, state__in=["proposed", "ordered"]).exists()


def _close_as(actor: Actor, arrival: Arrival, result: Result) -> None:
    assert result in CLOSING  # noqa: S101 - the other results are dealt with before
    arrival.result, arrival.verified_at = result.value, now()
    arrival.save(update_fields=["result", "verified_at"])
    close(actor, arrival, result)
