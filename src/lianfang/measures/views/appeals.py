"""Appeals: written down for somebody, and decided by another unit."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.measures import selectors, services
from lianfang.measures.access import DECIDE_APPEAL, FILE_APPEAL
from lianfang.measures.forms import AppealForm, DecideAppealForm
from lianfang.measures.history import history_of
from lianfang.measures.views.measure import where
from lianfang.people.shown import masked
from lianfang.privacy.reads import How, log_list, log_reads


@login_required
def file(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """Write down what somebody says against a measure."""
    shown = selectors.get_measure_for(request.actor, measure_id, action=FILE_APPEAL)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            filed = services.appeal(actor=request.actor, measure=shown, **form.cleaned_data)
            said = _("The appeal is with %(unit)s, which did not order the measure. It decides within a day.")
            messages.success(request, said % {"unit": filed.unit})
            return redirect("measures:measure", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    context = {
        "form": form,
        "measure": shown,
        "person": masked(shown.person),
        "reviewer": selectors.reviewing_unit(shown),
    }
    return render(request, "measures/appeal.html", context, status=422 if form.errors else 200)


@login_required
def appeals(request: StaffRequest) -> HttpResponse:
    """The appeals this actor's unit decides, open ones first."""
    if not request.actor.may_somewhere(DECIDE_APPEAL):
        raise NotFound
    log_list(request.actor, where(request))
    rows = selectors.appeals_visible_to(request.actor).order_by("decided_at", "filed_at")
    waiting = list(rows.filter(decided_at=None))
    decided = rows.exclude(decided_at=None).order_by("-decided_at")[:50]
    return render(request, "measures/appeals.html", {"waiting": waiting, "decided": decided})


@login_required
def appeal(request: StaffRequest, appeal_id: UUID) -> HttpResponse:
    """One appeal, with the measure and its history, and the decision."""
    shown = selectors.get_appeal_for(request.actor, appeal_id)
    form = DecideAppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_appeal(actor=request.actor, appeal=shown, **form.cleaned_data)
            messages.success(request, _("The appeal is decided, and the decision holds."))
            return redirect("measures:appeals")
        except Invalid as refused:
            show_refusals(form, refused)
    log_reads(request.actor, How.DETAIL, where(request), [shown.measure.person_id])
    context = {
        "appeal": shown,
        "measure": shown.measure,
        "person": masked(shown.measure.person),
        "history": history_of(shown.measure),
        "filed_by": name_of_actor(shown.filed_by),
        "form": form,
    }
    return render(request, "measures/decide_appeal.html", context, status=422 if form.errors else 200)
