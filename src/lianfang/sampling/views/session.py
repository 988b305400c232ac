"""The sessions, and one of them as it stands now."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page, require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.acts.stamps import Stamp
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import end_of, now, start_of, today
from lianfang.kernel.errors import Refused
from lianfang.sampling import selectors, services
from lianfang.sampling.access import DRAW, MANAGE_SITES, READ_SWABS, SEE_SAMPLING
from lianfang.sampling.forms import QueueForm, words_of
from lianfang.sampling.live import now_at
from lianfang.sampling.models import PLACES, Session
from lianfang.sampling.register import called_paths
from lianfang.sampling.views.common import require_somewhere
from lianfang.territory.names import full_name, names_of
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView, Search


def state_of(session: Session) -> str:
    """Planned, open or closed, in a word."""
    if session.closed_at is not None:
        return _now("over and closed")
    return _now("at work") if session.opened_at is not None else _now("planned")


SESSIONS = ListPage(
    "sampling.sessions",
    _("Sampling sessions"),
    columns=(
        Column("site", _("Site"), lambda row: str(row.site), order=("site__name",)),
        Column("name", _("Round"), lambda row: row.name, order=("name",)),
        Column("from", _("From"), lambda row: row.from_at, order=("from_at",)),
        Column("until", _("Until"), lambda row: row.until_at, order=("until_at",)),
        Column("state", _("State"), state_of),
        Column("size", _("People per tube"), words_of),
        Column("place", _("Kind of place"), lambda row: str(row.get_place_display()), is_shown=False),
        Column("tables", _("Tables"), lambda row: row.tables, is_number=True, is_shown=False),
        Column("area", _("Area"), lambda row: full_name(row.area_path), order=("area_path",)),
        Column("unit", _("Unit"), lambda row: str(row.unit), order=("unit_path",), is_shown=False),
    ),
    filters=(
        Search(
            _("Site or round"),
            lambda rows, text: rows.filter(name__contains=text) | rows.filter(site__name__contains=text),
            is_personal=False,
        ),
        Choices("place", _("Kind of place"), PLACES),
        Days("from", _("From"), "from_at"),
    ),
    order=("-from_at",),
    views=(
        SavedView(
            "today",
            _("today"),
            lambda rows, request: rows.filter(from_at__lt=end_of(today()), until_at__gt=start_of(today())),
        ),
        SavedView("open", _("at work"), lambda rows, request: rows.exclude(opened_at=None).filter(closed_at=None)),
        SavedView(
            "late",
            _("over and not closed"),
            lambda rows, request: rows.filter(until_at__lt=now(), closed_at=None).exclude(opened_at=None),
        ),
    ),
    href=lambda row: reverse("sampling:session", args=[row.pk]),
    empty=_("A session is planned from its site: one site on one day, with the areas it calls."),
)


def _seen(request: HttpRequest, rows: list[Session], how: str) -> None:
    names_of({row.area_path for row in rows})


@login_required
def sessions(request: StaffRequest) -> HttpResponseBase:
    """All sessions one may see; a table with one open session is led to it from there."""
    require_somewhere(request, SEE_SAMPLING)
    return SESSIONS.answer(
        request,
        selectors.sessions_visible_to(request.actor).order_by(),
        writer=writer_for(request.actor),
        seen=_seen,
        template="sampling/sessions.html",
        mine=selectors.session_of(request.actor),
        may_manage=request.actor.may_somewhere(MANAGE_SITES),
    )


@login_required
def session(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """One session as it stands now, and what may be done with it."""
    found = selectors.get_session_for(request.actor, session_id)
    actor = request.actor
    may_draw = selectors.may_at(actor, found, DRAW)
    refusal = services.why_not_yet(found.site) if found.opened_at is None and found.closed_at is None else None
    context = {
        **_standing(found),
        "calls": [full_name(path) for path in called_paths([found])],
        "words": words_of(found),
        "state": state_of(found),
        "may_draw": may_draw,
        "may_open": may_draw and found.opened_at is None and found.closed_at is None,
        "may_manage": selectors.may_at(actor, found, MANAGE_SITES),
        "may_read": selectors.may_at(actor, found, READ_SWABS),
        "refusal": refusal.reason if refusal else None,
        "queue_form": QueueForm(),
    }
    return render(request, "sampling/session.html", context)


@login_required
@conditional_page
def current(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """The numbers alone, fetched again while the page stands open."""
    found = selectors.get_session_for(request.actor, session_id)
    return render(request, "sampling/parts/now.html", _standing(found))


def _standing(found: Session) -> dict[str, object]:
    at = now_at(found)
    names_of({each.area_path for each in at.buildings})
    lines = [(full_name(each.area_path), each) for each in at.buildings]
    return {"session": found, "now": at, "lines": lines, "place": full_name(found.area_path)}


@login_required
@require_POST
def open_(request: StaffRequest, session_id: UUID) -> HttpResponse:
    try:
        services.open_session(actor=request.actor, session=session_id, despite=request.POST.get("despite", "")[:200])
        messages.success(request, _now("The session is open."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("sampling:session", session_id)


@login_required
@require_POST
def close(request: StaffRequest, session_id: UUID) -> HttpResponse:
    closed = services.close_session(actor=request.actor, session=session_id)
    left = closed.tubes.filter(closed_at=None).count()
    messages.success(request, _now("The session is closed. Tubes still open: %(number)s.") % {"number": left})
    return redirect("sampling:session", session_id)


@login_required
@require_POST
def queue(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """How many stand in line now."""
    form = QueueForm(request.POST)
    try:
        if form.is_valid():
            services.report_queue(
                actor=request.actor, stamp=Stamp(), session=session_id, waiting=form.cleaned_data["waiting"]
            )
            messages.success(request, _now("The line is reported."))
        else:
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("sampling:session", session_id)
