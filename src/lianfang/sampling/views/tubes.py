"""Tubes: the list of those that somebody must look at, and one of them with who is in it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import names_of_actors
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.identifiers import mask_name
from lianfang.people.selectors import opened_by
from lianfang.privacy.reads import How, log_reads
from lianfang.sampling import selectors, services
from lianfang.sampling.access import DRAW, READ_SWABS, SEE_SAMPLING
from lianfang.sampling.models import TUBE_STATES, WHYS, Swab, Tube
from lianfang.sampling.views.common import require_somewhere
from lianfang.territory.names import names_of
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView, Search

TUBES = ListPage(
    "sampling.tubes",
    _("Tubes"),
    columns=(
        Column("code", _("Code of the tube"), lambda tube: tube.code, order=("code",)),
        Column("site", _("Site"), lambda tube: str(tube.session.site), order=("session__site__name",)),
        Column("round", _("Round"), lambda tube: tube.session.name, order=("session__name",)),
        Column("state", _("State"), lambda tube: str(tube.get_state_display()), order=("state",)),
        Column("people", _("People in the tube"), lambda tube: tube.people, order=("people",), is_number=True),
        Column("counted", _("Counted by hand"), lambda tube: tube.counted, order=("counted",), is_number=True),
        Column("opened", _("Opened"), lambda tube: tube.opened_at, order=("opened_at",)),
        Column("closed", _("Closed at the table"), lambda tube: tube.closed_at, order=("closed_at",)),
        Column("why", _("Why"), lambda tube: str(tube.get_why_display()), is_shown=False),
    ),
    filters=(
        Search(_("Code of a tube"), lambda rows, text: rows.filter(code__startswith=text.upper()), is_personal=False),
        Choices("state", _("State"), TUBE_STATES),
        Choices("why", _("Why"), WHYS),
        Days("opened", _("Opened"), "opened_at"),
    ),
    order=("-opened_at",),
    views=(
        SavedView("open", _("not closed yet"), lambda rows, request: rows.filter(closed_at=None)),
        SavedView("differ", _("counts differ"), lambda rows, request: rows.filter(selectors.differing())),
    ),
    href=lambda tube: reverse("sampling:tube", args=[tube.pk]),
    tone=lambda tube: "soon" if tube.differs else "",
    empty=_("A tube stands here once the first person was sampled into it."),
)


def _seen(request: HttpRequest, rows: list[Tube], how: str) -> None:
    names_of({row.area_path for row in rows})


@login_required
def tubes(request: StaffRequest) -> HttpResponseBase:
    """The tubes one may see, those still open and those whose counts differ a press away."""
    require_somewhere(request, SEE_SAMPLING)
    rows = selectors.tubes_visible_to(request.actor).order_by()
    return TUBES.answer(request, rows, writer=writer_for(request.actor), seen=_seen)


@login_required
def tube(request: StaffRequest, tube_id: UUID) -> HttpResponse:
    """One tube: its state, its closings, and who is in it for whoever may open that."""
    found = selectors.get_tube_for(request.actor, tube_id)
    return _page(request, found)


def _page(request: StaffRequest, found: Tube, wrong: str = "") -> HttpResponse:
    opens = request.actor.may(READ_SWABS, area_path=found.area_path, unit_path=found.unit_path)
    swabs = list(Swab.objects.filter(tube=found).select_related("person__household").order_by("happened_at", "id"))
    if opens:
        log_reads(request.actor, How.DETAIL, "sampling:tube", [each.person_id for each in swabs if each.person_id])
    closings = list(selectors.closings_of(found))
    names = names_of_actors({each.recorded_by for each in (*swabs, *closings)} | {found.settled_by})
    context = {
        "tube": found,
        "session": found.session,
        "lines": [(each, _name(each, opens=opens), names.get(each.recorded_by, "")) for each in swabs],
        "closings": [(each, names.get(each.recorded_by, "")) for each in closings],
        "settled_by": names.get(found.settled_by, ""),
        "opens": opens,
        "pages": opened_by(request.actor, [each.person for each in swabs]),
        "wrong": wrong,
        "may_draw": request.actor.may(DRAW, area_path=found.area_path, unit_path=found.unit_path),
    }
    return render(request, "sampling/tube.html", context, status=422 if wrong else 200)


def _name(swab: Swab, *, opens: bool) -> str:
    if swab.person is None:
        return ""
    return str(swab.person.name) if opens else mask_name(str(swab.person.name))


@login_required
@require_POST
def void(request: StaffRequest, swab_id: UUID) -> HttpResponse:
    """Take somebody out of a tube."""
    swab = selectors.get_swab_for(request.actor, swab_id, action=DRAW)
    try:
        services.void_swab(actor=request.actor, swab=swab_id, because=request.POST.get("because", "")[:200])
    except (Invalid, Refused) as refused:
        return _page(request, selectors.get_tube_for(request.actor, swab.tube_id), str(refused))
    messages.success(request, _now("The sample is taken back. The tube counts one fewer."))
    return redirect("sampling:tube", swab.tube_id)


@login_required
@require_POST
def reopen(request: StaffRequest, tube_id: UUID) -> HttpResponse:
    """Take back the closing of a tube."""
    try:
        services.reopen_tube(actor=request.actor, tube=tube_id, because=request.POST.get("because", "")[:200])
    except (Invalid, Refused) as refused:
        return _page(request, selectors.get_tube_for(request.actor, tube_id), str(refused))
    messages.success(request, _now("The tube is open again."))
    return redirect("sampling:tube", tube_id)


@login_required
@require_POST
def settle(request: StaffRequest, tube_id: UUID) -> HttpResponse:
    """Say how it came about that another number was counted than recorded."""
    try:
        services.settle(actor=request.actor, tube=tube_id, because=request.POST.get("because", "")[:200])
    except (Invalid, Refused) as refused:
        return _page(request, selectors.get_tube_for(request.actor, tube_id), str(refused))
    messages.success(request, _now("The difference is settled."))
    return redirect("sampling:tube", tube_id)
