"""Proposing, ordering, refusing, changing, ending and releasing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.wording import Reason
from lianfang.measures import selectors, services
from lianfang.measures.access import ORDER_MEASURE, PROPOSE_MEASURE, RECOMPUTE, RELEASE
from lianfang.measures.forms import ExtendForm, OrderForm, ProposeForm, ReasonForm, ReleaseForm
from lianfang.measures.models import Measure
from lianfang.measures.services.orders import overshoot
from lianfang.measures.views.measure import where
from lianfang.orgs.selectors import unit_for_area
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.models import Person
from lianfang.people.selectors import get_person_for
from lianfang.people.shown import masked
from lianfang.privacy.reads import How, log_reads
from lianfang.response.selectors import current_response, edition_in_force, get_response_for
from lianfang.response.words import name_of_edition
from lianfang.tasks.selectors import responsible_for

Doing = Callable[[dict[str, Any]], Measure]


@login_required
def propose(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A measure proposed for somebody; the edition says how long."""
    if not request.actor.may_somewhere(PROPOSE_MEASURE):
        raise NotFound
    person = get_person_for(request.actor, person_id, action=SEE_PEOPLE)
    log_reads(request.actor, How.DETAIL, where(request), [person.pk])
    edition = edition_in_force(current_response(person.area_path))
    form = ProposeForm(request.POST or None, initial={"counted_from": today()})
    form.fields["kind"].choices = [each for each in form.fields["kind"].choices if each[0] in edition.measures]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = _propose(request, person, form.cleaned_data)
            messages.success(request, _("The measure is proposed. Nobody is bound until it is ordered."))
            return redirect("measures:measure", made.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    context = {
        "form": form,
        "person": masked(person),
        "edition": name_of_edition(edition),
        "has_measures": bool(edition.measures),
    }
    return render(request, "measures/propose.html", context, status=422 if form.errors else 200)


def _propose(request: StaffRequest, person: Person, given: dict[str, Any]) -> Measure:
    unit = responsible_for(person) or unit_for_area(person.area_path)
    if unit is None:
        raise Invalid({"": Reason.of("measures.no_unit")})
    return services.propose(
        actor=request.actor,
        response=current_response(person.area_path),
        person=person,
        unit=unit,
        area_path=person.area_path or unit.area_path,
        because=Reason.of(f"measures.ground_{given['ground']}"),
        **given,
    )


@login_required
def order(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """The order, with ground and end; what goes further than the edition asks for authority and reason."""
    shown = selectors.get_measure_for(request.actor, measure_id, action=ORDER_MEASURE)
    form = OrderForm(request.POST or None, initial={"ground": shown.ground_code, "last_day": shown.last_day})
    context = {"edition": name_of_edition(shown.edition), "overshoot": overshoot(shown), "allowed": shown.rules}
    return _do(
        request,
        shown,
        form,
        lambda given: services.order(actor=request.actor, measure=shown, **given),
        template="measures/order.html",
        done=_("The measure is ordered. The community brings the notice."),
        **context,
    )


@login_required
def refuse(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    done = _("The proposal is refused; nobody is bound.")
    return _with_reason(request, measure_id, services.refuse, _("Refuse the proposal"), done)


@login_required
def end(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    done = _("The measure has ended.")
    return _with_reason(request, measure_id, services.end_early, _("End it early"), done)


def _with_reason(
    request: StaffRequest, measure_id: UUID, doing: Callable[..., Measure], title: str, done: str
) -> HttpResponse:
    """The one page for what needs a reason and nothing else."""
    shown = selectors.get_measure_for(request.actor, measure_id, action=ORDER_MEASURE)
    return _do(
        request,
        shown,
        ReasonForm(request.POST or None),
        lambda given: doing(actor=request.actor, measure=shown, **given),
        template="measures/reason.html",
        done=done,
        title=title,
    )


@login_required
def extend(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """Another last day, later or earlier."""
    shown = selectors.get_measure_for(request.actor, measure_id, action=ORDER_MEASURE)
    form = ExtendForm(request.POST or None, initial={"last_day": shown.last_day})
    return _do(
        request,
        shown,
        form,
        lambda given: services.extend(actor=request.actor, measure=shown, **given),
        template="measures/reason.html",
        done=_("The last day is changed; the history keeps both."),
        title=_("Change the last day"),
        edition=name_of_edition(shown.edition),
    )


@login_required
def release(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """Release on the last day, with a paper."""
    shown = selectors.get_measure_for(request.actor, measure_id, action=RELEASE)
    form = ReleaseForm(request.POST if request.method == "POST" else None, measure=shown)
    return _do(
        request,
        shown,
        form,
        lambda given: services.release(actor=request.actor, measure=shown, **given),
        template="measures/release.html",
        done=_("Released. Print the notice of release and hand it over."),
    )


def _do(
    request: StaffRequest, shown: Measure, form: forms.Form, doing: Doing, *, template: str, done: str, **context: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            doing(form.cleaned_data)
            messages.success(request, done)
            return redirect("measures:measure", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    log_reads(request.actor, How.DETAIL, where(request), [shown.person_id])
    shown_context = {"form": form, "measure": shown, "person": masked(shown.person), **context}
    return render(request, template, shown_context, status=422 if form.errors else 200)


@login_required
def recompute(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """What a new edition makes of running measures, line by line, before it is done."""
    response = get_response_for(request.actor, response_id, action=RECOMPUTE)
    if request.method == "POST":
        changed = services.recompute(actor=request.actor, response=response)
        messages.success(request, _("%(count)s measures are recomputed.") % {"count": len(changed)})
        return redirect("measures:list")
    lines = list(selectors.recomputable(response))
    log_reads(request.actor, How.LIST, where(request), [each.measure.person_id for each in lines])
    edition = name_of_edition(edition_in_force(response))
    return render(request, "measures/recompute.html", {"response": response, "lines": lines, "edition": edition})
