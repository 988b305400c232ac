"""Who has reported, and a unit's report of a day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor, names_of_actors
from lianfang.exchange.lists import writer_for
from lianfang.figures.links import figure_url, rows_url
from lianfang.kernel.clock import day_of, now, today
from lianfang.kernel.errors import Invalid
from lianfang.orgs.models import Unit
from lianfang.reporting.access import FILE_REPORT, SEE_REPORTS, SET_DUTIES
from lianfang.reporting.forms import FilingForm
from lianfang.reporting.models import STATES
from lianfang.reporting.rules import State
from lianfang.reporting.selectors import (
    Standing,
    counted_for,
    get_unit_to_report_for,
    report_of,
    roll_up,
    standings,
    units_to_report,
    with_what_is_stated,
)
from lianfang.reporting.selectors.upward import upward_on
from lianfang.reporting.services import affirm_zero, file_report
from lianfang.reporting.views.asked import day_asked, response_asked
from lianfang.reporting.views.upward import in_brief
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force
from lianfang.ui.lists import Export
from lianfang.ui.lists.columns import plain
from lianfang.ui.lists.exports import FORMATS

TONES = {State.MISSING: "late", State.LATE: "soon", State.FILED: "done", State.ZERO: "done"}


@login_required
def reports(request: StaffRequest) -> HttpResponseBase:
    """Every unit that must report on a day, as far as the viewer sees them, and their report rolled up."""
    _require(request)
    response, day = response_asked(request), day_asked(request.GET.get("day", ""))
    if edition_in_force(response, day).reporting is None:
        return render(request, "reporting/none.html", {"response": response})
    units = list(units_to_report(request.actor, response, day, SEE_REPORTS))
    found = standings(response, day, units)
    if request.GET.get("export") in FORMATS:
        return writer_for(request.actor)(_export(request, found, day))
    shown = {
        "response": response,
        "day": day,
        "beside": [other for other in _beside(day) if day_of(response.started_at) <= other <= today()],
        "lines": _lines(request, found),
        "formats": FORMATS,
        "counts": _counts(found),
        "together": _together(units[0], response, day) if units else [],
        "top": units[0] if units else None,
        "upward": [in_brief(each) for each in upward_on(response, day, units)],
        "may_set": request.actor.may(SET_DUTIES, area_path=response.area_path),
    }
    return render(request, "reporting/reports.html", shown)


def _beside(day: date) -> tuple[date, date]:
    return day - timedelta(days=1), day + timedelta(days=1)


def _export(request: StaffRequest, found: list[Standing], day: date) -> Export:
    """The list of who has reported, as a file."""
    headings = [_("Unit"), _("State"), _("Due"), _("Filed"), _("Filed by")]
    rows = [
        [
            str(each["standing"].unit),
            str(each["state"]),
            *map(plain, (each["standing"].due_at, each["standing"].filed_at)),
            each["who"],
        ]
        for each in _lines(request, found)
    ]
    codes = ["unit", "state", "due_at", "filed_at", "filed_by"]
    return Export(f"reports-{day}", _("Daily reports"), request.GET["export"], headings, codes, rows)


def _require(request: StaffRequest) -> None:
    if not request.actor.may_somewhere(SEE_REPORTS):
        request.actor.require(SEE_REPORTS)


def _counts(found: list[Standing]) -> list[tuple[Any, int, str]]:
    numbers = Counter(standing.state for standing in found)
    names = dict(STATES)
    return [(names[state.value], numbers[state], TONES.get(state, "") if numbers[state] else "") for state in State]


def _lines(request: StaffRequest, found: list[Standing]) -> list[dict[str, Any]]:
    named = f"?response={request.GET['response']}" if "response" in request.GET else ""
    who = names_of_actors(standing.report.filed_by for standing in found if standing.report)
    return [
        {
            "standing": standing,
            "state": dict(STATES)[standing.state.value],
            "tone": TONES.get(standing.state, ""),
            "who": who.get(standing.report.filed_by, "") if standing.report else "",
            "href": reverse("reporting:report", args=[standing.unit.pk, standing.day]) + named,
        }
        for standing in found
    ]


def _together(unit: Unit, response: Response, day: date) -> list[dict[str, Any]]:
    return [{"line": line, "href": figure_url(line.figure.code, line.ask)} for line in roll_up(unit, response, day)]


def report_url(unit: Unit, day: date, response: Response) -> str:
    return f"{reverse('reporting:report', args=[unit.pk, day])}?response={response.pk}"


@login_required
def report(request: StaffRequest, unit_id: UUID, day: str) -> HttpResponse:
    """A unit's report of a day: filed, with its corrections; or to be filed."""
    unit = get_unit_to_report_for(request.actor, unit_id, action=SEE_REPORTS)
    response, on = response_asked(request), day_asked(day)
    [standing] = standings(response, on, [unit])
    if standing.report is not None:
        return _filed(request, standing)
    return _to_file(request, standing, response)


def _filed(request: StaffRequest, standing: Standing) -> HttpResponse:
    assert standing.report is not None  # noqa: S101 - said by the caller
    known_at = standing.report.known_at
    lines = [
        (
            line,
            rows_url(line.figure.code, line.ask.but(as_known_at=known_at)),
            rows_url(line.figure.code, line.ask),
        )
        for line in report_of(standing.report)
    ]
    shown = {
        "standing": standing,
        "report": standing.report,
        "state": dict(STATES)[standing.state.value],
        "tone": TONES.get(standing.state, ""),
        "who": name_of_actor(standing.report.filed_by),
        "lines": lines,
        "corrected": any(line.is_corrected for line, *_hrefs in lines),
    }
    return render(request, "reporting/filed.html", shown)


def _to_file(request: StaffRequest, standing: Standing, response: Response) -> HttpResponse:
    counted = counted_for(standing.unit, response, standing.day)
    usual = {line.figure.code: line.stated for line in with_what_is_stated(counted)}
    form = FilingForm(counted, usual, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            file_report(
                actor=request.actor, response=response, unit=standing.unit.pk, day=standing.day, stated=form.stated
            )
        except Invalid as wrong:
            form.refuse(wrong.fields)
        else:
            messages.success(request, _("The report is filed."))
            return HttpResponseRedirect(report_url(standing.unit, standing.day, response))
    return render(
        request, "reporting/file.html", _unfiled(request, standing, counted, form), status=422 if form.errors else 200
    )


def _unfiled(request: StaffRequest, standing: Standing, counted: Any, form: FilingForm) -> dict[str, Any]:
    unit = standing.unit
    return {
        "standing": standing,
        "counted": counted,
        "form": form,
        "lines": [
            (line, rows_url(line.figure.code, counted.ask.but(figures=(line.figure.code,)))) for line in form.lines()
        ],
        "is_open": now() >= counted.ask.until_at,
        "may_file": request.actor.may(FILE_REPORT, area_path=unit.area_path)
        or request.actor.may(FILE_REPORT, unit_path=unit.path),
        "zero_url": f"{reverse('reporting:zero', args=[unit.pk, standing.day])}?response={counted.response.pk}",
    }


@login_required
@require_POST
def zero(request: StaffRequest, unit_id: UUID, day: str) -> HttpResponse:
    """One press of a named person: nothing happened on this day."""
    response = response_asked(request)
    filed = affirm_zero(actor=request.actor, response=response, unit=unit_id, day=day_asked(day))
    messages.success(request, _("The zero is affirmed."))
    return HttpResponseRedirect(report_url(filed.unit, filed.day, response))
