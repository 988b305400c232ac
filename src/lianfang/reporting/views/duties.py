"""Which kinds of units must report."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import today
from lianfang.reporting.access import SET_DUTIES
from lianfang.reporting.forms import DutyForm
from lianfang.reporting.selectors.reports import duties_on
from lianfang.reporting.services import begin_duty, end_duty
from lianfang.reporting.views.asked import response_asked


@login_required
def duties(request: StaffRequest) -> HttpResponse:
    """The kinds of units that report now; one more may be added."""
    response = response_asked(request)
    request.actor.require(SET_DUTIES, area_path=response.area_path)
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begin_duty(actor=request.actor, response=response, unit_kind=form.cleaned_data["unit_kind"])
        return HttpResponseRedirect(reverse("reporting:duties"))
    shown = {
        "response": response,
        "duties": duties_on(response, today()).order_by("from_on", "unit_kind"),
        "form": form,
    }
    return render(request, "reporting/duties.html", shown)


@login_required
@require_POST
def end(request: StaffRequest, duty_id: UUID) -> HttpResponse:
    """Units of this kind report for the last time today."""
    end_duty(actor=request.actor, duty=duty_id)
    return HttpResponseRedirect(reverse("reporting:duties"))
