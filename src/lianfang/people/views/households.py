"""Doors: the list of an area, one household with everybody in it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import NotFound
from lianfang.people import selectors, services
from lianfang.people.access import EXPORT_PEOPLE, READ_PERSON, REGISTER_PEOPLE, SEE_PEOPLE
from lianfang.people.exports import writer_for
from lianfang.people.forms import ANSWERABLE, HouseholdForm, NewHouseholdForm, PlaceForm, show_refusal
from lianfang.people.lists import HOUSEHOLDS, LIVING, names_of_places
from lianfang.people.panels import panels_for
from lianfang.people.shown import masked
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.territory.selectors import full_name


@login_required
def households(request: StaffRequest) -> HttpResponseBase:
    """The doors one may see, by area."""
    actor = request.actor
    if not actor.may_somewhere(SEE_PEOPLE):
        raise NotFound
    return HOUSEHOLDS.answer(
        request,
        selectors.households_visible_to(actor, SEE_PEOPLE).annotate(living=LIVING),
        writer=writer_for(actor) if actor.may_somewhere(EXPORT_PEOPLE) else None,
        template="people/households.html",
        may_register=actor.may_somewhere(REGISTER_PEOPLE),
    )


@login_required
def household(request: StaffRequest, household_id: UUID) -> HttpResponse:
    """One door and who lives behind it, masked."""
    actor = request.actor
    one = selectors.get_household_for(actor, household_id, action=SEE_PEOPLE)
    log_list(actor, "people:household")
    context = {
        "household": one,
        "area": full_name(one.area_path),
        "people": [masked(each) for each in selectors.people_of(one).select_related("household")],
        "panels": panels_for(actor, one),
        "may_register": actor.may(REGISTER_PEOPLE, area_path=one.area_path),
    }
    return render(request, "people/household.html", context)


@login_required
def new(request: StaffRequest) -> HttpResponse:
    """A door that is not on record."""
    if not request.actor.may_somewhere(REGISTER_PEOPLE):
        raise NotFound
    form = NewHouseholdForm(request.POST or None, initial={"area": full_name(request.GET.get("area", ""))})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made = services.found_household(actor=request.actor, area_path=given.pop("area"), **given)
            messages.success(request, _("The household is on record. Register who lives there."))
            return redirect("people:household", made.pk)
        except ANSWERABLE as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "title": _("A new household"),
        "action": _("Add the household"),
        "areas": names_of_places(request),
    }
    return render(request, "people/household_form.html", context, status=422 if form.errors else 200)


@login_required
def correct(request: StaffRequest, household_id: UUID) -> HttpResponse:
    """Put the door right; the form shows the address, so opening it is a read of those who live there."""
    one = selectors.get_household_for(request.actor, household_id, action=REGISTER_PEOPLE)
    selectors.get_household_for(request.actor, household_id, action=READ_PERSON)
    if request.method == "GET":
        log_reads(
            request.actor, How.REVEAL, "people:correct_household", selectors.people_of(one).values_list("pk", flat=True)
        )
    told = {"door": one.door, "address": str(one.address or ""), "is_occupied": one.is_occupied}
    form = HouseholdForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_household(actor=request.actor, household=one.pk, **form.cleaned_data)
            messages.success(request, _("The household is corrected."))
            return redirect("people:household", one.pk)
        except ANSWERABLE as refused:
            show_refusal(form, refused)
    context = {"form": form, "title": _("Correct the household"), "action": _("Correct"), "household": one}
    return render(request, "people/household_form.html", context, status=422 if form.errors else 200)


@login_required
def move(request: StaffRequest, household_id: UUID) -> HttpResponse:
    """The whole household lives elsewhere now."""
    one = selectors.get_household_for(request.actor, household_id, action=REGISTER_PEOPLE)
    form = PlaceForm(request.POST or None, initial={"area": full_name(one.area_path), "door": one.door})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.move_household(actor=request.actor, household=one.pk, to_area=given["area"], door=given["door"])
            messages.success(request, _("Everybody of this household lives there now."))
            return redirect("people:household", one.pk)
        except ANSWERABLE as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "title": _("Move the household"),
        "action": _("Move everybody"),
        "household": one,
        "areas": names_of_places(request),
    }
    return render(request, "people/household_form.html", context, status=422 if form.errors else 200)
