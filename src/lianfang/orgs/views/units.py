"""The list of units, a unit's page, and founding, changing and ending one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.kernel.wording import label_of
from lianfang.orgs import selectors, services
from lianfang.orgs.access import MANAGE_MEMBERS, MANAGE_UNITS, SEE_MEMBERS, SET_DUTY
from lianfang.orgs.forms import LastDayForm, NewUnitForm, UnitForm
from lianfang.orgs.models import UNIT_KINDS, Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.selectors import named_like
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import current_or_none
from lianfang.territory.forms import show_refusals
from lianfang.territory.models import Area
from lianfang.territory.names import full_name, name_of, names_of
from lianfang.ui.lists import Choices, Column, ListPage, SavedView, Search
from lianfang.ui.parts import Link


def url_of(unit: Unit) -> str:
    return reverse("orgs:unit", args=[unit.pk])


def _on_duty(unit: Unit) -> str:
    if duties := unit.open_duties:  # type: ignore[attr-defined]
        return f"{duties[0].user.name} {duties[0].phone}".strip()
    return _("nobody") if unit.answers_always and not unit.has_ended else ""


def _late(unit: Unit) -> str:
    return "late" if unit.answers_always and not unit.has_ended and not unit.open_duties else ""  # type: ignore[attr-defined]


def _members(unit: Unit) -> str:
    recorded = unit.recorded  # type: ignore[attr-defined]
    return f"{recorded} / {unit.stated_members}" if unit.stated_members is not None else str(recorded)


def _mine(rows: QuerySet[Unit], request: HttpRequest) -> QuerySet[Unit]:
    own = selectors.units_of(request.actor)  # type: ignore[attr-defined]
    return rows.filter(pk__in=[unit.pk for unit in own])


def _silent(rows: QuerySet[Unit], request: HttpRequest) -> QuerySet[Unit]:
    return rows.filter(pk__in=selectors.units_with_nobody_on_duty().values("pk"))


UNITS = ListPage(
    "orgs.units",
    gettext_lazy("Organisations"),
    columns=(
        Column("name", pgettext_lazy("of a thing", "name"), str, order=("name",)),
        Column("kind", gettext_lazy("kind"), lambda unit: label_of(UnitKind(unit.kind)), order=("kind",)),
        Column("above", gettext_lazy("belongs to"), lambda unit: unit.parent),
        Column("area", gettext_lazy("area"), lambda unit: name_of(unit.area_path) if unit.area_path else ""),
        Column("phone", gettext_lazy("duty phone"), lambda unit: unit.duty_phone),
        Column("on_duty", gettext_lazy("on duty now"), _on_duty),
        Column("members", gettext_lazy("members recorded / stated"), _members, is_number=True),
        Column(
            "founded", gettext_lazy("founded on"), lambda unit: unit.founded_on, order=("founded_on",), is_shown=False
        ),
        Column("ended", gettext_lazy("ended on"), lambda unit: unit.ended_on, order=("ended_on",), is_shown=False),
    ),
    filters=(
        Search(gettext_lazy("Name or code"), lambda rows, text: rows.filter(named_like(text)), is_personal=False),
        Choices("kind", gettext_lazy("kind"), UNIT_KINDS),
    ),
    order=("path",),
    views=(
        SavedView("silent", gettext_lazy("nobody on duty"), _silent),
        SavedView("mine", gettext_lazy("mine"), _mine),
        SavedView("temporary", gettext_lazy("for the response"), lambda rows, _r: rows.exclude(response_id=None)),
        SavedView(
            "ended", gettext_lazy("ended"), lambda rows, _r: rows.exclude(ended_on=None).filter(successor_path="")
        ),
    ),
    href=url_of,
    tone=_late,
    empty=gettext_lazy("Units are founded one by one or come in from a table."),
)


@login_required
def units(request: StaffRequest) -> HttpResponseBase:
    """Every unit: at work unless the ended ones are asked for."""
    rows = selectors.require_lookup(request.actor)
    if request.GET.get("view") != "ended":
        rows = rows.filter(ended_on=None)
    rows = (
        rows.select_related("parent")
        .annotate(recorded=Count("members", filter=selectors.on_the_day("members__"), distinct=True))
        .prefetch_related(Prefetch("duties", selectors.open_duties(), "open_duties"))
    )
    return UNITS.answer(
        request,
        rows,
        writer=writer_for(request.actor),
        seen=_remember,
        template="orgs/units.html",
        missing=selectors.units_with_nobody_on_duty().count(),
        may_found=request.actor.may(MANAGE_UNITS, area_path=""),
    )


def _remember(request: HttpRequest, rows: list[Unit], how: str) -> None:
    """Names at once; whose numbers leave in a file is logged."""
    names_of({unit.area_path for unit in rows})
    if how == "export":
        shown = [unit.open_duties[0].user_id for unit in rows if unit.open_duties]  # type: ignore[attr-defined]
        log_reads(request.actor, How.EXPORT, "orgs:units", shown)  # type: ignore[attr-defined]


@login_required
def unit(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """One unit: what it is, who is on duty, its members, the places it answers for."""
    shown = selectors.get_unit_for(request.actor, unit_id)
    context = {
        "unit": shown,
        "line": [Link(str(each), url_of(each)) for each in selectors.line_above(shown)],
        "below": shown.children.filter(successor_path="").order_by("path"),
        "successor": Unit.objects.filter(path=shown.successor_path).first() if shown.successor_path else None,
        "area": Area.objects.filter(path=shown.area_path).first() if shown.area_path else None,
        "area_name": full_name(shown.area_path) if shown.area_path else "",
        "duty": selectors.on_duty(shown),
        "silent": shown.answers_always and not shown.has_ended and selectors.on_duty(shown) is None,
        "recorded": selectors.members_of(shown).count(),
        **_members_and_places(request, shown),
        **{f"may_{name}": _may(request, shown, action) for name, action in ACTIONS.items()},
    }
    return render(request, "orgs/unit.html", context)


ACTIONS = {"manage": MANAGE_UNITS, "members": MANAGE_MEMBERS, "set_duty": SET_DUTY}


def _may(request: StaffRequest, shown: Unit, action: Any) -> bool:
    return not shown.has_ended and request.actor.may(action, area_path=shown.area_path, unit_path=shown.path)


def _members_and_places(request: StaffRequest, shown: Unit) -> dict[str, Any]:
    """Members with masked numbers for those who may see them; past ones only where they are asked for."""
    charges = shown.charges.filter(selectors.on_the_day()).select_related("member").order_by("area_path")
    places = [(charge, full_name(charge.area_path)) for charge in charges]
    if not request.actor.may(SEE_MEMBERS, area_path=shown.area_path, unit_path=shown.path):
        return {"may_see_members": False, "places": [(charge, name, "") for charge, name in places]}
    past = "past" in request.GET
    members = shown.members.select_related("user").order_by("from_on", "id") if past else selectors.members_of(shown)
    log_list(request.actor, "orgs:unit")
    named = [(charge, name, charge.member.name if charge.member else "") for charge, name in places]
    return {
        "may_see_members": True,
        "members": [(each, name_of(each.grid_path)) for each in members],
        "past": past,
        "places": named,
    }


@login_required
def found(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """A unit below this one, standing or for the response."""
    parent = selectors.get_unit_for(request.actor, unit_id, action=MANAGE_UNITS)
    return _found(request, parent, UnitKind.TEAM, _("Found a unit below %(name)s") % {"name": parent})


@login_required
def found_first(request: StaffRequest) -> HttpResponse:
    """A unit below none: the command with which a new place begins. For whoever manages units everywhere."""
    request.actor.require(MANAGE_UNITS, area_path="")
    return _found(request, None, UnitKind.COMMAND, _("Found a unit at the top"))


def _found(request: StaffRequest, parent: Unit | None, kind: UnitKind, title: str) -> HttpResponse:
    form = NewUnitForm(request.POST if request.method == "POST" else None, initial={"kind": kind.value})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        response = current_or_none() if given.pop("for_response") else None
        if not given["answers_always"]:
            del given["answers_always"]  # the kind says it
        try:
            made = services.found_unit(
                actor=request.actor, parent=parent, response_id=response.pk if response else None, **given
            )
            messages.success(request, _("%(name)s is founded.") % {"name": made})
            return redirect("orgs:unit", made.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return _form(request, form, parent, title, _("Found the unit"))


@login_required
def change(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """What is said of a unit."""
    shown = selectors.get_unit_for(request.actor, unit_id, action=MANAGE_UNITS)
    fields = ("kind", "name", "name_en", "code", "area_path", "duty_phone", "answers_always", "stated_members")
    form = UnitForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(shown, name) for name in fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_unit(actor=request.actor, unit=shown, **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("orgs:unit", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return _form(request, form, shown, _("Change %(name)s") % {"name": shown}, _("Change"))


@login_required
def move(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """Below which unit it goes: search, see what follows, do it."""
    shown = selectors.get_unit_for(request.actor, unit_id, action=MANAGE_UNITS)
    context: dict[str, Any] = {"unit": shown, "title": _("Put %(name)s below another unit") % {"name": shown}}
    chosen, text = request.POST.get("to") or request.GET.get("to"), request.GET.get("q", "")
    if not chosen:
        found = [each for each in selectors.search_units(text) if _may(request, each, MANAGE_UNITS) and each != shown]
        return render(request, "orgs/move.html", {**context, "q": text, "found": found})
    parent = selectors.get_unit_for(request.actor, chosen, action=MANAGE_UNITS)
    try:
        if request.method == "POST":
            services.move_unit(actor=request.actor, unit=shown, parent=parent)
            messages.success(request, _("%(name)s now belongs to %(parent)s.") % {"name": shown, "parent": parent})
            return redirect("orgs:unit", shown.pk)
        following = services.preview_move_unit(actor=request.actor, unit=shown, parent=parent)
    except Invalid as refused:
        return render(request, "orgs/move.html", {**context, "problem": str(refused)}, status=422)
    return render(request, "orgs/move.html", {**context, "parent": parent, "following": following})


@login_required
def end(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """The last day of a unit; it stays on record."""
    shown = selectors.get_unit_for(request.actor, unit_id, action=MANAGE_UNITS)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_unit(actor=request.actor, unit=shown, on=form.cleaned_data["on"])
            messages.success(request, _("%(name)s has ended.") % {"name": shown})
            return redirect("orgs:unit", shown.pk)
        except LianfangError as refused:
            form.add_error(None, str(refused))
    return _form(request, form, shown, _("End %(name)s") % {"name": shown}, _("End it"))


def _form(request: StaffRequest, form: Any, shown: Unit | None, title: str, button: str) -> HttpResponse:
    context = {"form": form, "unit": shown, "title": title, "button": button}
    return render(request, "orgs/form.html", context, status=422 if form.errors else 200)
