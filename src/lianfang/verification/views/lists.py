"""Lists by their clock, one taken in, and how far it is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange import TableError
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.orgs.selectors import units_at_work
from lianfang.people.forms import ColumnsForm
from lianfang.people.importing import preview
from lianfang.privacy.reads import log_list
from lianfang.territory.selectors import full_name
from lianfang.verification import selectors
from lianfang.verification.access import MATCH_LISTS, SEE_LISTS, SEND_LISTS
from lianfang.verification.forms import ReplyForm, SendForm
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import Stage, State
from lianfang.verification.services.replying import FIELDS, personal_columns, usual_columns
from lianfang.verification.showing import first_rows, yields_of
from lianfang.verification.tables import LISTS, lines_by_unit, with_counts
from lianfang.verification.taking import runs


@login_required
def lists(request: StaffRequest) -> HttpResponseBase:
    """The lists, the next to be answered first."""
    must_somewhere(request, SEE_LISTS)
    log_list(request.actor, "verification:lists")
    rows = with_counts(selectors.lists_visible_to(request.actor))
    return LISTS.answer(
        request,
        rows,
        writer=writer_for(request.actor),
        template="verification/lists.html",
        may_send=request.actor.may_somewhere(SEND_LISTS),
        unclear=_unclear(request),
        unowned=selectors.unowned_visible_to(request.actor).count(),
    )


def _unclear(request: StaffRequest) -> int:
    rows = selectors.rows_visible_to(request.actor, MATCH_LISTS)
    return rows.filter(state=State.TO_CONFIRM.value).count() if request.actor.may_somewhere(MATCH_LISTS) else 0


def must_somewhere(request: StaffRequest, action: Any) -> None:
    if not request.actor.may_somewhere(action):
        raise NotFound


@login_required
def send(request: StaffRequest) -> HttpResponse:
    """Take a list in: first its file and what is said about it."""
    must_somewhere(request, SEND_LISTS)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = _sent(request, form)
        if sent is not None:
            if not sent.is_new:
                messages.warning(request, _("This file was taken in before; nothing has changed."))
            return redirect("verification:list", sent.name_list.pk)
    context = {"form": form, "units": units_at_work().order_by("path")[:1000]}
    return render(request, "verification/send.html", context, status=422 if form.errors else 200)


def _sent(request: StaffRequest, form: SendForm) -> runs.Sent | None:
    file = form.cleaned_data["file"]
    try:
        return runs.send_list(actor=request.actor, about=form.about(), filename=file.name, content=file.read())
    except TableError as refused:
        form.add_error("file", str(refused))
    except Invalid as refused:
        show_refusals(form, refused)
    except (Refused, NotFound) as refused:
        form.add_error(None, str(refused))
    return None


@login_required
def name_list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """One list: its columns while it is not taken in, then how far everybody is with it."""
    shown = selectors.get_list_for(request.actor, list_id)
    context = _about(request, shown)
    if request.headers.get("HX-Request"):
        return render(request, "verification/parts/progress.html", context)
    log_list(request.actor, "verification:list")
    if shown.stage == Stage.READY and context["may_send"]:
        context |= _look(shown)
    context |= {"yields": yields_of([*([shown] if shown.rows else []), *selectors.earlier_of(shown)[:5]])}
    return render(request, "verification/list.html", context)


def _about(request: StaffRequest, shown: NameList) -> dict[str, Any]:
    rows = NameRow.objects.filter(name_list=shown)
    mine = selectors.rows_of(request.actor, shown)
    whole = selectors.may_send(request.actor, shown) or mine.count() == rows.count()
    counts = selectors.counts_of(rows if whole else mine)
    return {
        "list": shown,
        "area": full_name(shown.area_path),
        "counts": counts,
        "percent": round(100 * counts["answered"] / counts["all"]) if counts["all"] else 0,
        "units": lines_by_unit(rows if whole else mine),
        "may_send": selectors.may_send(request.actor, shown),
        "may_match": request.actor.may_somewhere(MATCH_LISTS),
        "may_go_on": runs.may_go_on(shown) or shown.stage == Stage.CANCELLED,
        "replies": list(shown.replies.order_by("-at")[:10]),
        "reply": _reply_form(shown) if selectors.may_send(request.actor, shown) and counts["answered"] else None,
    }


def _reply_form(shown: NameList) -> ReplyForm | None:
    """The form of a reply in the layout of the list; None once the file is no longer kept."""
    try:
        return reply_form(shown)
    except NotFound:
        return None


def reply_form(shown: NameList, *given: QueryDict) -> ReplyForm:
    """The form with the columns of this list; raises NotFound once its file is gone."""
    codes = personal_columns(runs.opened(shown)[1])
    return ReplyForm(*given, columns=[(code, str(FIELDS[code])) for code in codes], usual=usual_columns(shown, codes))


def _look(shown: NameList) -> dict[str, Any]:
    table, mapping = runs.opened(shown)
    return {
        "columns": preview.columns_found(mapping),
        "absent": preview.fields_without_column(mapping),
        "problems": runs.problems_of(mapping),
        "left_out": runs.left_out(table),
        "unknown": [mapping.header.names[at] for at in mapping.unknown if mapping.header.names[at]],
        "lines": first_rows(table, mapping, shown),
        "form": ColumnsForm(mapping),
    }


@login_required
@require_POST
def columns(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """Which column is which, as somebody says."""
    shown = selectors.get_list_for(request.actor, list_id, action=SEND_LISTS)
    form = ColumnsForm(runs.opened(shown)[1], request.POST)
    if form.is_valid():
        runs.choose_columns(actor=request.actor, name_list=list_id, columns=form.chosen())
    return redirect("verification:list", list_id)


@login_required
@require_POST
def start(request: StaffRequest, list_id: UUID) -> HttpResponse:
    runs.start(actor=request.actor, name_list=list_id)
    return redirect("verification:list", list_id)


@login_required
@require_POST
def cancel(request: StaffRequest, list_id: UUID) -> HttpResponse:
    runs.cancel(actor=request.actor, name_list=list_id)
    messages.success(request, _("Cancelled. Rows that are in the inboxes stay there."))
    return redirect("verification:list", list_id)


@login_required
def part(request: StaffRequest, part_id: UUID) -> HttpResponse:
    """What of a list a unit has to settle: its likely rows, else the rows nobody has."""
    shown = selectors.get_part_for(request.actor, part_id)
    rows = NameRow.objects.filter(name_list=shown.name_list, unit=shown.unit, state=State.TO_CONFIRM.value)
    return redirect("verification:likely" if rows.exists() else "verification:unowned")
