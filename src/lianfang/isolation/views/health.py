"""One person's health under a measure: today's reports, all reports, urgent need, on to the clinic."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import names_of_actors
from lianfang.acts.stamps import Stamp
from lianfang.isolation import selectors, services
from lianfang.isolation.access import RECORD_HEALTH, SEE_OBSERVED, SEND_TO_CLINIC
from lianfang.isolation.forms import ClinicForm, HealthForm, UrgentForm, VoidForm
from lianfang.isolation.services.asking import waiting
from lianfang.isolation.subjects import ABNORMAL, MISSED, URGENT
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.ids import new_id
from lianfang.measures.models import Measure
from lianfang.measures.selectors import get_measure_for
from lianfang.people.shown import masked
from lianfang.privacy.reads import How, log_reads
from lianfang.territory.selectors import full_name


def stamp_of(request: HttpRequest) -> Stamp:
    """The id the page gave this record, so that one sent twice is one record; a new one where there is none."""
    try:
        return Stamp(id=UUID(request.POST.get("stamp", "")))
    except ValueError:
        return Stamp()


@login_required
def health(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """Everything reported under one measure, and a new report."""
    shown = get_measure_for(request.actor, measure_id, action=SEE_OBSERVED)
    if request.method != "POST":
        return _page(request, shown)
    form = HealthForm(request.POST, **selectors.terms_of(shown))
    if form.is_valid():
        try:
            told = services.record_health(
                actor=request.actor, stamp=stamp_of(request), measure=shown, reading=form.reading()
            )
            messages.success(request, _("Recorded: %(finding)s.") % {"finding": told.get_finding_display()})
            return redirect("isolation:health", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return _page(request, shown, form=form)


def _page(request: StaffRequest, shown: Measure, **bound: forms.Form) -> HttpResponse:
    """The page with the forms as they were filled in; opening it is logged for the person."""
    log_reads(request.actor, How.DETAIL, "isolation:health", [shown.person_id])
    reports = list(selectors.reports_of(shown)[:100])
    context: dict[str, Any] = {
        "measure": shown,
        "person": masked(shown.person),
        "area": full_name(shown.area_path),
        "day": selectors.day_of(shown),
        "reports": reports,
        "names": names_of_actors(report.recorded_by for report in reports),
        "need": selectors.open_need(shown),
        "calls": waiting(shown, MISSED, ABNORMAL, URGENT),
        "has_clinic": selectors.clinics().exists(),
        "form": HealthForm(**selectors.terms_of(shown)),
        "clinic": ClinicForm(),
        "urgent": UrgentForm(),
        "stamp": new_id(),
        **{name: _may(request, shown, action) for name, action in RIGHTS.items()},
        **bound,
    }
    return render(
        request, "isolation/health.html", context, status=422 if any(f.errors for f in bound.values()) else 200
    )


RIGHTS = {"may_record": RECORD_HEALTH, "may_send": SEND_TO_CLINIC}


def _may(request: StaffRequest, shown: Measure, action: Any) -> bool:
    place = {"area_path": shown.area_path}, {"unit_path": shown.unit_path}
    return shown.is_in_force and any(request.actor.may(action, **each) for each in place)


@login_required
@require_POST
def urgent(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """Help comes first."""
    form = UrgentForm(request.POST)
    said = form.cleaned_data["said"] if form.is_valid() else ""
    services.need_help(actor=request.actor, stamp=stamp_of(request), measure=measure_id, said=said)
    messages.success(
        request, _("The measure is open: the person may leave for care now. The unit has minutes to answer.")
    )
    return redirect("isolation:health", measure_id)


@login_required
@require_POST
def clinic(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """Hand somebody over to a clinic."""
    shown = get_measure_for(request.actor, measure_id, action=SEND_TO_CLINIC)
    form = ClinicForm(request.POST)
    if form.is_valid():
        try:
            sent = services.send_to_clinic(actor=request.actor, measure=shown, **form.cleaned_data)
            messages.success(request, _("%(clinic)s is told and answers soon.") % {"clinic": sent.to_unit})
            return redirect("isolation:health", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return _page(request, shown, clinic=form)


@login_required
@require_POST
def void(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Take back a wrong report, with a reason; the row stays readable, struck through."""
    report = selectors.get_report_for(request.actor, report_id, action=RECORD_HEALTH)
    form = VoidForm(request.POST)
    if not form.is_valid():
        raise NotFound
    services.void_report(actor=request.actor, report=report, **form.cleaned_data)
    messages.success(request, _("The report no longer counts. Record the right one."))
    return redirect("isolation:health", report.measure_id)
