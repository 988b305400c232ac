"""Sites and their checks."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import names_of_actors
from lianfang.acts.stamps import Stamp
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import LianfangError, NotFound
from lianfang.orgs.selectors import unit_for_area
from lianfang.response.selectors import current_response
from lianfang.sampling import selectors, services
from lianfang.sampling.access import DRAW, MANAGE_SITES, SEE_SAMPLING
from lianfang.sampling.forms import ChangeSiteForm, CheckForm, SiteForm, show
from lianfang.sampling.models import Site, SiteCheck
from lianfang.sampling.views.common import names_under, require_somewhere, status_of
from lianfang.territory.names import full_name
from lianfang.ui.lists import Column, ListPage, SavedView, Search

SITES = ListPage(
    "sampling.sites",
    _("Sampling sites"),
    columns=(
        Column("name", _("Site"), str, order=("name",)),
        Column("area", _("Area"), lambda site: full_name(site.area_path), order=("area_path",)),
        Column("unit", _("Unit"), lambda site: str(site.unit), order=("unit_path",)),
        Column("tables", _("Tables"), lambda site: site.tables, order=("tables",), is_number=True),
        Column("closed", _("Closed"), lambda site: site.closed_at, order=("closed_at",)),
    ),
    filters=(Search(_("Name of the site"), lambda rows, text: rows.filter(name__contains=text), is_personal=False),),
    order=("closed_at", "name"),
    views=(SavedView("standing", _("standing"), lambda rows, request: rows.filter(closed_at=None)),),
    href=lambda site: reverse("sampling:site", args=[site.pk]),
    empty=_("A site is entered once, and a session is planned for each day it works."),
)


@login_required
def sites(request: StaffRequest) -> HttpResponseBase:
    require_somewhere(request, SEE_SAMPLING)
    return SITES.answer(
        request,
        selectors.sites_visible_to(request.actor).order_by(),
        writer=writer_for(request.actor),
        template="sampling/sites.html",
        may_manage=request.actor.may_somewhere(MANAGE_SITES),
    )


@login_required
def new_site(request: StaffRequest) -> HttpResponse:
    """A place where people will be sampled; the unit that answers for its area runs it."""
    require_somewhere(request, MANAGE_SITES)
    form = SiteForm(request.POST or None)
    response = current_response()
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        area_path = given.pop("area")
        unit = unit_for_area(area_path)
        try:
            if unit is None:
                raise NotFound("sampling.unit_missing")
            made = services.found_site(actor=request.actor, response=response, area_path=area_path, unit=unit, **given)
            messages.success(request, _now("The site is entered. Check it before it opens."))
            return redirect("sampling:site", made.pk)
        except LianfangError as refused:
            show(form, refused)
    context = {"form": form, "areas": names_under(response.area_path)}
    return render(request, "sampling/new_site.html", context, status=status_of(form))


@login_required
def site(request: StaffRequest, site_id: UUID) -> HttpResponse:
    """A site with its last checks and its sessions."""
    found = selectors.get_site_for(request.actor, site_id)
    return _page(request, found)


def _page(request: StaffRequest, found: Site, form: CheckForm | None = None) -> HttpResponse:
    checks = list(SiteCheck.kept.filter(site=found).order_by("-happened_at", "-id")[:10])
    names = names_of_actors(check.recorded_by for check in checks)
    sessions = selectors.sessions_visible_to(request.actor).filter(site=found)[:20]
    context = {
        "site": found,
        "place": full_name(found.area_path),
        "checks": [(check, names.get(check.recorded_by, "")) for check in checks],
        "is_good": bool(checks) and selectors.is_good(checks[0]),
        "sessions": sessions,
        "form": form or CheckForm(),
        "may_check": found.closed_at is None and selectors.may_at(request.actor, found, DRAW),
        "may_manage": found.closed_at is None and selectors.may_at(request.actor, found, MANAGE_SITES),
    }
    return render(request, "sampling/site.html", context, status=status_of(form))


@login_required
@require_POST
def check(request: StaffRequest, site_id: UUID) -> HttpResponse:
    """What was found before the site opens."""
    found = selectors.get_site_for(request.actor, site_id, action=DRAW)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    done = services.check_site(
        actor=request.actor, stamp=Stamp(), site=site_id, wanting=form.wanting(), note=form.cleaned_data["note"]
    )
    if done.wanting:
        messages.warning(request, _now("Recorded. Wanting: %(items)s.") % {"items": "、".join(done.found)})
    else:
        messages.success(request, _now("Everything is in order. The site may open within a day."))
    return redirect("sampling:site", site_id)


@login_required
def change(request: StaffRequest, site_id: UUID) -> HttpResponse:
    """Another name or another number of tables."""
    found = selectors.get_site_for(request.actor, site_id, action=MANAGE_SITES)
    form = ChangeSiteForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_site(actor=request.actor, site=site_id, **form.cleaned_data)
            messages.success(request, _now("The site is changed."))
            return redirect("sampling:site", site_id)
        except LianfangError as refused:
            show(form, refused)
    return render(request, "sampling/change_site.html", {"form": form, "site": found}, status=status_of(form))


@login_required
@require_POST
def close(request: StaffRequest, site_id: UUID) -> HttpResponse:
    services.close_site(actor=request.actor, site=site_id)
    messages.success(request, _now("The site is closed for good."))
    return redirect("sampling:site", site_id)
