"""The only way to a site, its sessions and what is in the tubes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import end_of, now, start_of, today
from lianfang.kernel.errors import NotFound
from lianfang.sampling.access import DRAW, READ_SWABS, SEE_SAMPLING
from lianfang.sampling.models import Exemption, QueueReport, Session, Site, SiteCheck, Swab, Tube, TubeClosing
from lianfang.sampling.rules import CHECK_HOLDS, tube_code

UNITS = ("unit_path",)


def sites_visible_to(actor: Actor, action: Action = SEE_SAMPLING) -> QuerySet[Site]:
    """Sites where the actor may do this, standing ones first."""
    rows = scope(Site.objects.all(), actor, action, units=UNITS)
    return rows.select_related("unit", "response").order_by(F("closed_at").asc(nulls_first=True), "name")


def get_site_for(actor: Actor, site_id: UUID | str, *, action: Action = SEE_SAMPLING) -> Site:
    """The site; NotFound where the actor may not do this there, as for one that does not exist."""
    return get_by_id(sites_visible_to(actor, action), site_id)


def last_check(site: Site) -> SiteCheck | None:
    return SiteCheck.kept.filter(site=site).order_by("-happened_at", "-id").first()


def last_checks(sites: Iterable[Site]) -> dict[UUID, SiteCheck]:
    """The newest check of each site that has one."""
    rows = SiteCheck.kept.filter(site__in=list(sites)).order_by("site", "happened_at", "id")
    return {check.site_id: check for check in rows}


def is_good(check: SiteCheck | None, at: datetime | None = None) -> bool:
    """Whether a site may open on this check: nothing wanting, and not older than a day."""
    return check is not None and not check.wanting and is_recent(check, at)


def is_recent(check: SiteCheck, at: datetime | None = None) -> bool:
    return check.happened_at > (at or now()) - CHECK_HOLDS


def sessions_visible_to(actor: Actor, action: Action = SEE_SAMPLING) -> QuerySet[Session]:
    """Sessions where the actor may do this, newest first."""
    rows = scope(Session.objects.all(), actor, action, units=UNITS)
    return rows.select_related("site", "unit", "response").order_by("-from_at", "-id")


def get_session_for(actor: Actor, session_id: UUID | str, *, action: Action = SEE_SAMPLING) -> Session:
    """The session; NotFound where the actor may not do this there."""
    return get_by_id(sessions_visible_to(actor, action), session_id)


def may_at(actor: Actor, session: Session | Site, action: Action) -> bool:
    return actor.may(action, area_path=session.area_path, unit_path=session.unit_path)


def sessions_today(actor: Actor) -> QuerySet[Session]:
    """Sessions of this day at which the actor works and that are not closed."""
    day = today()
    rows = sessions_visible_to(actor, DRAW).filter(from_at__lt=end_of(day), until_at__gt=start_of(day), closed_at=None)
    return rows.order_by("from_at", "id")


def session_of(actor: Actor) -> Session | None:
    """The one open session at which this actor works, so that the table opens by itself; None where there are several."""
    working = list(sessions_today(actor).filter(opened_at__lte=now())[:2])
    return working[0] if len(working) == 1 else None


def tubes_elsewhere(session: Session) -> QuerySet[Tube, str]:
    """Codes of the tubes of today that belong to another session of this site, the newest first."""
    here = Tube.objects.filter(session__site=session.site_id, response=session.response_id)
    lately = here.filter(opened_at__gte=start_of(today())).exclude(session=session.pk)
    return lately.order_by("-opened_at", "-id").values_list("code", flat=True)


def round_of(session: Session) -> QuerySet[Session]:
    """All sessions of the same round, this one among them."""
    return Session.objects.filter(response=session.response_id, name=session.name)


def round_for(actor: Actor, session: Session, action: Action = READ_SWABS) -> list[Session]:
    """The sessions of the same round where the actor may do this."""
    rows = sessions_visible_to(actor, action).filter(response=session.response_id, name=session.name)
    return list(rows)


def tubes_visible_to(actor: Actor, action: Action = SEE_SAMPLING) -> QuerySet[Tube]:
    """Tubes filled where the actor may do this, newest first."""
    rows = scope(Tube.objects.all(), actor, action, units=UNITS)
    return rows.select_related("session__site", "response").order_by("-opened_at", "-id")


def get_tube_for(actor: Actor, tube_id: UUID | str, *, action: Action = SEE_SAMPLING) -> Tube:
    """The tube; NotFound where the actor may not do this there."""
    return get_by_id(tubes_visible_to(actor, action), tube_id)


def tube_by_code(actor: Actor, session: Session, code: str, *, action: Action = DRAW) -> Tube:
    """The tube of this code in the session's response. Raises NotFound."""
    found = tubes_visible_to(actor, action).filter(response=session.response_id, code=tube_code(code)).first()
    if found is None:
        raise NotFound("sampling.no_such_tube")
    return found


def differing() -> Q:
    """Tubes of which more or fewer people were counted than recorded, and nobody has said why."""
    return Q(counted__isnull=False, settled_at=None) & ~Q(counted=F("people"))


def swabs_visible_to(actor: Actor, action: Action = READ_SWABS) -> QuerySet[Swab]:
    """Samples that count, newest first."""
    rows = scope(Swab.kept.all(), actor, action, units=UNITS)
    return rows.select_related("person__household", "tube", "session__site", "response").order_by("-happened_at", "-id")


def get_swab_for(actor: Actor, swab_id: UUID | str, *, action: Action = READ_SWABS) -> Swab:
    return get_by_id(swabs_visible_to(actor, action), swab_id)


def swabs_in(tube: Tube) -> QuerySet[Swab]:
    """Who is in a tube, in the order of sampling."""
    return Swab.kept.filter(tube=tube).select_related("person__household").order_by("happened_at", "id")


def closings_of(tube: Tube) -> QuerySet[TubeClosing]:
    return TubeClosing.kept.filter(tube=tube).order_by("happened_at", "id")


def last_swab_of(actor: Actor, session: Session, since: datetime) -> Swab | None:
    """The newest sample this actor can take back."""
    mine = Swab.kept.filter(session=session, recorded_by=actor.name, received_at__gte=since)
    return mine.select_related("tube", "session__site", "person").order_by("-received_at", "-id").first()


def last_queue(session: Session) -> QueueReport | None:
    return QueueReport.kept.filter(session=session).order_by("-happened_at", "-id").first()


def exemption_of(session: Session, person: UUID) -> Exemption | None:
    return Exemption.kept.filter(session=session, person=person).first()


def exemptions_visible_to(actor: Actor, action: Action = READ_SWABS) -> QuerySet[Exemption]:
    """Exemptions that count, newest first."""
    rows = scope(Exemption.kept.all(), actor, action, units=UNITS)
    return rows.select_related("person__household", "session__site").order_by("-happened_at", "-id")


def get_exemption_for(actor: Actor, exemption_id: UUID | str, *, action: Action = READ_SWABS) -> Exemption:
    return get_by_id(exemptions_visible_to(actor, action), exemption_id)
