"""A stop: judge each traveller, record what was decided, and hand over whoever must be received elsewhere."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import record, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.events import TravellerStopped
from lianfang.checkpoints.judging import Judged, proposals
from lianfang.checkpoints.models import PersonCheck, Post, VehicleCheck
from lianfang.checkpoints.rules import Decision
from lianfang.checkpoints.seen import TravellerSeen, VehicleSeen, numbered
from lianfang.checkpoints.services.scene import post_at_work, scene_of
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.paths import depth_in_common
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.selectors import unit_for_area, units_at_work
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.people.services import meet_person
from lianfang.protocols import CheckpointRules, Edition
from lianfang.response.selectors import edition_in_force
from lianfang.tasks.rules import What
from lianfang.tasks.selectors import pending_of
from lianfang.tasks.services import hand_over

ON_THE_WAY = timedelta(hours=1)
"""How long a traveller needs from the post to the door, unless said otherwise."""


@dataclass(frozen=True)
class Stop:
    """A stop that is being decided about: who works there, its record, and the edition."""

    actor: Actor
    stamp: Stamp
    check: VehicleCheck
    edition: Edition

    def stamp_of(self, number: int) -> Stamp:
        """The stamp of the n-th traveller: its id follows from the stop's, so that a repeat finds it again."""
        return replace(self.stamp, id=UUID(int=(self.stamp.id.int + number + 1) % (1 << 128)))


def propose(*, actor: Actor, stamp: Stamp, post: UUID | str, seen: VehicleSeen) -> list[Judged]:
    """What the edition proposes for each traveller; nothing is written. Raises NotFound, Refused or Invalid."""
    at = post_at_work(actor, post, stamp)
    seen.check()
    return proposals(seen, _rules(_edition(at, stamp)), stamp.happened_on, at.response)


@transaction.atomic
def check_vehicle(*, actor: Actor, stamp: Stamp, post: UUID | str, seen: VehicleSeen) -> VehicleCheck:
    """Record a stop and hand over whoever must be received elsewhere.

    The same stamp with the same content returns the first record. What a phone proposed otherwise than is proposed here
    is taken, and flagged with both. Raises NotFound, Refused (the post was not open, the edition has no rules for posts),
    Invalid (names the fields, ``people-n-...`` for the n-th traveller) or Conflict.
    """
    at = post_at_work(actor, post, stamp)
    seen.check()
    edition = _edition(at, stamp)
    judged = proposals(seen, _rules(edition), stamp.happened_on, at.response)
    repeated = was_recorded(VehicleCheck, stamp)
    if not repeated:
        _refuse_what_is_missing(seen, judged)
    differ = [each.otherwise_on_phone(traveller) for traveller, each in zip(seen.people, judged, strict=True)]
    stamped = flagged(stamp, next(filter(None, differ), None))
    check = record(VehicleCheck, actor=actor, stamp=stamped, scene=scene_of(at), post=at, **_vehicle(seen))
    if not repeated:
        stop = Stop(actor, stamp, check, edition)
        for number, (traveller, verdict) in enumerate(zip(seen.people, judged, strict=True)):
            _decide(stop, flagged(stop.stamp_of(number), differ[number]), traveller, verdict)
    return check


def flagged(stamp: Stamp, why: Reason | None) -> Stamp:
    """The stamp with a flag, unless it has one already."""
    return stamp if stamp.flag else replace(stamp, flag=why)


def _edition(post: Post, stamp: Stamp) -> Edition:
    return edition_in_force(post.response, stamp.happened_at)


def _rules(edition: Edition) -> CheckpointRules:
    if edition.checkpoints is None:
        raise Refused("checkpoints.no_rules")
    return edition.checkpoints


def _vehicle(seen: VehicleSeen) -> dict[str, object]:
    plate = seen.parsed_plate()
    return {
        "direction": seen.direction.value,
        "conveyance": seen.conveyance.value,
        "plate": plate.number if plate else "",
        "plate_region": plate.region if plate else "",
        "line_number": seen.line_number,
        "occupants": seen.occupants,
    }


def _refuse_what_is_missing(seen: VehicleSeen, judged: list[Judged]) -> None:
    problems: dict[str, Reason] = {}
    for number, (traveller, verdict) in enumerate(zip(seen.people, judged, strict=True)):
        problems |= numbered(number, verdict.problems_with(traveller))
    if problems:
        raise Invalid(problems)


def _decide(stop: Stop, stamp: Stamp, traveller: TravellerSeen, judged: Judged) -> None:
    """Record one traveller, and send on whoever does not simply pass."""
    decision = judged.decided(traveller)
    person = _met(stop, traveller) if decision is not Decision.PASS else None
    receiver = receiver_of(stop.check.post, traveller, decision)
    check = record(
        PersonCheck,
        actor=stop.actor,
        stamp=stamp,
        scene=scene_of(stop.check.post),
        vehicle=stop.check,
        post=stop.check.post,
        person=person,
        told=str(receiver or traveller.told),
        edition=stop.edition.code,
        **judged.as_fields(traveller, decision),
    )
    if person is not None:
        _send_on(stop, check, person, receiver)
        publish(TravellerStopped(check))


def _met(stop: Stop, traveller: TravellerSeen) -> Person:
    identity = replace(
        traveller.identity or Identity(""),
        area_path=traveller.destination_path or stop.check.area_path,
        address=traveller.destination,
    )
    return meet_person(actor=stop.actor, response=stop.check.response, identity=identity)


def receiver_of(post: Post, traveller: TravellerSeen, decision: Decision) -> Unit | None:
    """Who must receive this traveller: the destination's committee, or the fever clinic nearest to the post."""
    if decision is Decision.HAND_OVER:
        return unit_for_area(traveller.destination_path)
    if decision is Decision.TO_CLINIC:
        return clinic_near(post)
    return None


def clinic_near(post: Post) -> Unit | None:
    """The health institution whose area shares most of its line with the post's; None where the district has none."""
    clinics = units_at_work().filter(kind=UnitKind.HEALTH).order_by("path")
    return max(clinics, key=lambda unit: depth_in_common(unit.area_path, post.area_path), default=None)


KINDS = {Decision.HAND_OVER: What.ARRIVAL, Decision.TO_CLINIC: What.CLINIC, Decision.TURN_BACK: What.NOTICE}


def _send_on(stop: Stop, check: PersonCheck, person: Person, receiver: Unit | None) -> None:
    """The hand-over this decision makes; of one who is turned back with a risk the other place is told by letter."""
    decision = Decision(check.decision)
    if decision is Decision.TURN_BACK and not check.risk_level:
        return
    if decision is not Decision.TURN_BACK and pending_of(person):
        return  # somebody already waits for this traveller
    hand_over(
        actor=stop.actor,
        response=check.response,
        kind=KINDS[decision],
        person=person,
        from_unit=check.post.unit,
        to_unit=receiver or check.told,
        area_path=check.destination_path or check.area_path,
        expected_at=check.happened_at + ON_THE_WAY,
        because=Reason.of("checkpoints.sent_on", post=check.post.name),
    )
