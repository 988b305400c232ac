"""Rows: of one list, of everybody, those nobody has; and one row with what may be done about it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import names_of_actors
from lianfang.acts.stamps import Stamp
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import Invalid
from lianfang.measures.access import PROPOSE_MEASURE
from lianfang.measures.models import Measure
from lianfang.orgs.selectors import unit_at, units_at_work
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.territory.selectors import full_name
from lianfang.ui.parts import Entry
from lianfang.verification import selectors, services
from lianfang.verification.access import MATCH_LISTS, SEE_LISTS, WORK_LISTS
from lianfang.verification.forms import CheckForm, PassForm
from lianfang.verification.models import NameRow
from lianfang.verification.rules import State
from lianfang.verification.tables import NOBODYS, ROWS, seen_nobodys, seen_rows
from lianfang.verification.views.lists import must_somewhere


@login_required
def rows(request: StaffRequest, list_id: UUID | None = None) -> HttpResponseBase:
    """The rows one may see, of one list or of all."""
    must_somewhere(request, SEE_LISTS)
    shown = selectors.rows_visible_to(request.actor)
    context: dict[str, Any] = {}
    if list_id is not None:
        of = selectors.get_list_for(request.actor, list_id)
        shown, context = shown.filter(name_list=of), {"list_shown": of}
    writer = writer_for(request.actor)
    return ROWS.answer(request, shown, writer=writer, seen=seen_rows, template="verification/rows.html", **context)


@login_required
def unowned(request: StaffRequest) -> HttpResponseBase:
    """The rows nobody has, until somebody takes them or passes them on."""
    must_somewhere(request, MATCH_LISTS)
    nobodys = selectors.unowned_visible_to(request.actor)
    writer = writer_for(request.actor)
    return NOBODYS.answer(request, nobodys, writer=writer, seen=seen_nobodys, template="verification/rows.html")


@login_required
def row(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """One row: what the list says, whom it means, and what was found out."""
    shown = selectors.get_row_for(request.actor, row_id)
    if request.method != "POST":
        return _page(request, shown)
    form = CheckForm(request.POST)
    if form.is_valid():
        try:
            services.verify(
                actor=request.actor,
                stamp=Stamp(id=form.cleaned_data["stamp"]),
                row=shown.pk,
                checked=form.checked(),
            )
            messages.success(request, _("Recorded. Every list that asks about this person has the answer."))
            return redirect("verification:row", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return _page(request, shown, form=form)


def _page(request: StaffRequest, shown: NameRow, **bound: forms.Form) -> HttpResponse:
    works = _may(request, shown, WORK_LISTS)
    opens = works or shown.is_unowned
    if opens and shown.person_id:
        log_reads(request.actor, How.DETAIL, "verification:row", [shown.person_id])
    else:
        log_list(request.actor, "verification:row")
    checks = list(shown.checks.select_related("response").order_by("-happened_at", "-id"))
    context: dict[str, Any] = {
        "row": shown,
        "opens": opens,
        "title": (str(shown.name) if opens else "") or shown.masked,
        "place": full_name(shown.area_path),
        "others": _others(request, shown),
        "measures": _measures(shown),
        "timeline": _timeline(shown, checks),
        "units": units_at_work().order_by("path")[:1000],
        "form": CheckForm() if works and shown.state == State.OPEN and shown.unit_id else None,
        "pass_form": PassForm() if _may_match(request, shown) and shown.state == State.OPEN else None,
        "may_take": shown.is_unowned and request.actor.may_somewhere(MATCH_LISTS),
        "may_take_back": works and shown.state == State.ANSWERED and shown.sent_at is None,
        "may_propose": request.actor.may(PROPOSE_MEASURE, area_path=shown.area_path, unit_path=shown.unit_path or None),
        "may_confirm": _may_match(request, shown) and shown.state == State.TO_CONFIRM,
        **bound,
    }
    return render(
        request, "verification/row.html", context, status=422 if any(f.errors for f in bound.values()) else 200
    )


def _may(request: StaffRequest, shown: NameRow, action: Any) -> bool:
    paths = filter(None, [shown.unit_path, shown.task.unit_path if shown.task else ""])
    return request.actor.may(action, area_path=shown.area_path) or any(
        request.actor.may(action, unit_path=path) for path in paths
    )


def _may_match(request: StaffRequest, shown: NameRow) -> bool:
    return _may(request, shown, MATCH_LISTS) or (shown.is_unowned and request.actor.may_somewhere(MATCH_LISTS))


def _others(request: StaffRequest, shown: NameRow) -> list[NameRow]:
    """The rows of other lists about the same person: they have the same task, or an answer already."""
    rows = selectors.rows_visible_to(request.actor).exclude(pk=shown.pk)
    if shown.person_id:
        return list(rows.filter(person=shown.person_id).order_by("-asked_at")[:20])
    return list(rows.filter(task=shown.task_id).order_by("-asked_at")[:20]) if shown.task_id else []


def _measures(shown: NameRow) -> list[Measure]:
    if shown.person_id is None:
        return []
    return list(Measure.objects.filter(person=shown.person_id, response=shown.response).order_by("-proposed_at")[:5])


def _timeline(shown: NameRow, checks: list[Any]) -> list[Entry]:
    """What happened to a row, newest first."""
    passings = list(shown.passings.all())
    names = names_of_actors(
        [*(check.recorded_by for check in checks), *(each.by for each in passings), shown.answered_by]
    )
    entries = [Entry(shown.asked_at, _("asked by a list"), unit=str(shown.name_list.asker))]
    entries += [
        Entry(check.happened_at, str(check.get_found_display()), unit=str(names.get(check.recorded_by, "")))
        for check in checks
    ]
    entries += [Entry(each.at, _("passed on"), unit=str(unit_at(each.to_unit_path))) for each in passings]
    if shown.answered_at:
        entries.append(
            Entry(
                shown.answered_at,
                str(shown.get_outcome_display()),
                unit=str(names.get(shown.answered_by, "")),
                tone="done",
            )
        )
    if shown.sent_at:
        entries.append(Entry(shown.sent_at, _("sent back"), unit=str(shown.name_list.asker)))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


@login_required
@require_POST
def take(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """Take a row nobody has for one's own unit."""
    taken = services.take(actor=request.actor, row=row_id)
    messages.success(request, _("The row is %(unit)s's now.") % {"unit": taken.owner})
    return redirect("verification:row", row_id)


@login_required
@require_POST
def pass_on(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """Pass a row on, within the district or out of it."""
    shown = selectors.get_row_for(request.actor, row_id, action=MATCH_LISTS)
    form = PassForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, pass_form=form)
    if unit := form.unit():
        services.pass_on(actor=request.actor, row=row_id, unit=unit)
        messages.success(request, _("Passed on to %(unit)s.") % {"unit": unit})
    else:
        services.pass_outside(actor=request.actor, row=row_id, to=form.cleaned_data["to"])
        messages.success(request, _("Answered: passed on outside the district."))
    return redirect("verification:unowned" if shown.is_unowned else "verification:lists")


@login_required
@require_POST
def take_back(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """Take an answer back that was not sent yet."""
    services.take_back(actor=request.actor, row=row_id)
    messages.success(request, _("The answer is taken back; the row waits again."))
    return redirect("verification:row", row_id)
