"""Finding somebody, their page, and what may be done with the record."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import NotFound
from lianfang.people import selectors, services
from lianfang.people.access import (
    EXPORT_OPEN,
    EXPORT_PEOPLE,
    IMPORT_PEOPLE,
    MERGE_PEOPLE,
    READ_PERSON,
    REGISTER_PEOPLE,
    SEE_PEOPLE,
    TAKE_OVER,
)
from lianfang.people.exports import writer_for
from lianfang.people.forms import (
    ANSWERABLE,
    LeaveForm,
    MoveForm,
    PersonForm,
    PlaceForm,
    PurposeForm,
    RegisterForm,
    show_refusal,
)
from lianfang.people.lists import PEOPLE, names_of_places, seen_people
from lianfang.people.models import Household, Person
from lianfang.people.panels import panels_for
from lianfang.people.shown import in_the_open, masked
from lianfang.people.timeline import history_of
from lianfang.privacy.access import ANSWER_SUBJECTS, REQUEST_EXPORT
from lianfang.privacy.reads import How, log_reads
from lianfang.territory.selectors import full_name

WHERE = "people:person"


@login_required
def find(request: StaffRequest) -> HttpResponseBase:
    """Everybody one may see, narrowed by a name, a number or a place; masked."""
    _require(request, "see")
    actor = request.actor
    return PEOPLE.answer(
        request,
        selectors.people_visible_to(actor, SEE_PEOPLE),
        writer=writer_for(actor) if actor.may_somewhere(EXPORT_PEOPLE) else None,
        seen=seen_people,
        template="people/find.html",
        may_register=actor.may_somewhere(REGISTER_PEOPLE),
        may_import=actor.may_somewhere(IMPORT_PEOPLE),
        may_ask_for_list=actor.may_somewhere(EXPORT_OPEN) and actor.may_somewhere(REQUEST_EXPORT),
        doubles=selectors.doubles_visible_to(actor)[:100].count(),
    )


@login_required
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """One person, masked, with what has happened to the record."""
    one = selectors.get_person_for(request.actor, person_id, action=SEE_PEOPLE)
    log_reads(request.actor, How.DETAIL, WHERE, [one.pk])
    return render(request, "people/person.html", _context(request, one))


@login_required
@require_POST
def reveal(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The same in the open, for a purpose that stands in the log."""
    one = selectors.get_person_for(request.actor, person_id, action=READ_PERSON)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return redirect("people:person", one.pk)
    log_reads(request.actor, How.REVEAL, f"{WHERE}/{form.cleaned_data['purpose']}", [one.pk])
    context = {**_context(request, one), "shown": in_the_open(one), "is_open": True}
    return render(request, "people/person.html", context)


@login_required
def register(request: StaffRequest) -> HttpResponse:
    """Somebody new; whom the record would resemble is shown before it is made."""
    _require(request, "register")
    home = _home_asked_for(request)
    form = RegisterForm(request.POST or None, initial=_place_of(home) if home else {})
    alike: list[Person] = []
    if request.method == "POST" and form.is_valid():
        try:
            alike = [] if form.cleaned_data["anyway"] else _alike(request, form)
            if not alike:
                made = _register(request, form)
                messages.success(request, _("The person is in the register."))
                return redirect("people:person", made.pk)
        except ANSWERABLE as refused:
            show_refusal(form, refused)
    context = {"form": form, "alike": [masked(each) for each in alike], "areas": names_of_places(request)}
    return render(request, "people/register.html", context, status=422 if form.errors else 200)


def _register(request: StaffRequest, form: RegisterForm) -> Person:
    area_path, door = form.cleaned_data["area"], form.cleaned_data["door"]
    return services.register_person(
        actor=request.actor,
        identity=form.identity(area_path),
        household=services.door_at(actor=request.actor, area_path=area_path, door=door) if door else None,
        relation=form.cleaned_data["relation"],
    )


def _alike(request: StaffRequest, form: RegisterForm) -> list[Person]:
    area_path, door = form.cleaned_data["area"], form.cleaned_data["door"]
    return selectors.alike_to(request.actor, form.identity(area_path).checked(), door=door)


@login_required
def correct(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Put right who somebody is: the form shows everything, so opening it is a read."""
    one = selectors.get_person_for(request.actor, person_id, action=REGISTER_PEOPLE)
    selectors.get_person_for(request.actor, person_id, action=READ_PERSON)
    if request.method == "GET":
        log_reads(request.actor, How.REVEAL, "people:correct", [one.pk])
    form = PersonForm(
        request.POST or None, initial={**selectors.identity_of(one).as_fields(), "relation": one.relation}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_person(
                actor=request.actor,
                person=one.pk,
                identity=form.identity(one.area_path),
                relation=form.cleaned_data["relation"],
            )
            messages.success(request, _("The record is corrected."))
            return redirect("people:person", one.pk)
        except ANSWERABLE as refused:
            show_refusal(form, refused)
    return render(request, "people/correct.html", {"form": form, "person": one}, status=422 if form.errors else 200)


@login_required
def move(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Somebody lives elsewhere now."""
    one = selectors.get_person_for(request.actor, person_id, action=REGISTER_PEOPLE)
    form = MoveForm(request.POST or None, initial={**_where(one), "relation": one.relation})
    if request.method == "POST" and form.is_valid():
        try:
            area_path, home = _home(request, form)
            services.move_person(
                actor=request.actor,
                person=one.pk,
                to_area=area_path,
                household=home,
                relation=form.cleaned_data["relation"],
            )
            messages.success(request, _("The person lives there now."))
            return redirect("people:person", one.pk)
        except ANSWERABLE as refused:
            show_refusal(form, refused)
    context = {"form": form, "person": one, "shown": masked(one), "areas": names_of_places(request)}
    return render(request, "people/move.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def leave(request: StaffRequest, person_id: UUID) -> HttpResponse:
    form = LeaveForm(request.POST)
    if form.is_valid():
        services.leave(actor=request.actor, person=person_id, because=form.cleaned_data["because"])
        messages.success(request, _("The person is no longer counted as living here."))
    return redirect("people:person", person_id)


@login_required
@require_POST
def come_back(request: StaffRequest, person_id: UUID) -> HttpResponse:
    services.come_back(actor=request.actor, person=person_id)
    messages.success(request, _("The person lives here again."))
    return redirect("people:person", person_id)


@login_required
def take_over(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Somebody a response has met is put into the standing register."""
    one = selectors.get_person_for(request.actor, person_id, action=TAKE_OVER)
    if one.response_id is None:
        raise NotFound
    form = PlaceForm(request.POST or None, initial=_where(one))
    if request.method == "POST" and form.is_valid():
        try:
            area_path, home = _home(request, form)
            services.take_over(actor=request.actor, person=one.pk, household=home, to_area=area_path)
            messages.success(request, _("The person stands in the register now."))
            return redirect("people:person", one.pk)
        except ANSWERABLE as refused:
            show_refusal(form, refused)
    context = {"form": form, "person": one, "shown": masked(one), "areas": names_of_places(request)}
    return render(request, "people/take_over.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def unmerge(request: StaffRequest, person_id: UUID) -> HttpResponse:
    services.unmerge(actor=request.actor, person=person_id)
    messages.success(request, _("The two records stand apart again."))
    return redirect("people:person", person_id)


def _context(request: StaffRequest, one: Person) -> dict[str, object]:
    actor = request.actor
    here = one.area_path
    return {
        "person": one,
        "shown": masked(one),
        "is_open": False,
        "history": history_of(one),
        "panels": panels_for(actor, one),
        "doubles": selectors.doubles_of(actor, one).count(),
        "merged": selectors.merged_into(one),
        "purpose_form": PurposeForm(),
        "leave_form": LeaveForm(),
        "may_read": actor.may(READ_PERSON, area_path=here),
        "may_register": actor.may(REGISTER_PEOPLE, area_path=here),
        "may_merge": actor.may(MERGE_PEOPLE, area_path=here),
        "may_answer": actor.may(ANSWER_SUBJECTS, area_path=here),
        "may_take_over": one.response_id is not None and actor.may(TAKE_OVER, area_path=here),
    }


def _home(request: StaffRequest, form: PlaceForm) -> tuple[str, Household | None]:
    area_path, door = form.cleaned_data["area"], form.cleaned_data["door"]
    home = services.door_at(actor=request.actor, area_path=area_path, door=door) if door else None
    return area_path, home


def _where(one: Person) -> dict[str, str]:
    return _place_of(one.household) if one.household else {"area": full_name(one.area_path)}


def _place_of(household: Household) -> dict[str, str]:
    return {"area": full_name(household.area_path), "door": household.door}


def _home_asked_for(request: StaffRequest) -> Household | None:
    """The household from whose page somebody is registered."""
    asked = request.GET.get("household")
    return selectors.get_household_for(request.actor, asked, action=REGISTER_PEOPLE) if asked else None


def _require(request: StaffRequest, what: str) -> None:
    """NotFound for whoever may do this nowhere."""
    action = {"see": SEE_PEOPLE, "register": REGISTER_PEOPLE}[what]
    if not request.actor.may_somewhere(action):
        raise NotFound
