"""A sealed box goes from hand to hand: to a courier, to another, back, and to the laboratory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.laboratory import selectors
from lianfang.laboratory.access import CARRY_BOXES
from lianfang.laboratory.models import Box, Leg, Packed
from lianfang.laboratory.rules import BoxState, Place, Side
from lianfang.laboratory.services.asking import ask_about_box, cancel, close
from lianfang.laboratory.services.following import follow_lost, note_found
from lianfang.laboratory.services.packing import BoxOrId, close_packing, locked, open_leg, put_in, wait_for_courier
from lianfang.laboratory.subjects import DELIVER, FIND, HAND_OUT, RESULTS, of_box
from lianfang.laboratory.terms import within
from lianfang.privacy.audit import audit
from lianfang.sampling.models import Tube
from lianfang.sampling.rules import TubeState, tube_code
from lianfang.sampling.services import move_tubes


@dataclass(frozen=True)
class Taken:
    """What whoever takes a box over says of it: vehicle or driver, tubes counted, °C, a note."""

    carrier: str = ""
    counted: int | None = None
    temperature: Decimal | None = None
    note: str = ""


@transaction.atomic
def hand_to_courier(*, actor: Actor, box: BoxOrId, taken: Taken) -> Box:
    """A courier takes a sealed box, and answers for it until the laboratory has it.

    Raises NotFound, Refused (not sealed) or Invalid (nobody named).
    """
    mine = locked(actor, box, BoxState.SEALED, says="laboratory.box_not_sealed")
    _must_name(taken)
    _end_leg(actor, mine, taken)
    close(of_box(mine), HAND_OUT, outcome="handed_over")
    mine.state, mine.handed_at, mine.due_at = BoxState.UNDER_WAY.value, now(), _due_at_laboratory(mine)
    mine.save(update_fields=["state", "handed_at", "due_at"])
    _expect(mine)
    audit(actor, "box.handed", mine, tubes=mine.tubes)
    return mine


@transaction.atomic
def pass_on(*, actor: Actor, box: BoxOrId, taken: Taken) -> Box:
    """Another courier takes the box over on its way. Raises NotFound, Refused or Invalid as `hand_to_courier`."""
    mine = locked(actor, box, BoxState.UNDER_WAY, says="laboratory.box_not_under_way")
    _must_name(taken)
    leg = _end_leg(actor, mine, taken)
    leg.to_side = Side.COURIER.value
    leg.save(update_fields=["to_side"])
    open_leg(mine, Side.COURIER, Side.LABORATORY, mine.due_at or now())
    audit(actor, "box.passed_on", mine)
    return mine


@transaction.atomic
def bring_back(*, actor: Actor, box: BoxOrId, note: str = "") -> Box:
    """The courier brings the box back to its site; it waits for another. Raises NotFound or Refused."""
    mine = locked(actor, box, BoxState.UNDER_WAY, says="laboratory.box_not_under_way")
    leg = _end_leg(actor, mine, Taken(note=note))
    leg.to_side = Side.SITE.value
    leg.save(update_fields=["to_side"])
    cancel(of_box(mine), DELIVER, outcome="brought_back")
    mine.state = BoxState.SEALED.value
    mine.save(update_fields=["state"])
    wait_for_courier(mine)
    audit(actor, "box.brought_back", mine)
    return mine


@transaction.atomic
def receive(*, actor: Actor, box: BoxOrId, taken: Taken, scanned: Sequence[str] = ()) -> Box:
    """The laboratory has the box, with so many tubes counted; where that is not what was sealed, all are ``scanned``.

    What is missing stays the courier's and is looked for; what is too many and known is received with it. Raises NotFound,
    Refused (not under way) or Invalid (counted otherwise than sealed, and nothing scanned).
    """
    mine = locked(actor, box, BoxState.UNDER_WAY, says="laboratory.box_not_under_way")
    inside = {each.tube.code: each for each in _inside(mine)}
    codes = list(dict.fromkeys(tube_code(code) for code in scanned if code.strip())) or _all_of(inside, mine, taken)
    missing = [each for code, each in inside.items() if code not in codes]
    unknown = _take_in_extra(actor, mine, [code for code in codes if code not in inside])
    _arrive(actor, [each for code, each in inside.items() if code in codes])
    leg = _end_leg(actor, mine, taken, counted=taken.counted if taken.counted is not None else len(codes))
    leg.missing, leg.extra = len(missing), len([code for code in codes if code not in inside])
    leg.unknown = "\n".join(unknown)
    leg.save(update_fields=["missing", "extra", "unknown"])
    Packed.objects.filter(pk__in=[each.pk for each in missing]).update(place=Place.MISSING.value)
    _close_journey(mine)
    audit(actor, "box.received", mine, tubes=len(codes), missing=len(missing), extra=leg.extra)
    _go_on(mine, len(missing))
    return mine


def _inside(box: Box) -> list[Packed]:
    rows = box.contents.filter(place=Place.INSIDE.value).select_for_update(of=("self",)).select_related("tube__session")
    return list(rows.order_by("id"))


def _all_of(inside: dict[str, Packed], box: Box, taken: Taken) -> list[str]:
    """Every tube of the box, where as many were counted as were sealed."""
    if taken.counted is not None and taken.counted != len(inside):
        because = Reason.of("laboratory.box_scan_all", counted=taken.counted, sealed=len(inside))
        raise Invalid({"scanned": because})
    return list(inside)


def _arrive(actor: Actor, contents: list[Packed]) -> None:
    move_tubes(actor=actor, tubes=[each.tube for each in contents], to=TubeState.RECEIVED)
    arrived = Packed.objects.filter(pk__in=[each.pk for each in contents])
    arrived.update(place=Place.ARRIVED.value, arrived_at=now())
    for each in contents:
        if each.place == Place.LOST:
            note_found(each.tube)


def _take_in_extra(actor: Actor, box: Box, codes: list[str]) -> list[str]:
    """Tubes that came with a box and do not stand on its list: those known and closed are received; gives the others."""
    rows = Tube.objects.select_for_update(of=("self",)).filter(response=box.response_id, code__in=codes)
    known = {tube.code: tube for tube in rows.select_related("session")}
    for tube in known.values():
        if tube.state in (TubeState.CLOSED, TubeState.PACKED, TubeState.LOST):
            _bring_in(actor, box, tube)
    return [code for code in codes if code not in known or known[code].state == TubeState.OPEN]


def _bring_in(actor: Actor, box: Box, tube: Tube) -> None:
    """A tube that was expected elsewhere came with this box: from now on it stands on its list."""
    Packed.objects.filter(tube=tube).exclude(place=Place.TAKEN_OUT.value).update(place=Place.TAKEN_OUT.value)
    if tube.state == TubeState.LOST:
        note_found(tube)
    packed = put_in(actor, box, tube)
    packed.tube = tube
    _arrive(actor, [packed])
    close_packing(tube.session)


def _must_name(taken: Taken) -> None:
    if not taken.carrier.strip():
        raise Invalid({"carrier": Reason.of("laboratory.carrier_needed")})


def _due_at_laboratory(box: Box) -> datetime:
    """Counted from the first tube that was closed."""
    first = box.contents.filter(place=Place.INSIDE.value).aggregate(at=Min("tube__closed_at"))["at"]
    return (first or now()) + within(box.response, "sample.to_laboratory")


def _expect(box: Box) -> None:
    assert box.due_at is not None  # noqa: S101 - a constraint holds it
    open_leg(box, Side.COURIER, Side.LABORATORY, box.due_at)
    receiver = box.to_unit or box.unit
    ask_about_box(box, DELIVER, unit=receiver, due_at=box.due_at, because=Reason.of("laboratory.deliver"))


def _end_leg(actor: Actor, box: Box, taken: Taken, counted: int | None = None) -> Leg:
    leg = box.legs.select_for_update().get(done_at=None)
    leg.done_at, leg.done_by, leg.carrier, leg.note = now(), actor.name, taken.carrier.strip(), taken.note.strip()
    leg.counted = counted if counted is not None else taken.counted if taken.counted is not None else box.tubes
    leg.temperature = taken.temperature
    leg.save(update_fields=["done_at", "done_by", "carrier", "note", "counted", "temperature"])
    return leg


def _close_journey(box: Box) -> None:
    box.state, box.received_at = BoxState.RECEIVED.value, now()
    box.results_due_at = now() + within(box.response, "sample.result")
    box.save(update_fields=["state", "received_at", "results_due_at"])
    close(of_box(box), DELIVER, outcome="received")


def _go_on(box: Box, missing: int) -> None:
    """What is missing is looked for, and the results are due."""
    if missing:
        due_at = now() + within(box.response, "sample.question")
        because = Reason.of("laboratory.find_tubes", count=missing)
        ask_about_box(box, FIND, unit=box.unit, due_at=due_at, because=because)
    if box.contents.filter(place=Place.ARRIVED.value, result_at=None).exists():
        laboratory = box.to_unit or box.unit
        due_at = box.results_due_at or now()
        ask_about_box(box, RESULTS, unit=laboratory, due_at=due_at, because=Reason.of("laboratory.results_due"))


# -- what was missing ------------------------------------------------------------------------------------------------


@transaction.atomic
def find_tube(*, actor: Actor, packed: Packed | UUID | str) -> Packed:
    """A tube that was missing (or given up) is at the laboratory. Raises NotFound or Refused (it was not missing)."""
    mine = _missing(actor, packed, Place.MISSING, Place.LOST)
    _arrive(actor, [mine])
    mine.refresh_from_db(fields=["place", "arrived_at"])
    audit(actor, "tube.found", mine, box=str(mine.box_id), tube=str(mine.tube_id))
    _close_search(mine.box)
    return mine


@transaction.atomic
def give_up(*, actor: Actor, packed: Packed | UUID | str, because: str) -> Packed:
    """A missing tube is lost; its people are sampled again. Raises NotFound, Refused (not missing) or Invalid (no reason)."""
    mine = _missing(actor, packed, Place.MISSING)
    if not because.strip():
        raise Invalid({"because": Reason.of("laboratory.needs_reason")})
    mine.place = Place.LOST.value
    mine.save(update_fields=["place"])
    move_tubes(actor=actor, tubes=[mine.tube], to=TubeState.LOST)
    audit(actor, "tube.lost", mine, box=str(mine.box_id), tube=str(mine.tube_id))
    _close_search(mine.box)
    follow_lost(mine.tube)
    return mine


def _missing(actor: Actor, packed: Packed | UUID | str, *places: Place) -> Packed:
    which = packed.pk if isinstance(packed, Packed) else packed
    selectors.get_packed_for(actor, which, action=CARRY_BOXES)
    mine = (
        Packed.objects.select_for_update(of=("self",)).select_related("tube", "box__response").filter(pk=which).first()
    )
    if mine is None:
        raise NotFound
    if mine.place not in places:
        raise Refused("laboratory.not_missing")
    return mine


def _close_search(box: Box) -> None:
    if not box.contents.filter(place=Place.MISSING.value).exists():
        close(of_box(box), FIND, outcome="found_out")
