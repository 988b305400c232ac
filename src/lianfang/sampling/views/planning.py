"""Planning a session with what it takes, its slots by building, and advice for an area."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.wording import label_of
from lianfang.response.selectors import current_response, edition_in_force
from lianfang.sampling import selectors, services
from lianfang.sampling.access import MANAGE_SITES, SEE_SAMPLING
from lianfang.sampling.forms import AdviceForm, PlanForm, show
from lianfang.sampling.models import Session, Site
from lianfang.sampling.pooling import Needs, advise, best, needs_of
from lianfang.sampling.register import buildings_of, households_in, residents
from lianfang.sampling.rules import SIZES, Place, Pool, departs, pools_by_edition
from lianfang.sampling.services import SessionPlan
from lianfang.sampling.slots import PEOPLE_PER_TABLE_HOUR, hours_needed, propose
from lianfang.sampling.views.common import names_under, require_somewhere, status_of
from lianfang.sampling.zones import Zone, zone_of
from lianfang.territory.names import full_name, names_of


@dataclass(frozen=True)
class Preview:
    """What a session would call and take, before it is planned."""

    needs: Needs
    hours: float
    """Hours until everybody is through, with the tables planned."""
    pool: Pool
    departs: bool
    allowed: tuple[Pool, ...]
    place: str
    zone: Zone

    @property
    def is_too_short(self) -> bool:
        return self.hours > self.needs.hours


def preview_of(site: Site, plan: SessionPlan, allowed: tuple[Pool, ...], zone: Zone) -> Preview:
    people = residents(plan.called).count()
    planned = max((plan.until_at - plan.from_at).total_seconds() / 3600, 0.1)
    needs = needs_of(people=people, households=households_in(plan.called), hours=planned, pool=plan.pool)
    return Preview(
        needs=needs,
        hours=hours_needed(people, plan.tables or site.tables),
        pool=plan.pool,
        departs=departs(plan.pool, allowed),
        allowed=allowed,
        place=label_of(plan.place or zone.place),
        zone=zone,
    )


@login_required
def plan(request: StaffRequest, site_id: UUID) -> HttpResponse:
    """A session of a site: first what it would call and take, then planned by a second press."""
    site = selectors.get_site_for(request.actor, site_id, action=MANAGE_SITES)
    form = PlanForm.for_site(site, request.POST or None, called=full_name(site.area_path))
    preview = None
    if request.method == "POST" and form.is_valid():
        zone = zone_of(site.response, form.cleaned_data["called"])
        allowed = services.pools_for(site, form.place_told() or zone.place, form.cleaned_data["from_at"])
        wanted = form.plan(allowed)
        preview = preview_of(site, wanted, allowed, zone)
        if "plan" in request.POST and (made := _planned(request, site, wanted, form)):
            return redirect("sampling:slots", made.pk)
    context = {
        "form": form,
        "site": site,
        "preview": preview,
        "areas": names_under(site.area_path),
        "rounds": _rounds(site),
    }
    return render(request, "sampling/plan.html", context, status=status_of(form))


def _planned(request: StaffRequest, site: Site, wanted: SessionPlan, form: PlanForm) -> Session | None:
    try:
        made = services.plan_session(actor=request.actor, site=site.pk, plan=wanted)
    except LianfangError as refused:
        show(form, refused)
        return None
    messages.success(request, _now("The session is planned. Say when which building comes."))
    return made


def _rounds(site: Site) -> Sequence[str]:
    """Names of rounds that run now, so that all sites of one call it the same."""
    rows = Session.objects.filter(response=site.response_id).order_by("-from_at").values_list("name", flat=True)
    return list(dict.fromkeys(rows[:200]))[:20]


@login_required
def slots(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """When which building comes: proposed from the people and the tables, put in force by a press."""
    found = selectors.get_session_for(request.actor, session_id, action=MANAGE_SITES)
    per_hour = _pace(request)
    plans = propose(buildings_of(found), from_at=found.from_at, tables=found.tables, per_hour=per_hour)
    if request.method == "POST":
        services.set_slots(actor=request.actor, session=session_id, plans=plans)
        messages.success(request, _now("The slots stand, and residents see them on the public page."))
        return redirect("sampling:session", session_id)
    names_of({each.area_path for each in plans})
    context = {
        "session": found,
        "lines": [(full_name(each.area_path), each) for each in plans],
        "per_hour": per_hour,
        "runs_over": bool(plans) and plans[-1].until_at > found.until_at,
        "stands": found.slots.exists(),
    }
    return render(request, "sampling/slots.html", context)


def _pace(request: StaffRequest) -> int:
    text = (request.POST or request.GET).get("per_hour", "")
    return min(600, max(10, int(text))) if text.isdecimal() and len(text) < 5 else PEOPLE_PER_TABLE_HOUR


@login_required
def advice(request: StaffRequest) -> HttpResponse:
    """How many should share a tube by the prevalence expected, and what an area needs; writes nothing."""
    require_somewhere(request, SEE_SAMPLING)
    form = AdviceForm(request.GET or None)
    context: dict[str, object] = {"form": form, "areas": names_under(current_response().area_path)}
    if form.is_valid():
        context |= _advised(form)
    return render(request, "sampling/advice.html", context, status=status_of(form))


def _advised(form: AdviceForm) -> dict[str, object]:
    given = form.cleaned_data
    allowed = pools_by_edition(edition_in_force(current_response()).pools, Place(given["place"]))
    most = max((pool.size for pool in allowed if not pool.of_household), default=None)
    found = advise(float(given["prevalence"]) / 10_000, SIZES, most)
    paths = given["areas"]
    return {
        "advice": found,
        "best": best(found),
        "most": most,
        "needs": _needs(given["areas"], given) if paths else None,
    }


def _needs(paths: Sequence[str], given: dict[str, int]) -> Needs:
    return needs_of(
        people=residents(paths).count(),
        households=households_in(paths),
        hours=given["hours"],
        pool=Pool(given["share"]),
        sites=given["sites"],
        per_hour=given["per_hour"],
    )
