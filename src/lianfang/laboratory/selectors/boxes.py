"""Boxes: those of one's area, those one's unit packs, and those that come to one's laboratory."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import now
from lianfang.laboratory.access import CARRY_BOXES, SEE_LABORATORY
from lianfang.laboratory.models import Box, Packed
from lianfang.laboratory.rules import Place
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import MAY_TEST
from lianfang.orgs.selectors import units_at_work
from lianfang.sampling.models import Session, Tube
from lianfang.sampling.rules import TubeState

BOTH_ENDS = ("unit_path", "to_unit_path")
RECENT = timedelta(days=7)
"""Sessions of which tubes may still lie at their site."""


def boxes_visible_to(actor: Actor, action: Action = SEE_LABORATORY) -> QuerySet[Box]:
    """Boxes with which the actor may do this: by their area, by who packs them, or by the laboratory they go to."""
    rows = scope(Box.objects.all(), actor, action, units=BOTH_ENDS)
    return rows.select_related("unit", "to_unit", "session__site", "response")


def get_box_for(actor: Actor, box_id: UUID | str, *, action: Action = SEE_LABORATORY, lock: bool = False) -> Box:
    """The box; NotFound where the actor may not do this with it. Locked, it is fresh until the transaction ends."""
    rows = boxes_visible_to(actor, action)
    return get_by_id(rows.select_for_update(of=("self",)) if lock else rows, box_id)


def contents_of(box: Box) -> QuerySet[Packed]:
    """The tubes of a box in the order in which they were scanned, those taken out again left out."""
    rows = box.contents.exclude(place=Place.TAKEN_OUT.value)
    return rows.select_related("tube__session__site", "box").order_by("at", "id")


def get_packed_for(actor: Actor, packed_id: UUID | str, *, action: Action = CARRY_BOXES) -> Packed:
    """A tube in its box, for whoever may do this with the box. Raises NotFound."""
    found = get_by_id(Packed.objects.select_related("tube", "box"), packed_id)
    get_box_for(actor, found.box_id, action=action)
    return found


def to_be_packed(session: Session) -> QuerySet[Tube]:
    """Closed tubes that lie at the site in no box."""
    return Tube.objects.filter(session=session, state=TubeState.CLOSED.value).order_by("closed_at", "id")


def sessions_to_pack(actor: Actor) -> QuerySet[Session]:
    """Sessions whose tubes the actor may pack, each with ``waiting``: how many closed tubes are in no box."""
    rows = scope(Session.objects.all(), actor, CARRY_BOXES, units=("unit_path",))
    waiting = Count("tubes", filter=Q(tubes__state=TubeState.CLOSED.value))
    recent = rows.filter(until_at__gt=now() - RECENT).select_related("site", "unit", "response")
    return recent.annotate(waiting=waiting).order_by("-waiting", "-from_at", "id")


def get_session_to_pack(actor: Actor, session_id: UUID | str) -> Session:
    """A session whose tubes the actor may pack. Raises NotFound."""
    return get_by_id(sessions_to_pack(actor), session_id)


def laboratories() -> QuerySet[Unit]:
    """Units of the district that may test."""
    return units_at_work().filter(kind__in=MAY_TEST).order_by("path")
