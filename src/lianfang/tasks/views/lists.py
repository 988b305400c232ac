"""Lists: all tasks with reassigning, all hand-overs, what is late for whoever oversees."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.models import User
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import now
from lianfang.kernel.wording import Text
from lianfang.orgs import selectors as orgs
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.tasks import selectors, services
from lianfang.tasks.access import ASSIGN_TASKS, OVERSEE, SEE_TASKS
from lianfang.tasks.forms import ReassignForm
from lianfang.tasks.kinds import kinds, name_of_kind
from lianfang.tasks.models import UNDER_WAY, Task
from lianfang.tasks.models.hand_overs import HANDINGS, KINDS
from lianfang.tasks.models.tasks import STATES
from lianfang.tasks.presenting import learn_places
from lianfang.tasks.rules import Lateness
from lianfang.tasks.services.reassigning import movable
from lianfang.tasks.views.access import must_somewhere
from lianfang.territory.names import full_name
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under
from lianfang.ui.lists import Bulk, Choices, Column, Days, ListPage, Preview, SavedView, Under
from lianfang.ui.templatetags.ui import chip

TONES = {Lateness.LATE: "late", Lateness.SOON: "soon", Lateness.IN_TIME: ""}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _units(request: HttpRequest) -> list[str]:
    return [unit.path for unit in orgs.units_of(_actor(request))]


def _kinds() -> Iterable[tuple[str, Text]]:
    return [(kind.code, kind.name) for kind in kinds.values() if ".test" not in kind.code]


def _areas(request: HttpRequest) -> Iterable[tuple[str, Text]]:
    """Streets and communities below the actor's grants and units, to choose from."""
    tops = {held.area_path for held in _actor(request).held if held.area_path is not None}
    tops |= {unit.area_path for unit in orgs.units_of(_actor(request))}
    known = [
        area for top in tops for level in (Level.STREET, Level.COMMUNITY) for area in areas_under(top, level.value)
    ]
    return [(path, full_name(path)) for path in sorted({area.path for area in known})]


def _state(row: Task) -> str:
    words = str(row.get_state_display())
    red = chip(_now("nobody on duty"), "late") if row.is_red and row.is_waiting else ""
    return format_html("{} {}", words, red) if red else words


TASKS = ListPage(
    "tasks.list",
    _("Tasks"),
    columns=(
        Column("kind", _("What"), lambda row: name_of_kind(row.kind), order=("kind",)),
        Column("place", _("Where"), lambda row: full_name(row.area_path), order=("area_path",)),
        Column("door", _("Door"), lambda row: row.household.door if row.household else ""),
        Column("unit", _("Unit"), lambda row: str(row.unit), order=("unit_path",)),
        Column("user", _("Given to"), lambda row: row.user.username if row.user else ""),
        Column("due", _("Due by"), lambda row: row.due_at, order=("due_at",)),
        Column("state", _("State"), lambda row: str(row.get_state_display()), order=("state",), draw=_state),
        Column("level", _("Steps risen"), lambda row: row.level, order=("-level",), is_number=True),
        Column("back", _("Came back because"), lambda row: str(row.returned_because or ""), is_shown=False),
        Column("asked", _("Asked"), lambda row: row.created_at, order=("created_at",), is_shown=False),
    ),
    filters=(
        Choices("state", _("State"), STATES),
        Choices("kind", _("What"), _kinds(), counted=False),
        Under("area", _("Area"), _areas),
        Days("due", _("Due by"), "due_at"),
    ),
    order=("due_at",),
    views=(
        SavedView("waiting", _("not done yet"), lambda rows, request: rows.filter(state__in=selectors.WAITS)),
        SavedView("mine", _("mine"), lambda rows, request: rows.filter(user=_actor(request).user_id)),
        SavedView("unit", _("my unit"), lambda rows, request: rows.filter(unit_path__in=_units(request))),
        SavedView("late", _("late"), lambda rows, request: rows.filter(state__in=selectors.WAITS, due_at__lte=now())),
        SavedView("back", _("came back"), lambda rows, request: rows.filter(_came_back())),
    ),
    bulk=(
        Bulk(
            "reassign",
            _("Give to somebody else"),
            lambda request, rows: Preview(str(len(rows))),
            lambda request, rows: "",
        ),
    ),
    href=lambda row: reverse("tasks:task", args=[row.pk]),
    tone=lambda row: TONES[row.lateness],
    empty=_("Tasks come from arrivals, measures, reports and hand-overs."),
)
"""Giving to somebody else asks to whom, on a page of its own (`reassign`)."""

HAND_OVERS = ListPage(
    "tasks.hand_overs",
    _("All hand-overs"),
    columns=(
        Column("kind", _("What"), lambda row: str(row.get_kind_display()), order=("kind",)),
        Column("from", _("From"), lambda row: str(row.sender), order=("from_unit_path",)),
        Column("to", _("To"), lambda row: str(row.receiver), order=("to_unit_path",)),
        Column("sent", _("Sent"), lambda row: row.sent_at, order=("sent_at",)),
        Column("expected", _("Expected"), lambda row: row.expected_at, order=("expected_at",)),
        Column("state", _("State"), lambda row: str(row.get_state_display()), order=("state",)),
        Column("accepted", _("Accepted"), lambda row: row.accepted_at, order=("accepted_at",)),
        Column("seen", _("Seen"), lambda row: row.seen_at, order=("seen_at",)),
        Column("level", _("Steps risen"), lambda row: row.level, order=("-level",), is_number=True),
    ),
    filters=(
        Choices("state", _("State"), HANDINGS),
        Choices("kind", _("What"), KINDS),
        Under("area", _("Area"), _areas),
        Days("sent", _("Sent"), "sent_at"),
    ),
    order=("-sent_at",),
    views=(
        SavedView("pending", _("under way"), lambda rows, request: rows.filter(UNDER_WAY)),
        SavedView("to_us", _("to my unit"), lambda rows, request: rows.filter(to_unit_path__in=_units(request))),
        SavedView("from_us", _("from my unit"), lambda rows, request: rows.filter(from_unit_path__in=_units(request))),
        SavedView("late", _("late"), lambda rows, request: rows.filter(_late_hand_overs())),
    ),
    href=lambda row: reverse("tasks:hand_over", args=[row.pk]),
    tone=lambda row: TONES[max(row.accept_lateness, row.see_lateness, key=list(Lateness).index)],
    empty=_("Whoever is stopped at a checkpoint, moves or is brought to a clinic is handed over here."),
)


def _seen(request: HttpRequest, rows: list[Any], how: str) -> None:
    """A list that is taken away is logged for each person it is about, though it names none."""
    learn_places(rows)
    if how == "export":
        log_reads(_actor(request), How.EXPORT, "tasks.list", [row.person_id for row in rows if row.person_id])


def _came_back() -> Q:
    """Returned, or left by somebody who is gone, and taken by nobody since."""
    return Q(state__in=["open", "returned"], returned_because__isnull=False, user=None)


def _late_hand_overs() -> Q:
    not_accepted = Q(state="sent", accept_by__lte=now())
    return not_accepted | Q(state__in=["accepted", "not_arrived"], see_by__lte=now())


@login_required
def task_list(request: StaffRequest) -> HttpResponseBase:
    must_somewhere(request.actor, SEE_TASKS)
    if request.method == "POST" and request.POST.get("bulk") == "reassign":
        return reassign(request)
    log_list(request.actor, "tasks.list")
    rows = selectors.tasks_visible_to(request.actor).select_related("user")
    return TASKS.answer(request, rows, writer=writer_for(request.actor), seen=_seen)


@login_required
def hand_over_list(request: StaffRequest) -> HttpResponseBase:
    must_somewhere(request.actor, SEE_TASKS)
    log_list(request.actor, "tasks.hand_overs")
    rows = selectors.hand_overs_visible_to(request.actor)
    return HAND_OVERS.answer(request, rows, writer=writer_for(request.actor), seen=_seen)


@login_required
def overdue(request: StaffRequest) -> HttpResponse:
    """What is late below whoever oversees, what rose highest first, and units with nobody on duty."""
    must_somewhere(request.actor, OVERSEE)
    late = selectors.overdue_under(request.actor).select_related("unit", "household", "person")[:200]
    red = [unit for unit in orgs.units_with_nobody_on_duty() if selectors.side_may(request.actor, OVERSEE, unit)]
    context = {"late": [(task, name_of_kind(task.kind), full_name(task.area_path)) for task in late], "red": red}
    log_list(request.actor, "tasks.overdue")
    return render(request, "tasks/overdue.html", context)


@login_required
@require_POST
def reassign(request: StaffRequest) -> HttpResponse:
    """To whom the ticked tasks go: first how many would, then done, with a way back."""
    must_somewhere(request.actor, ASSIGN_TASKS)
    ids = _chosen(request)
    units = [(str(unit.pk), str(unit)) for unit in orgs.units_where(request.actor, ASSIGN_TASKS)]
    form = ReassignForm(request.POST if "go" in request.POST else None, units=units)
    if "go" in request.POST and form.is_valid() and (batch := _reassigned(request, form, ids)):
        return redirect("tasks:reassigned", batch)
    moving = movable(request.actor, ids)
    context = {"form": form, "tasks": moving, "left": len(ids) - len(moving)}
    return render(request, "tasks/reassign.html", context, status=422 if form.errors else 200)


def _chosen(request: StaffRequest) -> list[UUID]:
    if "everything" in request.POST:
        rows = selectors.tasks_visible_to(request.actor, ASSIGN_TASKS).filter(state__in=selectors.WAITS)
        return list(rows.order_by("due_at", "id").values_list("pk", flat=True)[:1000])
    return [UUID(each) for each in request.POST.getlist("ids")[:1000] if len(each) == 36]


def _reassigned(request: StaffRequest, form: ReassignForm, ids: list[UUID]) -> UUID | None:
    unit = orgs.get_unit_for(request.actor, form.cleaned_data["unit"], action=ASSIGN_TASKS)
    name = form.cleaned_data["user"]
    user = User.objects.filter(username=name, is_active=True).first() if name else None
    if name and user is None:
        form.add_error("user", _now("There is no such account."))
        return None
    return services.reassign(actor=request.actor, tasks=ids, unit=unit, user=user).pk


@login_required
def reassigned(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """What went where, and the button that takes it back."""
    from lianfang.accounts.scopes import get_by_id
    from lianfang.tasks.models import Reassignment

    mine = Reassignment.objects.filter(by=request.actor.name).select_related("unit", "user")
    batch = get_by_id(mine, batch_id)
    if request.method == "POST":
        services.undo_reassignment(actor=request.actor, batch=batch_id)
        messages.success(request, _now("Taken back."))
        return redirect("tasks:list")
    return render(request, "tasks/reassigned.html", {"batch": batch})
