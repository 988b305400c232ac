"""One swab, one closing, taking back, settling a difference, and where a tube goes afterwards."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from lianfang.accounts.actors import Actor
from lianfang.acts.services import void
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, LianfangError, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.sampling import selectors
from lianfang.sampling.access import DRAW, MANAGE_SITES
from lianfang.sampling.events import SwabVoided
from lianfang.sampling.models import Session, Swab, Tube, TubeClosing
from lianfang.sampling.rules import TubeState, Why, may_go
from lianfang.sampling.said import ClosingSaid, SwabSaid, TubeSaid
from lianfang.sampling.services.taking import UPDATED, Taken, take_tubes, unsettle

UNDO_WITHIN = timedelta(minutes=30)
AT_THE_TABLE = (TubeState.OPEN, TubeState.CLOSED)


def draw(*, actor: Actor, session: UUID | str, tube: str, said: SwabSaid, why: Why = Why.ROUND) -> Swab:
    """Sample one person into a tube. The same stamp again returns the first record.

    Raises NotFound, Invalid (nobody known, code unreadable), Refused with the one sentence that says what is wrong, or
    Conflict; what was recorded offline is taken and flagged instead of refused.
    """
    taken = _only(take_tubes(actor=actor, session=session, tubes=[TubeSaid(tube, (said,), why=why)]), said.stamp)
    return taken.swabs[0] if taken.swabs else Swab.objects.select_related("tube").get(pk=said.stamp.id)


def draw_many(*, actor: Actor, session: UUID | str, said: Sequence[TubeSaid]) -> list[Swab | LianfangError]:
    """The same for many at one session with few statements: what became of each swab, in their order.

    Raises NotFound for the session.
    """
    taken = take_tubes(actor=actor, session=session, tubes=said)
    answers: dict[UUID, Swab | LianfangError] = dict(Swab.objects.in_bulk({pk for each in taken for pk in each.known}))
    for each in taken:
        answers |= {swab.pk: swab for swab in each.swabs}
        answers |= each.refused
    return [answers[swab.stamp.id] for tube in said for swab in tube.swabs]


def close_tube(*, actor: Actor, stamp: Stamp, session: UUID | str, tube: str, counted: int) -> TubeClosing:
    """Close a tube with so many people counted in it. Raises as `draw` does."""
    said = TubeSaid(tube, closing=ClosingSaid(stamp, counted))
    taken = _only(take_tubes(actor=actor, session=session, tubes=[said]), stamp)
    return taken.closing or TubeClosing.objects.select_related("tube").get(pk=stamp.id)


def _only(taken: list[Taken], stamp: Stamp) -> Taken:
    """The one tube that was said, if it was taken."""
    if refused := taken[0].refused.get(stamp.id):
        raise refused
    return taken[0]


@transaction.atomic
def void_swab(*, actor: Actor, swab: UUID | str, because: str) -> Swab:
    """Take somebody out of a tube with a reason; voiding it again changes nothing.

    Once the tube has left the table, only whoever manages the site may. Raises NotFound, Invalid or Refused.
    """
    found = selectors.get_swab_for(actor, swab, action=DRAW)
    if not because.strip():
        raise Invalid({"because": Reason.of("sampling.say_why")})
    tube = _locked(found.tube_id)
    if tube.state not in AT_THE_TABLE:
        actor.require(MANAGE_SITES, area_path=tube.area_path, unit_path=tube.unit_path)
    void(found, actor=actor, because=because)
    recount(tube)
    publish(SwabVoided(found))
    return found


@transaction.atomic
def undo_last_swab(*, actor: Actor, session: UUID | str) -> Swab:
    """Take back the actor's newest sample of the last half hour; again takes back the one before it. Raises Refused."""
    at = selectors.get_session_for(actor, session, action=DRAW)
    last = selectors.last_swab_of(actor, at, now() - UNDO_WITHIN)
    if last is None:
        raise Refused("sampling.nothing_to_undo")
    return void_swab(actor=actor, swab=last.pk, because="undo")


@transaction.atomic
def reopen_tube(*, actor: Actor, tube: UUID | str, because: str) -> Tube:
    """Take back the closing of a tube that is still at its table. Raises NotFound, Invalid or Refused."""
    found = _locked(selectors.get_tube_for(actor, tube, action=DRAW).pk)
    if found.state not in AT_THE_TABLE:
        raise Refused("sampling.tube_elsewhere", tube=found.code)
    if not because.strip():
        raise Invalid({"because": Reason.of("sampling.say_why")})
    for closing in selectors.closings_of(found):
        void(closing, actor=actor, because=because)
    recount(found)
    return found


@transaction.atomic
def settle(*, actor: Actor, tube: UUID | str, because: str) -> Tube:
    """Say how it came about that another number was counted than recorded. Raises NotFound, Invalid or Refused."""
    found = _locked(selectors.get_tube_for(actor, tube, action=DRAW).pk)
    if not because.strip():
        raise Invalid({"because": Reason.of("sampling.say_why")})
    if not found.differs:
        raise Refused("sampling.no_difference")
    found.settled_at, found.settled_by, found.settled_because = now(), actor.name, because
    found.save(update_fields=["settled_at", "settled_by", "settled_because"])
    audit(actor, "tube.settled", found, counted=found.counted, people=found.people)
    return found


@transaction.atomic
def move_tubes(*, actor: Actor, tubes: Iterable[Tube | UUID], to: TubeState) -> list[Tube]:
    """Say where tubes are now: in a box, at the laboratory, back at the table, lost, found again.

    Whoever calls this has decided that the actor may. Tubes that are there already stay as they are. Raises Refused,
    naming the first tube that cannot go there.
    """
    ids = [tube.pk if isinstance(tube, Tube) else tube for tube in tubes]
    found = list(Tube.objects.select_for_update().filter(pk__in=ids).order_by("code"))
    for tube in found:
        if not may_go(TubeState(tube.state), to):
            raise Refused("sampling.cannot_go", tube=tube.code)
    moved = [tube.pk for tube in found if tube.state != to]
    if moved:
        Tube.objects.filter(pk__in=moved).update(state=to.value)
        audit(actor, "tube.moved", "sampling.tube", count=len(moved), to=to.value, first=str(moved[0]))
    for tube in found:
        tube.state = to.value
    return found


def recount(tube: Tube) -> None:
    """Bring a locked tube in line with the swabs and closings that count; the caller audits."""
    tube.people = selectors.swabs_in(tube).count()
    closings = list(selectors.closings_of(tube))
    first, last = (closings[0], closings[-1]) if closings else (None, None)
    tube.closed_at = first.happened_at if first else None
    tube.closed_by = first.recorded_by if first else ""
    tube.counted = last.counted if last else None
    if tube.state in AT_THE_TABLE:
        tube.state = (TubeState.CLOSED if closings else TubeState.OPEN).value
    unsettle(tube)
    tube.save(update_fields=list(UPDATED))


def _locked(tube: UUID) -> Tube:
    return Tube.objects.select_for_update().get(pk=tube)


def disagreeing(session: Session) -> list[Tube]:
    """Tubes whose number of people is not that of their swabs; there are none unless something is broken."""
    counted = dict(
        Swab.kept.filter(tube__session=session)
        .values_list("tube")
        .annotate(count=Count("pk"))
        .values_list("tube", "count")
    )
    return [tube for tube in Tube.objects.filter(session=session) if tube.people != counted.get(tube.pk, 0)]
