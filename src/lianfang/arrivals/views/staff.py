"""The list of arrivals, one arrival with its verification, entering one, and departures."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.acts.stamps import Stamp
from lianfang.arrivals import selectors, services
from lianfang.arrivals.access import ENTER, SEE_ARRIVALS, VERIFY
from lianfang.arrivals.forms import DepartureForm, ReportForm, VerifyForm
from lianfang.arrivals.models import ORIGINS, RESULTS, SOURCES, STATES, Arrival
from lianfang.arrivals.rules import OPEN, Source, State
from lianfang.arrivals.services.verifying import judged
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid, LianfangError, Refused
from lianfang.kernel.identifiers import mask_name
from lianfang.orgs.selectors import units_of
from lianfang.people.selectors import get_person_for
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import current_response
from lianfang.risk.rules import Visit
from lianfang.risk.visits import read_visits
from lianfang.tasks.presenting import learn_places
from lianfang.territory.names import full_name
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView
from lianfang.ui.templatetags.ui import risk


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _units(request: HttpRequest) -> list[str]:
    return [unit.path for unit in units_of(_actor(request))]


def _tone(row: Arrival) -> str:
    return "late" if row.is_open and row.verified_at is None and row.verify_by <= now() else ""


def _origin(row: Arrival) -> str:
    words = str(row.get_origin_display())
    return risk(row.origin, words) if row.origin in {"high", "medium", "low"} else words


ARRIVALS = ListPage(
    "arrivals.list",
    _("Arrivals"),
    columns=(
        Column("name", _("Person"), lambda row: mask_name(row.name)),
        Column("place", _("Where to"), lambda row: full_name(row.area_path), order=("area_path",)),
        Column("expected", _("Expected"), lambda row: row.expected_at, order=("expected_at",)),
        Column("state", _("State"), lambda row: str(row.get_state_display()), order=("state",)),
        Column("origin", _("Comes from"), lambda row: str(row.get_origin_display()), order=("origin",), draw=_origin),
        Column("verify_by", _("Verify by"), lambda row: row.verify_by, order=("verify_by",)),
        Column("source", _("Source"), lambda row: str(row.get_source_display()), order=("source",)),
        Column("unit", _("Unit"), lambda row: str(row.unit), order=("unit_path",), is_shown=False),
        Column("result", _("Result"), lambda row: str(row.get_result_display()), is_shown=False),
    ),
    filters=(
        Choices("state", _("State"), STATES),
        Choices("origin", _("Comes from"), ORIGINS),
        Choices("source", _("Source"), SOURCES),
        Choices("result", _("Result"), RESULTS),
        Days("expected", _("Expected"), "expected_at"),
    ),
    order=("-expected_at",),
    views=(
        SavedView("open", _("under way"), lambda rows, request: rows.filter(state__in=sorted(OPEN))),
        SavedView("unit", _("my unit"), lambda rows, request: rows.filter(unit_path__in=_units(request))),
        SavedView("late", _("not verified in time"), lambda rows, request: rows.filter(selectors.overdue())),
        SavedView("missing", _("not arrived"), lambda rows, request: rows.filter(state=State.NOT_ARRIVED.value)),
    ),
    href=lambda row: reverse("arrivals:arrival", args=[row.pk]),
    tone=_tone,
    empty=_("Arrivals come from the public page, from checkpoints, from outside the district and from the counter."),
)


def _seen(request: HttpRequest, rows: list[Arrival], how: str) -> None:
    """A list that is taken away is logged for each person on it; the page logs its query."""
    learn_places(rows)
    if how == "export":
        log_reads(_actor(request), How.EXPORT, "arrivals.list", [row.person_id for row in rows if row.person_id])


@login_required
def arrivals(request: StaffRequest) -> HttpResponseBase:
    must_somewhere(request, SEE_ARRIVALS)
    log_list(request.actor, "arrivals.list")
    rows = selectors.arrivals_visible_to(request.actor)
    can_enter = request.actor.may_somewhere(ENTER)
    return ARRIVALS.answer(
        request,
        rows,
        writer=writer_for(request.actor),
        seen=_seen,
        template="arrivals/list.html",
        can_enter=can_enter,
    )


@login_required
def arrival(request: StaffRequest, arrival_id: UUID) -> HttpResponse:
    """Who comes, from where, what the edition says of it, and the form with which it is verified."""
    found = selectors.get_arrival_for(request.actor, arrival_id)
    opens = selectors.arrivals_visible_to(request.actor, VERIFY).filter(pk=found.pk).exists()
    told = read_visits(found.whereabouts) if opens else []
    form = _form(request, found, told) if opens and found.is_open else None
    if form is not None and request.method == "POST" and form.is_valid() and _verified(request, found, form):
        return redirect("arrivals:arrival", found.pk)
    if opens and found.person_id:
        log_reads(request.actor, How.DETAIL, "arrivals.arrival", [found.person_id])
    context = {
        "arrival": found,
        "opens": opens,
        "masked": mask_name(found.name),
        "place": full_name(found.area_path),
        "told": told,
        "judged": judged(found, tuple(told)) if told else None,
        "reports": found.reports.order_by("at") if opens else [],
        "done": found.verifications.filter(voided_at=None).order_by("-happened_at"),
        "form": form,
    }
    return render(request, "arrivals/arrival.html", context, status=422 if form is not None and form.errors else 200)


def _form(request: StaffRequest, found: Arrival, told: list[Visit]) -> VerifyForm:
    initial = {"name": found.name, "id_number": found.id_number, "phone": found.phone}
    return VerifyForm(request.POST or None, initial=initial, told=told)


def _verified(request: StaffRequest, found: Arrival, form: VerifyForm) -> bool:
    stamp = Stamp(id=form.cleaned_data["stamp"])
    try:
        done = services.verify(actor=request.actor, stamp=stamp, arrival=found, checked=form.checked())
    except Invalid as invalid:
        form.show(invalid)
        return False
    except LianfangError as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _said(done))
    return True


def _said(done: Arrival) -> str:
    if done.measure is not None:
        return _now("Verified. %(kind)s is proposed; an officer decides.") % {"kind": done.measure.get_kind_display()}
    return _now("Recorded. Nothing more is asked.") if not done.is_open else _now("Recorded.")


@login_required
def enter(request: StaffRequest) -> HttpResponse:
    """An arrival told at the counter, by phone, or found at the door."""
    must_somewhere(request, ENTER)
    form = ReportForm(request.POST or None, within=current_response().area_path)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter(actor=request.actor, told=form.told(Source.WORKER))
        except Invalid as invalid:
            form.show(invalid)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _now("The arrival is recorded."))
            return redirect("arrivals:arrival", made.pk)
    return render(request, "arrivals/enter.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def departure(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Somebody leaves the district."""
    person = get_person_for(request.actor, person_id, action=VERIFY)
    form = DepartureForm(request.POST or None, initial={"leaves_on": today()})
    if request.method == "POST" and form.is_valid():
        services.record_departure(actor=request.actor, stamp=Stamp(), person=person.pk, **form.cleaned_data)
        messages.success(request, _now("The departure is recorded."))
        return redirect("arrivals:list")
    log_reads(request.actor, How.DETAIL, "arrivals.departure", [person.pk])
    return render(request, "arrivals/departure.html", {"form": form, "person": person})


@login_required
def left(request: StaffRequest, departure_id: UUID) -> HttpResponse:
    """A departure as it was recorded; the name is masked."""
    found = selectors.get_departure_for(request.actor, departure_id)
    log_reads(request.actor, How.DETAIL, "arrivals.left", [found.person_id])
    context = {"departure": found, "masked": mask_name(found.person.name), "place": full_name(found.area_path)}
    return render(request, "arrivals/left.html", context)


def must_somewhere(request: StaffRequest, action: Action) -> None:
    """Raise Refused for whoever may not do this anywhere; which rows they see is the selector's."""
    if not request.actor.may_somewhere(action):
        raise Refused("accounts.no_role_permits", action=action.code)
