"""Who is on duty now: going on and off, the units where nobody is, and the list of numbers to print."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.orgs import selectors, services
from lianfang.orgs.access import GO_ON_DUTY, SET_DUTY
from lianfang.orgs.forms import GoOnDutyForm, SetDutyForm
from lianfang.privacy.reads import How, log_reads
from lianfang.territory.forms import show_refusals
from lianfang.territory.names import full_name, names_of
from lianfang.territory.selectors import get_area_for

SHOWN = 200


@login_required
def duty(request: StaffRequest) -> HttpResponse:
    """One's own duty, who else is on, and the units that have nobody."""
    selectors.require_lookup(request.actor)
    own = selectors.duty_of(request.actor)
    units = selectors.units_of(request.actor)
    form = GoOnDutyForm(request.POST if request.method == "POST" else None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            unit = selectors.unit_chosen_by(request.actor, form.cleaned_data["unit"])
            services.go_on_duty(actor=request.actor, unit=unit, phone=form.cleaned_data["phone"])
            messages.success(request, _("You are on duty for %(unit)s.") % {"unit": unit})
            return redirect("orgs:duty")
        except Invalid as refused:
            show_refusals(form, refused)
    context = {
        "own": own,
        "form": form if units and request.actor.may_somewhere(GO_ON_DUTY) else None,
        "silent": selectors.units_with_nobody_on_duty().select_related("parent").order_by("path")[:SHOWN],
        "serving": selectors.open_duties().order_by("unit__path", "-since")[:SHOWN],
    }
    return render(request, "orgs/duty.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def off_duty(request: StaffRequest) -> HttpResponse:
    """Leave one's own duty."""
    selectors.require_lookup(request.actor)
    services.go_off_duty(actor=request.actor)
    messages.success(request, _("You are off duty."))
    return redirect("orgs:duty")


@login_required
def set_duty(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """Put somebody else on duty for a unit."""
    unit = selectors.get_unit_for(request.actor, unit_id, action=SET_DUTY)
    form = SetDutyForm(request.POST if request.method == "POST" else None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            services.go_on_duty(actor=request.actor, unit=unit, **form.cleaned_data)
            messages.success(request, _("%(name)s is on duty.") % {"name": form.cleaned_data["user"].name})
            return redirect("orgs:unit", unit.pk)
        except LianfangError as refused:
            form.add_error(None, str(refused))
    title = _("Who is on duty for %(name)s") % {"name": unit}
    context = {"form": form, "unit": unit, "title": title, "button": _("Put on duty")}
    return render(request, "orgs/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end_duty(request: StaffRequest, duty_id: UUID) -> HttpResponse:
    """End somebody's duty."""
    duty_row = selectors.get_duty_for(request.actor, duty_id)
    services.go_off_duty(actor=request.actor, duty=duty_row)
    messages.success(request, _("The duty has ended."))
    return redirect("orgs:unit", duty_row.unit_id)


@login_required
def contacts(request: StaffRequest) -> HttpResponse:
    """The numbers of every unit below an area, with who is on duty, to print; each name on it is logged."""
    selectors.require_lookup(request.actor)
    area = get_area_for(request.actor, request.GET["area"]) if request.GET.get("area") else None
    rows = list(selectors.contact_list(area.path if area else ""))
    shown = [unit.open_duties[0].user_id for unit in rows if unit.open_duties]  # type: ignore[attr-defined]
    log_reads(request.actor, How.PRINT, "orgs:contacts", shown)
    names_of({unit.area_path for unit in rows})
    lines = [(unit, full_name(unit.area_path), unit.open_duties[:1]) for unit in rows]  # type: ignore[attr-defined]
    return render(request, "orgs/contacts.html", {"lines": lines, "area": area, "at": now()})
