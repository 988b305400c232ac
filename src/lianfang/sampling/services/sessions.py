"""Sessions: planning, opening on a good check, slots, closing; exemptions and the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record, void, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.response.selectors import edition_in_force
from lianfang.sampling import selectors
from lianfang.sampling.access import DRAW, MANAGE_SITES
from lianfang.sampling.models import Called, Exemption, QueueReport, Session, Site, Slot, Swab
from lianfang.sampling.rules import MOST_IN_A_TUBE, Exempt, Place, Pool, departs, pools_by_edition
from lianfang.sampling.said import SwabSaid
from lianfang.sampling.services.known import who_is
from lianfang.sampling.slots import Plan
from lianfang.sampling.zones import zone_of

LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class SessionPlan:
    """What a session shall be: the round, whom it calls, when, and how many share a tube."""

    name: str
    called: tuple[str, ...]
    from_at: datetime
    until_at: datetime
    pool: Pool
    place: Place | None = None
    """None: as the risk areas in force say (`zones`)."""
    tables: int = 0
    """0: as many as the site has."""
    size_because: str = ""
    own_labels: bool = False

    def is_elsewhere_than(self, proposed: Place) -> bool:
        """Whether a person says that it is another kind of place than the risk areas say."""
        return self.place is not None and self.place != proposed

    def problems(self, allowed: tuple[Pool, ...], proposed: Place) -> dict[str, Reason]:
        found = {}
        if not self.name.strip():
            found["name"] = Reason.of("sampling.name_missing")
        if not self.called:
            found["called"] = Reason.of("sampling.nobody_called")
        if self.until_at <= self.from_at:
            found["until_at"] = Reason.of("sampling.ends_before_it_begins")
        elif self.until_at - self.from_at > LONGEST:
            found["until_at"] = Reason.of("sampling.too_long")
        if not 1 <= self.pool.size <= MOST_IN_A_TUBE:
            found["tube_size"] = Reason.of("sampling.size_wrong", least=1, most=MOST_IN_A_TUBE)
        elif departs(self.pool, allowed) and not self.size_because.strip():
            found["size_because"] = Reason.of("sampling.size_because")
        elif self.is_elsewhere_than(proposed) and not self.size_because.strip():
            found["size_because"] = Reason.of("sampling.place_because")
        return found


def pools_for(site: Site, place: Place, at: datetime | None = None) -> tuple[Pool, ...]:
    """How many may share a tube at this kind of place by the edition in force, the usual first; empty: a person chooses."""
    return pools_by_edition(edition_in_force(site.response, at or now()).pools, place)


@transaction.atomic
def plan_session(*, actor: Actor, site: UUID | str, plan: SessionPlan) -> Session:
    """Plan a session of a site. Raises NotFound, Refused for a site closed for good, or Invalid naming the fields."""
    at = selectors.get_site_for(actor, site, action=MANAGE_SITES)
    if at.closed_at is not None:
        raise Refused("sampling.site_closed")
    proposed = zone_of(at.response, plan.called).place
    place = plan.place or proposed
    allowed = pools_for(at, place)
    if problems := plan.problems(allowed, proposed):
        raise Invalid(problems)
    is_otherwise = departs(plan.pool, allowed) or plan.is_elsewhere_than(proposed)
    session = Session.objects.create(
        response=at.response,
        site=at,
        name=plan.name.strip(),
        area_path=at.area_path,
        unit=at.unit,
        unit_path=at.unit_path,
        place=place.value,
        tube_size=plan.pool.size,
        household_tubes=plan.pool.of_household,
        size_because=plan.size_because if is_otherwise else "",
        own_labels=plan.own_labels,
        tables=plan.tables or at.tables,
        from_at=plan.from_at,
        until_at=plan.until_at,
    )
    Called.objects.bulk_create(Called(session=session, area_path=path) for path in dict.fromkeys(plan.called))
    audit(actor, "session.planned", session, size=plan.pool.size, departs=departs(plan.pool, allowed))
    return session


@transaction.atomic
def open_session(*, actor: Actor, session: UUID | str, despite: str = "") -> Session:
    """Open a session. Its site must have been checked within a day and found in order, except whoever manages the site says
    why it opens all the same.

    Opening it again changes nothing. Raises NotFound or Refused.
    """
    found = selectors.get_session_for(actor, session, action=DRAW)
    if found.closed_at is not None:
        raise Refused("sampling.session_over")
    if found.opened_at is not None:
        return found
    refusal = why_not_yet(found.site)
    if refusal is not None:
        if not despite.strip():
            raise refusal
        actor.require(MANAGE_SITES, area_path=found.area_path, unit_path=found.unit_path)
    found.opened_at, found.opened_by = now(), actor.name
    found.opened_despite = despite if refusal is not None else ""
    found.save(update_fields=["opened_at", "opened_by", "opened_despite"])
    audit(actor, "session.opened", found, despite=refusal.reason.code if refusal else "")
    return found


def why_not_yet(site: Site) -> Refused | None:
    """What stands against opening at a site now: no check within a day, or what the last one found wanting."""
    check = selectors.last_check(site)
    if selectors.is_good(check):
        return None
    if check is not None and check.wanting and selectors.is_recent(check):
        return Refused("sampling.check_wanting", items="、".join(check.found))
    return Refused("sampling.not_checked")


@transaction.atomic
def close_session(*, actor: Actor, session: UUID | str) -> Session:
    """Nobody more is sampled; what happened before is still taken. Closing it again changes nothing. Raises NotFound."""
    found = selectors.get_session_for(actor, session, action=DRAW)
    if found.closed_at is None:
        found.closed_at, found.closed_by = now(), actor.name
        found.save(update_fields=["closed_at", "closed_by"])
        audit(actor, "session.closed", found)
    return found


@transaction.atomic
def set_slots(*, actor: Actor, session: UUID | str, plans: Sequence[Plan]) -> list[Slot]:
    """Say when which building comes; what was said before is replaced. Raises NotFound or Refused."""
    found = selectors.get_session_for(actor, session, action=MANAGE_SITES)
    if found.closed_at is not None:
        raise Refused("sampling.session_over")
    found.slots.all().delete()
    slots = [
        Slot(session=found, area_path=plan.area_path, from_at=plan.from_at, until_at=plan.until_at) for plan in plans
    ]
    Slot.objects.bulk_create(slots)
    audit(actor, "session.slots_set", found, count=len(slots))
    return slots


@transaction.atomic
def exempt(  # noqa: PLR0913 - who, where, why
    *,
    actor: Actor,
    stamp: Stamp,
    session: UUID | str,
    person: UUID | None,
    reason: Exempt,
    note: str = "",
    code: str = "",
) -> Exemption:
    """Somebody who is called need not come. Raises NotFound, Invalid, or Refused where they are exempt or sampled already;
    from a phone it is taken and flagged.
    """
    at = selectors.get_session_for(actor, session, action=DRAW)
    whom = who_is(at, SwabSaid(stamp, person, code))
    flagged = stamp
    if not was_recorded(Exemption, stamp) and whom is not None:
        flagged = _flag(stamp, _why_not_exempt(at, whom))
    fields = {"session": at, "person_id": whom, "reason": reason.value, "note": note}
    return record(Exemption, actor=actor, stamp=flagged, scene=scene_of(at), **fields)


def _why_not_exempt(session: Session, person: UUID) -> str:
    if selectors.exemption_of(session, person) is not None:
        return "sampling.exempt_already"
    return "sampling.sampled_already" if Swab.kept.filter(session=session, person=person).exists() else ""


@transaction.atomic
def void_exemption(*, actor: Actor, exemption: UUID | str, because: str) -> Exemption:
    """Somebody is to come after all. Raises NotFound or Invalid."""
    found = selectors.get_exemption_for(actor, exemption, action=DRAW)
    if not because.strip():
        raise Invalid({"because": Reason.of("sampling.say_why")})
    return void(found, actor=actor, because=because)


@transaction.atomic
def report_queue(*, actor: Actor, stamp: Stamp, session: UUID | str, waiting: int) -> QueueReport:
    """How many stand in line. Raises NotFound, or Refused for a session that is not open (from a phone: flagged)."""
    at = selectors.get_session_for(actor, session, action=DRAW)
    flagged = stamp if at.was_open(stamp.happened_at) else _flag(stamp, "sampling.not_open")
    return record(QueueReport, actor=actor, stamp=flagged, scene=scene_of(at), session=at, waiting=waiting)


def scene_of(session: Session) -> Scene:
    return Scene(session.response, session.area_path, session.unit)


def _flag(stamp: Stamp, code: str) -> Stamp:
    """The stamp with what is wrong (""; nothing); at a desk it is refused."""
    if not code:
        return stamp
    if not stamp.offline:
        raise Refused(code)
    return replace(stamp, flag=stamp.flag or Reason.of(code))
