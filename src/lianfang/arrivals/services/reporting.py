"""Somebody tells that somebody comes: on the public page, at the counter or by phone."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from lianfang.accounts.actors import Actor
from lianfang.arrivals import selectors
from lianfang.arrivals.access import ENTER
from lianfang.arrivals.events import ArrivalReported
from lianfang.arrivals.models import Arrival, Attempt, Report
from lianfang.arrivals.questions import ASKED
from lianfang.arrivals.rules import TRIES_PER_HOUR, Relation, Source, State
from lianfang.arrivals.subjects import VERIFY, about
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import unit_for_area
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.response.selectors import current_response, edition_in_force
from lianfang.risk.rules import Visit
from lianfang.risk.visits import write_visits
from lianfang.screening.found import Arrived
from lianfang.screening.models import DoorVisit
from lianfang.tasks.models import HandOver
from lianfang.tasks.services import ask
from lianfang.vault import keyfile

PUBLIC = Actor(name="link:arrival", is_system=True)
"""Whoever uses the public page: nobody knows who, and nothing but this is done under the name."""
FINDER = Actor.system("arrivals")
VERIFY_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Told:
    """What somebody told; the identity is as told, nobody has checked it."""

    identity: Identity
    area_path: str
    expected_at: datetime
    visits: tuple[Visit, ...] = ()
    source: Source = Source.SELF
    relation: Relation | None = None
    reporter_name: str = ""
    reporter_phone: str = ""


@transaction.atomic
def report(*, told: Told) -> None:
    """A report on the public page: an arrival that nobody has verified, and a task for the community there.

    Nothing comes back, and what is told is not compared with the register: whether somebody is on record stays hidden.
    Raises Invalid by field, Refused where no unit answers for the place, NotFound where no response is active.
    """
    _record(PUBLIC, told)


@transaction.atomic
def enter(*, actor: Actor, told: Told) -> Arrival:
    """A report that a worker takes at the counter, by phone or at the door."""
    actor.require(ENTER, area_path=told.area_path, unit_path=_unit(told.area_path).path)
    return _record(actor, told)


@transaction.atomic
def found_at_the_door(*, visit: DoorVisit, who: Arrived) -> Arrival:
    """Somebody who has come from elsewhere was found in a screening round: told by the household, to be verified.

    With an ID number it joins the open arrival of the same person, whoever told of that.
    """
    told = Told(
        identity=Identity(who.name, who.id_number, who.phone, address=str(visit.door)),
        area_path=visit.area_path,
        expected_at=visit.happened_at,
        visits=who.been_in,
        source=Source.WORKER,
    )
    return _record(FINDER, told, visit.response)


def use_up_a_try(address: str) -> None:
    """Count a use of the public page; raises Refused beyond the hourly number. The address is nowhere in clear."""
    with transaction.atomic():
        allowed = _count(address)
    if not allowed:
        raise Refused("arrivals.too_often")


def _count(address: str) -> bool:
    hour = now().replace(minute=0, second=0, microsecond=0)
    key = hmac.new(keyfile.secret("rate"), f"{today()}:{address}".encode(), hashlib.sha256).digest()[:16]
    used, _made = Attempt.objects.get_or_create(address_key=key, hour=hour)
    allowed = Attempt.objects.filter(pk=used.pk, count__lt=TRIES_PER_HOUR).update(count=F("count") + 1) == 1
    audit(PUBLIC, "arrival.tried", "arrivals.attempt", allowed=allowed)
    return allowed


def _record(actor: Actor, told: Told, of: Response | None = None) -> Arrival:
    """A report of an arrival; of the response that is active there, or of the one in which somebody was found."""
    response = of or current_response(told.area_path)
    identity = told.identity.checked()
    earlier = selectors.open_arrival_of(response, id_number=identity.id_number)
    arrival = earlier or write(actor, response, told, identity)
    joined = Report(
        arrival=arrival,
        response=response,
        source=told.source.value,
        relation=told.relation.value if told.relation else "",
        reporter_name=told.reporter_name,
        reporter_phone=told.reporter_phone,
        whereabouts=write_visits(told.visits),
    )
    joined.save(force_insert=True)
    audit(actor, "arrival.reported", arrival, source=told.source.value, joined=earlier is not None)
    return arrival


def write(
    actor: Actor,
    response: Response,
    told: Told,
    identity: Identity,
    *,
    person: Person | None = None,
    hand_over: HandOver | None = None,
) -> Arrival:
    """A new arrival and the task to verify it; from a hand-over the unit is the receiver's."""
    unit = (hand_over.to_unit if hand_over else None) or _unit(told.area_path)
    verify_by = _verify_by(response, told)
    arrival = Arrival(
        response=response,
        source=told.source.value,
        state=State.EXPECTED.value if hand_over else State.REPORTED.value,
        person=person,
        name=identity.name,
        id_number=identity.id_number,
        phone=identity.phone,
        address=identity.address,
        whereabouts=write_visits(told.visits),
        area_path=told.area_path,
        unit=unit,
        unit_path=unit.path,
        expected_at=told.expected_at,
        verify_by=verify_by,
        hand_over=hand_over,
    )
    arrival.save(force_insert=True)
    audit(actor, "arrival.made", arrival, source=told.source.value, unit=unit.path)
    _ask_to_verify(actor, arrival)
    publish(ArrivalReported(arrival))
    return arrival


def _unit(area_path: str) -> Unit:
    unit = unit_for_area(area_path)
    if unit is None:
        raise Refused("arrivals.no_unit")
    return unit


def _verify_by(response: Response, told: Told) -> datetime:
    """From the report, or from the expected time where that is later: nobody can be verified at a door before."""
    within = edition_in_force(response).clock("verify.arrival") or VERIFY_WITHIN
    return max(now(), told.expected_at) + within


def _ask_to_verify(actor: Actor, arrival: Arrival) -> None:
    ask(
        actor=actor,
        response=arrival.response,
        kind=VERIFY.code,
        subject=about(arrival),
        person=arrival.person,
        area_path=arrival.area_path,
        unit=arrival.unit,
        due_at=arrival.verify_by,
        because=Reason.of("arrivals.verify"),
        questions=ASKED if arrival.person else (),
    )
