"""A box is packed from the closed tubes of a session, scanned one by one, and sealed."""

from datetime import datetime
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.codes.services import codes_for
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.laboratory import selectors
from lianfang.laboratory.access import CARRY_BOXES
from lianfang.laboratory.models import Box, Leg, Packed
from lianfang.laboratory.rules import WHY_NOT_PACKED, BoxState, Place, Side
from lianfang.laboratory.services.asking import ask_about_box, cancel, close
from lianfang.laboratory.subjects import BOX, HAND_OUT, PACK, of_box, of_session
from lianfang.laboratory.terms import within
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import MAY_TEST
from lianfang.privacy.audit import audit
from lianfang.sampling.models import Session, Tube
from lianfang.sampling.rules import TubeState, tube_code
from lianfang.sampling.services import move_tubes

BoxOrId: TypeAlias = Box | UUID | str
SessionOrId: TypeAlias = Session | UUID | str


def locked(actor: Actor, box: BoxOrId, *states: BoxState, says: str) -> Box:
    """The box, fresh and alone; Refused where its state does not allow what is to follow. Raises NotFound."""
    mine = selectors.get_box_for(actor, box.pk if isinstance(box, Box) else box, action=CARRY_BOXES, lock=True)
    if mine.state not in states:
        raise Refused(says, state=str(mine.get_state_display()))
    return mine


@transaction.atomic
def open_box(*, actor: Actor, session: SessionOrId, to_unit: Unit | None = None, to_name: str = "") -> Box:
    """Begin a box for a laboratory of the district (``to_unit``) or one outside it (``to_name``).

    Raises NotFound or Invalid (names the fields).
    """
    which = session.pk if isinstance(session, Session) else session
    rows = scope(Session.objects.select_related("unit", "response"), actor, CARRY_BOXES, units=("unit_path",))
    held = get_by_id(rows, which)
    _check_laboratory(to_unit, to_name)
    box_id = new_id()
    box = Box.objects.create(
        id=box_id,
        response=held.response,
        session=held,
        code=codes_for(BOX, [box_id], actor=actor)[box_id],
        area_path=held.area_path,
        unit=held.unit,
        unit_path=held.unit_path,
        to_unit=to_unit,
        to_unit_path=to_unit.path if to_unit else "",
        to_name="" if to_unit else to_name.strip(),
        opened_at=now(),
        opened_by=actor.name,
    )
    audit(actor, "box.opened", box, session=str(held.pk), to=box.to_unit_path)
    return box


def _check_laboratory(to_unit: Unit | None, to_name: str) -> None:
    if to_unit is None and not to_name.strip():
        raise Invalid({"to_unit": Reason.of("laboratory.laboratory_needed")})
    if to_unit is not None and (to_unit.kind not in MAY_TEST or to_unit.has_ended):
        raise Invalid({"to_unit": Reason.of("laboratory.not_a_laboratory")})


@transaction.atomic
def pack(*, actor: Actor, box: BoxOrId, code: str) -> Packed:
    """Put the tube of this code into a box. Raises NotFound, Refused (sealed) or Invalid (what is wrong with the tube)."""
    mine = locked(actor, box, BoxState.PACKING, says="laboratory.box_not_packing")
    tube = Tube.objects.select_for_update().filter(response=mine.response_id, code=tube_code(code)).first()
    if reason := _why_not(mine, tube):
        raise Invalid({"tube": reason})
    assert tube is not None  # noqa: S101 - an unknown tube has a reason
    packed = put_in(actor, mine, tube)
    audit(actor, "tube.packed", packed, box=str(mine.pk), tube=str(tube.pk))
    return packed


def put_in(actor: Actor, box: Box, tube: Tube) -> Packed:
    """A closed tube lies in this box from now on; the audit entry is the caller's."""
    move_tubes(actor=actor, tubes=[tube], to=TubeState.PACKED)
    return Packed.objects.create(
        response_id=box.response_id,
        box=box,
        tube=tube,
        area_path=tube.area_path,
        unit_path=box.unit_path,
        to_unit_path=box.to_unit_path,
        at=now(),
        by=actor.name,
    )


def _why_not(box: Box, tube: Tube | None) -> Reason | None:
    if tube is None:
        return Reason.of("laboratory.tube_unknown")
    if tube.state == TubeState.PACKED:
        return _where_packed(box, tube)
    if tube.state in WHY_NOT_PACKED:
        return Reason.of(WHY_NOT_PACKED[TubeState(tube.state)])
    if tube.session_id != box.session_id:
        return Reason.of("laboratory.tube_other_session", session=str(tube.session))
    return None


def _where_packed(box: Box, tube: Tube) -> Reason:
    held = Packed.objects.filter(tube=tube).exclude(place=Place.TAKEN_OUT.value).select_related("box").first()
    if held is None or held.box_id == box.pk:
        return Reason.of("laboratory.tube_in_this_box")
    return Reason.of("laboratory.tube_packed", box=held.box.code)


@transaction.atomic
def take_out(*, actor: Actor, packed: Packed | UUID | str) -> Packed:
    """Take a tube out again while the box is being packed; it lies at the site. Raises NotFound or Refused."""
    which = packed.pk if isinstance(packed, Packed) else packed
    found = selectors.get_packed_for(actor, which)
    locked(actor, found.box_id, BoxState.PACKING, says="laboratory.box_not_packing")
    mine = Packed.objects.select_for_update().select_related("tube").get(pk=found.pk)
    if mine.place == Place.TAKEN_OUT:
        return mine
    mine.place = Place.TAKEN_OUT.value
    mine.save(update_fields=["place"])
    move_tubes(actor=actor, tubes=[mine.tube], to=TubeState.CLOSED)
    audit(actor, "tube.taken_out", mine, box=str(found.box_id), tube=str(mine.tube_id))
    return mine


@transaction.atomic
def seal(*, actor: Actor, box: BoxOrId, counted: int, temperature: Decimal | None = None) -> Box:
    """Seal a box whose tubes were counted by hand; from now on it waits for its courier.

    Raises NotFound, Refused (sealed already) or Invalid (empty, or counted otherwise than scanned).
    """
    mine = locked(actor, box, BoxState.PACKING, says="laboratory.box_not_packing")
    scanned = mine.contents.filter(place=Place.INSIDE.value).count()
    if not scanned:
        raise Invalid({"counted": Reason.of("laboratory.box_empty")})
    if counted != scanned:
        raise Invalid({"counted": Reason.of("laboratory.box_counted", counted=counted, scanned=scanned)})
    mine.state, mine.tubes, mine.temperature = BoxState.SEALED.value, scanned, temperature
    mine.sealed_at, mine.sealed_by = now(), actor.name
    mine.save(update_fields=["state", "tubes", "temperature", "sealed_at", "sealed_by"])
    audit(actor, "box.sealed", mine, tubes=scanned)
    wait_for_courier(mine)
    close_packing(mine.session)
    return mine


def wait_for_courier(box: Box) -> None:
    """The box lies sealed at the site: a hand-over is open, with its clock and somebody's task."""
    due_at = now() + within(box.response, "sample.to_courier")
    open_leg(box, Side.SITE, Side.COURIER, due_at)
    ask_about_box(box, HAND_OUT, unit=box.unit, due_at=due_at, because=Reason.of("laboratory.hand_out"))


def open_leg(box: Box, from_side: Side, to_side: Side, due_at: datetime) -> Leg:
    return Leg.objects.create(
        response_id=box.response_id,
        box=box,
        number=box.legs.count() + 1,
        from_side=from_side.value,
        to_side=to_side.value,
        opened_at=now(),
        due_at=due_at,
    )


def close_packing(session: Session) -> None:
    """Nobody is asked to pack any longer once no closed tube lies at the site."""
    if not selectors.to_be_packed(session).exists():
        close(of_session(session), PACK, outcome="packed")


@transaction.atomic
def open_again(*, actor: Actor, box: BoxOrId) -> Box:
    """Break the seal of a box that has not left yet, to change what is in it. Raises NotFound or Refused."""
    mine = locked(actor, box, BoxState.SEALED, says="laboratory.box_not_sealed")
    mine.state = BoxState.PACKING.value
    mine.save(update_fields=["state"])
    mine.legs.filter(done_at=None).delete()
    cancel(of_box(mine), HAND_OUT, outcome="opened_again")
    audit(actor, "box.opened_again", mine)
    return mine
