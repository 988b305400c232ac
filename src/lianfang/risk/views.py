"""Risk areas: the list, entering and importing, publishing and ending, looking up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.response.models import Response
from lianfang.response.selectors import current_or_none, current_response, edition_in_force
from lianfang.risk import exchange, selectors, services
from lianfang.risk.access import MANAGE_RISK_AREAS
from lianfang.risk.forms import ChangeForm, ImportForm, LookUpForm, RiskAreaForm
from lianfang.risk.models import LEVELS, RiskArea
from lianfang.ui.lists import Choices, Column, ListPage, SavedView, Search
from lianfang.ui.templatetags.ui import risk as drawn_risk

SALT = "risk.import"


def _state(area: RiskArea) -> str:
    if area.withdrawn_at:
        return gettext("withdrawn as a mistake")
    if area.published_at is None:
        return gettext("not published")
    return gettext("past") if area.until_at and area.until_at <= now() else gettext("in force")


def _found(rows: QuerySet[RiskArea], text: str) -> QuerySet[RiskArea]:
    return rows.filter(Q(name__contains=text) | Q(code__startswith=text))


IN_FORCE = Q(published_at__isnull=False, withdrawn_at=None)
AREAS = ListPage(
    "risk.areas",
    _("Risk areas"),
    columns=(
        Column("level", _("risk level"), lambda area: area.get_level_display(), draw=lambda area: _drawn(area)),
        Column("name", _("name of the place"), lambda area: area.name),
        Column("code", _("division code"), lambda area: area.code, is_shown=False),
        Column("width", _("how wide"), lambda area: area.get_width_display(), is_shown=False),
        Column("from", _("risk from"), lambda area: area.from_at),
        Column("until", _("risk until"), lambda area: area.until_at),
        Column("state", _("state"), _state),
        Column("source", _("announced by"), lambda area: area.source),
    ),
    filters=(
        Search(_("place or code"), _found, is_personal=False),
        Choices("level", _("risk level"), LEVELS),
    ),
    order=("-entered_at",),
    views=(
        SavedView(
            "now",
            _("in force"),
            lambda rows, request: rows.filter(IN_FORCE, Q(until_at=None) | Q(until_at__gt=now()), from_at__lte=now()),
        ),
        SavedView(
            "drafts", _("not published"), lambda rows, request: rows.filter(published_at=None, withdrawn_at=None)
        ),
    ),
    href=lambda area: reverse("risk:area", args=[area.pk]),
    empty=_("A risk area is entered or imported by the command, and published."),
)


def _drawn(area: RiskArea) -> str:
    return drawn_risk(area.level, area.get_level_display())


@login_required
def areas(request: StaffRequest) -> HttpResponseBase:
    """All risk areas, the latest first."""
    seen = selectors.risk_areas_visible_to(request.actor)
    context = {"may_manage": request.actor.may_somewhere(MANAGE_RISK_AREAS), **_edition()}
    writer = writer_for(request.actor)
    return AREAS.answer(request, seen, writer=writer, template="risk/list.html", **context)


def _edition() -> dict[str, Any]:
    """Whether the edition in force judges by risk areas at all."""
    response = current_or_none()
    return {"edition_knows": response is None or edition_in_force(response).risk_areas is not None}


@login_required
def area(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """One risk area, with what came before and after."""
    return _area_page(request, selectors.get_risk_area_for(request.actor, area_id), ChangeForm())


def _area_page(request: StaffRequest, shown: RiskArea, change: ChangeForm) -> HttpResponse:
    context = {
        "area": shown,
        "state": _state(shown),
        "after": RiskArea.objects.filter(follows=shown).first(),
        "may_manage": request.actor.may(MANAGE_RISK_AREAS, area_path=shown.response.area_path),
        "is_open": shown.withdrawn_at is None and (shown.until_at is None or shown.until_at > now()),
        "change": change,
    }
    return render(request, "risk/area.html", context, status=422 if change.errors else 200)


@login_required
def add(request: StaffRequest) -> HttpResponse:
    """Enter one risk area."""
    response = _managed(request)
    form = RiskAreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publish_now = form.cleaned_data["publish_now"]
        try:
            made = services.add(actor=request.actor, response=response, entry=form.entry(), publish_now=publish_now)
            messages.success(request, gettext("The risk area is entered."))
            return redirect("risk:area", made.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return render(request, "risk/add.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def import_areas(request: StaffRequest) -> HttpResponse:
    """A list of risk areas: first how it was understood, then the import."""
    response = _managed(request)
    if "understood" in request.POST:
        plain = signing.loads(request.POST["understood"], salt=SALT, max_age=3600)
        made = services.add_many(
            actor=request.actor,
            response=response,
            entries=[exchange.from_plain(each) for each in plain],
            publish_now="publish" in request.POST,
        )
        messages.success(request, gettext("%(count)s risk areas are entered.") % {"count": len(made)})
        return redirect("risk:list")
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        read = exchange.understand(file.read(), file.name, source=form.cleaned_data["source"])
        carried = signing.dumps([exchange.as_plain(each) for each in read.entries], salt=SALT, compress=True)
        context |= {"read": read, "understood": carried if read.entries else "", "first": read.entries[:20]}
    unreadable = form.errors or ("read" in context and context["read"].obstacles)
    return render(request, "risk/import.html", context, status=422 if unreadable else 200)


def _managed(request: StaffRequest) -> Response:
    """The response for which this actor enters risk areas; NotFound for whoever enters none."""
    if not request.actor.may_somewhere(MANAGE_RISK_AREAS):
        raise NotFound
    return current_response()


@login_required
@require_POST
def act(request: StaffRequest, area_id: UUID, what: str) -> HttpResponse:
    """Publish, end or withdraw."""
    shown = selectors.get_risk_area_for(request.actor, area_id, action=MANAGE_RISK_AREAS)
    if what == "publish":
        services.publish(actor=request.actor, areas=[shown])
        messages.success(request, gettext("Published: it counts from now on, and anybody can look it up."))
    elif what == "end":
        services.end(actor=request.actor, area=shown)
        messages.success(request, gettext("Ended now."))
    else:
        services.withdraw(actor=request.actor, area=shown)
        messages.success(request, gettext("Withdrawn: it counts for nobody."))
    return redirect("risk:area", shown.pk)


@login_required
@require_POST
def change(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """A new level; the old row ends and stays readable."""
    shown = selectors.get_risk_area_for(request.actor, area_id, action=MANAGE_RISK_AREAS)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _area_page(request, shown, form)
    new = services.change_level(actor=request.actor, area=shown, **form.cleaned_data)
    messages.success(request, gettext("The new level holds from now on."))
    return redirect("risk:area", new.pk)


@login_required
def look_up(request: StaffRequest) -> HttpResponse:
    """What the published list says about a place today."""
    form = LookUpForm(request.GET or None)
    told = form.told() if form.is_bound and form.is_valid() else None
    found = selectors.look_up(told) if told else []
    return render(request, "risk/look_up.html", {"form": form, "told": told, "found": found})
