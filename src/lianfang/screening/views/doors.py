"""The doors of a round: the list, one with its history, what came of a knock, and two versions of one day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import names_of_actors
from lianfang.acts.stamps import Stamp
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import Invalid, LianfangError
from lianfang.kernel.ids import new_id
from lianfang.people.selectors import people_of
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.screening import selectors, services
from lianfang.screening.access import MANAGE_ROUNDS, READ_DOORS, WORK_ROUNDS
from lianfang.screening.forms import FollowForm, KnockForm, NewDoorForm, Told, VoidForm
from lianfang.screening.models import Door, DoorVisit
from lianfang.screening.rules import Followed, Outcome
from lianfang.screening.services.raising import waiting_about
from lianfang.screening.services.visiting import undecided
from lianfang.screening.tables import DOORS
from lianfang.screening.telling import told_in_words
from lianfang.territory.names import full_name, names_of


@login_required
def doors(request: StaffRequest, round_id: UUID) -> HttpResponseBase:
    """The doors of a round that one may see, as one walks."""
    found = selectors.get_round_for(request.actor, round_id)
    rows = selectors.doors_visible_to(request.actor).filter(round=found)
    return DOORS.answer(
        request, rows, writer=writer_for(request.actor), seen=_seen, template="screening/doors.html", round=found
    )


def _seen(_request: HttpRequest, rows: list[Door], _how: str) -> None:
    """The names of the areas of a page are read at once."""
    names_of({row.area_path for row in rows})


@login_required
def door(request: StaffRequest, door_id: UUID) -> HttpResponse:
    """A door of a round: what it comes to, and every visit; what was found there for whoever may read it."""
    found = selectors.get_door_for(request.actor, door_id)
    visits = list(DoorVisit.objects.filter(door=found).select_related("response").order_by("-happened_at", "-id"))
    where = {"area_path": found.area_path, "unit_path": found.unit_path}
    pairs = undecided(found)
    context = {
        "door": found,
        "place": full_name(found.area_path),
        "visits": visits,
        "names": _names(visits),
        "may_read": request.actor.may(READ_DOORS, **where),
        "may_work": found.round.is_open and request.actor.may(WORK_ROUNDS, **where),
        "may_decide": bool(pairs) and request.actor.may(MANAGE_ROUNDS, **where),
        "is_disputed": bool(pairs),
    }
    log_list(request.actor, "screening:door")
    return render(request, "screening/door.html", context)


def _names(visits: list[DoorVisit]) -> dict[str, str]:
    """Who recorded, by the name in the record."""
    return names_of_actors(each.recorded_by for each in visits)


@login_required
def visit(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """What was found at one knock, and what was done about it."""
    found = selectors.get_visit_for(request.actor, visit_id)
    waiting = waiting_about(found)
    form = FollowForm(request.POST if request.method == "POST" else None) if waiting else None
    if form is not None and request.method == "POST" and form.is_valid():
        followed = Followed(form.cleaned_data["followed"])
        services.follow_up(actor=request.actor, visit=visit_id, followed=followed)
        messages.success(request, _("Recorded."))
        return redirect("screening:visit", visit_id)
    _log(request, found.door)
    context = {
        "visit": found,
        "place": full_name(found.area_path),
        "told": told_in_words(found),
        "tasks": waiting,
        "form": form,
        "void": VoidForm(),
        "names": _names([found]),
        "may_correct": _may_correct(request, found),
    }
    return render(request, "screening/visit.html", context, status=422 if form is not None and form.errors else 200)


def _may_correct(request: StaffRequest, found: DoorVisit) -> bool:
    leads = request.actor.may(MANAGE_ROUNDS, area_path=found.area_path, unit_path=found.unit_path)
    return found.recorded_by == request.actor.name or leads


def _log(request: StaffRequest, found: Door) -> None:
    if found.household is not None:
        people = people_of(found.household).values_list("pk", flat=True)
        log_reads(request.actor, How.DETAIL, "screening:visit", people)


@login_required
def record(request: StaffRequest, door_id: UUID) -> HttpResponse:
    """What came of a knock, entered at a desk."""
    found = selectors.get_door_for(request.actor, door_id, action=WORK_ROUNDS)
    told = Told(KnockForm(request.POST or None, round_=found.round), request.POST or None)

    def take(stamp: Stamp) -> DoorVisit:
        return services.record_visit(actor=request.actor, stamp=stamp, door=door_id, seen=told.seen())

    return _taken(request, told, take) or _form(request, told, {"door": found, "place": full_name(found.area_path)})


@login_required
def new_door(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """A household that is on no list, entered at a desk."""
    found = selectors.get_round_for(request.actor, round_id, action=WORK_ROUNDS)
    form = NewDoorForm(request.POST or None, round_=found)
    told = Told(form, request.POST or None)

    def take(stamp: Stamp) -> DoorVisit:
        where = {name: form.cleaned_data[name] for name in ("area_path", "door")}
        return services.record_new_door(
            actor=request.actor, stamp=stamp, round_=round_id, seen=told.seen(outcome=Outcome.DONE), **where
        )

    names = selectors.names_of_buildings(selectors.part_of(request.actor, found))
    return _taken(request, told, take) or _form(request, told, {"round": found, "areas": names})


@login_required
def correct(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """A visit as it should have been recorded."""
    found = selectors.get_visit_for(request.actor, visit_id)
    told_then = found.told()
    initial = {"outcome": found.outcome, "people_here": found.people_here, "note": found.note, **told_then.answers}
    form = KnockForm(request.POST or None, round_=found.round, initial=initial)
    told = Told(form, request.POST or None, told_then.rows())
    _log(request, found.door)

    def take(stamp: Stamp) -> DoorVisit:
        return services.correct_visit(actor=request.actor, stamp=stamp, visit=visit_id, seen=told.seen())

    context = {"door": found.door, "place": full_name(found.area_path), "corrects": found}
    return _taken(request, told, take) or _form(request, told, context)


def _taken(request: StaffRequest, told: Told, take: Any) -> HttpResponse | None:
    """Record what was posted, once however often the form is sent; None where it has to be shown (again)."""
    if request.method != "POST" or not told.is_valid():
        return None
    try:
        made = take(_stamp(request))
    except Invalid as invalid:
        told.show(invalid)
        return None
    except LianfangError as refused:
        told.form.add_error(None, str(refused))
        return None
    messages.success(request, _("Recorded."))
    return redirect("screening:door", made.door_id)


def _stamp(request: StaffRequest) -> Stamp:
    try:
        return Stamp(id=UUID(request.POST.get("stamp", "")))
    except ValueError:
        return Stamp()


def _form(request: StaffRequest, told: Told, context: dict[str, Any]) -> HttpResponse:
    wrong = request.method == "POST"
    shown = {**context, "told": told, "form": told.form, "stamp": request.POST.get("stamp") or new_id()}
    return render(request, "screening/record.html", shown, status=422 if wrong else 200)


@login_required
@require_POST
def void(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Take a visit out of the count."""
    form = VoidForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is wrong."))
        return redirect("screening:visit", visit_id)
    voided = services.void_visit(actor=request.actor, visit=visit_id, because=form.cleaned_data["because"])
    messages.success(request, _("It does not count any more; it stays readable."))
    return redirect("screening:door", voided.door_id)


@login_required
def decide(request: StaffRequest, door_id: UUID) -> HttpResponse:
    """Two versions of one day, side by side: one holds, or both are true."""
    found = selectors.get_door_for(request.actor, door_id, action=MANAGE_ROUNDS)
    if request.method == "POST":
        services.decide(actor=request.actor, door=door_id, keep=request.POST.get("keep") or None)
        messages.success(request, _("Decided. What does not hold stays readable."))
        return redirect("screening:door", door_id)
    ids = {each for pair in undecided(found) for each in pair}
    visits = list(selectors.visits_visible_to(request.actor).filter(pk__in=ids).order_by("happened_at", "id"))
    _log(request, found)
    context = {
        "door": found,
        "place": full_name(found.area_path),
        "versions": [(each, told_in_words(each)) for each in visits],
        "names": _names(visits),
    }
    return render(request, "screening/decide.html", context)
