"""An arrival follows what becomes of its hand-over."""

from lianfang.accounts.actors import Actor
from lianfang.arrivals import selectors
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.questions import ASKED
from lianfang.arrivals.rules import Mark, Source, State, may_become
from lianfang.arrivals.services.closing import answer_task, close
from lianfang.arrivals.services.reporting import Told, write
from lianfang.arrivals.subjects import about
from lianfang.checkpoints.models import PersonCheck
from lianfang.kernel.clock import now
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Unit
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.tasks.models import HandOver
from lianfang.tasks.services import follow, learn_whom

SYSTEM = Actor.system("arrivals")


def expect(hand_over: HandOver) -> Arrival | None:
    """Somebody is sent here: their open arrival is expected, or a new one is made. None for whoever goes elsewhere."""
    if hand_over.to_unit is None:
        return None
    known = selectors.open_arrival_of(hand_over.response, person=hand_over.person)
    if known is None:
        return _new(hand_over)
    known.person, known.hand_over = known.person or hand_over.person, hand_over
    known.unit, known.unit_path, known.area_path = hand_over.to_unit, hand_over.to_unit_path, hand_over.area_path
    known.save(update_fields=["person", "hand_over", "unit", "unit_path", "area_path"])
    follow(SYSTEM, about(known), unit=hand_over.to_unit, area_path=known.area_path)
    learn_whom(SYSTEM, about(known), known.person, ASKED)
    return _become(known, State.EXPECTED)


def note_whereabouts(check: PersonCheck) -> None:
    """What a traveller told at the post need not be told again at the door."""
    arrival = selectors.open_arrival_of(check.response, person=check.person)
    if arrival is not None and check.been_in and not arrival.whereabouts:
        arrival.whereabouts = check.been_in
        arrival.save(update_fields=["whereabouts"])
        audit(SYSTEM, "arrival.told_at_post", arrival, check=str(check.pk))


def mark_seen(hand_over: HandOver) -> None:
    """The person of a hand-over was seen."""
    for arrival in _of(hand_over):
        arrival.seen_at = hand_over.seen_at or now()
        arrival.save(update_fields=["seen_at"])
        _become(arrival, State.SEEN)


def mark_not_arrived(hand_over: HandOver) -> None:
    for arrival in _of(hand_over):
        arrival.not_arrived_at = hand_over.not_arrived_at or now()
        arrival.save(update_fields=["not_arrived_at"])
        _become(arrival, State.NOT_ARRIVED)


def move(hand_over: HandOver) -> None:
    """Whoever accepts or is given back the person has the arrival too."""
    unit = hand_over.to_unit if hand_over.state != "returned" else hand_over.from_unit
    for arrival in _of(hand_over):
        if unit is not None and arrival.unit_id != unit.pk:
            _give(arrival, unit)


def pass_on(unit: Unit) -> None:
    """Who comes to a unit that has ended is expected by the unit above it."""
    if heir := orgs.above(unit):
        for arrival in Arrival.objects.filter(unit=unit).exclude(state=State.CLOSED.value):
            _give(arrival, heir)


def _give(arrival: Arrival, unit: Unit) -> None:
    arrival.unit, arrival.unit_path = unit, unit.path
    arrival.save(update_fields=["unit", "unit_path"])
    follow(SYSTEM, about(arrival), unit=unit)
    audit(SYSTEM, "arrival.moved", arrival, unit=unit.path)


def close_released(person: Person) -> None:
    """Whoever is released need not be verified any longer."""
    for arrival in Arrival.objects.filter(person=person).exclude(state=State.CLOSED.value):
        close(SYSTEM, arrival, Mark.RELEASED)
        answer_task(SYSTEM, arrival)


def _new(hand_over: HandOver) -> Arrival:
    person = hand_over.person
    source = Source.OUTSIDE if hand_over.from_unit is None else Source.CHECKPOINT
    told = Told(Identity(person.name), hand_over.area_path, hand_over.expected_at, source=source)
    identity = Identity(person.name, person.id_number, person.phone, address=person.address)
    return write(SYSTEM, hand_over.response, told, identity, person=person, hand_over=hand_over)


def _of(hand_over: HandOver) -> list[Arrival]:
    return list(Arrival.objects.filter(hand_over=hand_over).exclude(state=State.CLOSED.value).select_related("unit"))


def _become(arrival: Arrival, state: State) -> Arrival:
    if may_become(State(arrival.state), state):
        arrival.state = state.value
        arrival.save(update_fields=["state"])
        audit(SYSTEM, f"arrival.{state.value}", arrival)
    return arrival
