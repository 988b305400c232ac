"""Observed people today, by grid, and the round along their doors."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.isolation import selectors, services
from lianfang.isolation.access import RECORD_HEALTH, SEE_OBSERVED
from lianfang.isolation.forms import RoundForm
from lianfang.isolation.rules import DayState
from lianfang.isolation.selectors import Day
from lianfang.isolation.views.health import stamp_of
from lianfang.kernel.clock import today as this_day
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import line_of
from lianfang.measures.selectors import get_measure_for
from lianfang.people.shown import Shown, masked
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import current_or_none, edition_in_force
from lianfang.response.words import name_of_edition
from lianfang.territory.rules import Level
from lianfang.territory.selectors import full_name, name_of, names_of

MOST = 300
"""Lines on one page; beyond it one looks at a smaller area."""
WAITS = (DayState.MISSED, DayState.EXPECTED)


@dataclass(frozen=True)
class Grid:
    """The observed people of one grid, each with where in it they are."""

    name: str
    lines: list[tuple[Day, Shown, str]]


@login_required
def today(request: StaffRequest) -> HttpResponse:
    """Who is observed today, and where their day stands."""
    days = _days(request)
    log_list(request.actor, "isolation:today")
    counts = Counter(day.state for day in days)
    chosen = request.GET.get("state", "")
    kept = [day for day in days if chosen in ("", day.state) or (chosen == "tests" and day.is_test_day)]
    context: dict[str, Any] = {
        "grids": _by_grid(kept[:MOST]),
        "left_out": max(0, len(kept) - MOST),
        "total": len(days),
        "tests": sum(day.is_test_day for day in days),
        "last_days": sum(day.is_last_day for day in days),
        "counts": [(state, counts[state], state == chosen) for state in DayState if counts[state]],
        "chosen": chosen,
        "may_record": request.actor.may_somewhere(RECORD_HEALTH),
        **_edition(),
    }
    return render(request, "isolation/today.html", context)


def _days(request: StaffRequest) -> list[Day]:
    if not request.actor.may_somewhere(SEE_OBSERVED):
        raise NotFound
    area = request.GET.get("area", "")
    rows = selectors.observed_by(request.actor, this_day(), area if area.isalnum() else "")
    return selectors.days_of(rows, this_day())


def _by_grid(days: list[Day]) -> list[Grid]:
    grouped = groupby(days, key=lambda day: grid_of(day.measure.area_path))
    return [Grid(full_name(path), [_line(day, path) for day in some]) for path, some in grouped]


def _line(day: Day, grid: str) -> tuple[Day, Shown, str]:
    path = day.measure.area_path
    return day, masked(day.measure.person), name_of(path) if path != grid else ""


def grid_of(path: str) -> str:
    """The grid in which a place lies; the place itself where it lies in none."""
    known = names_of(line_of(path))
    return next((each for each in line_of(path) if each in known and known[each].level == Level.GRID), path)


def _edition() -> dict[str, Any]:
    """Whether the edition in force asks for observation at home at all (登革热 asks for none)."""
    response = current_or_none()
    if response is None:
        return {"asks": True}
    edition = edition_in_force(response)
    return {"asks": any(rules.report_by for rules in edition.measures.values()), "edition": name_of_edition(edition)}


@login_required
def rounds(request: StaffRequest) -> HttpResponse:
    """The next person who has not told, by door; Enter records and moves on."""
    if not request.actor.may_somewhere(RECORD_HEALTH):
        raise NotFound
    if request.method == "POST":
        return _record(request)
    return _next(request)


def _next(request: StaffRequest) -> HttpResponse:
    days = _days(request)
    waiting = [day for day in days if day.state in WAITS]
    passed = request.GET.get("after", "")
    at = next((n + 1 for n, day in enumerate(waiting) if str(day.measure.pk) == passed), 0)
    left = waiting[at:]
    counts = {"left": len(waiting), "told": sum(day.state is DayState.DONE for day in days), "total": len(days)}
    if not left:
        return render(request, "isolation/round_done.html", counts)
    form = RoundForm(**selectors.terms_of(left[0].measure))
    return _ask(request, left[0], form, **counts)


def _ask(request: StaffRequest, day: Day, form: RoundForm, **counts: int) -> HttpResponse:
    log_reads(request.actor, How.DETAIL, "isolation:round", [day.measure.person_id])
    context = {
        "day": day,
        "person": masked(day.measure.person),
        "where": full_name(day.measure.area_path),
        "form": form,
        "stamp": new_id(),
        **counts,
    }
    return render(request, "isolation/round.html", context, status=422 if form.errors else 200)


def _record(request: StaffRequest) -> HttpResponse:
    measure = get_measure_for(request.actor, request.POST.get("measure", ""), action=RECORD_HEALTH)
    form = RoundForm(request.POST, **selectors.terms_of(measure))
    if form.is_valid():
        try:
            told = services.record_health(
                actor=request.actor, stamp=stamp_of(request), measure=measure, reading=form.reading()
            )
            line = _("%(door)s: %(temperature)s °C, %(finding)s.")
            door = measure.person.household.door if measure.person.household else measure.number
            said = {"door": door, "temperature": told.temperature, "finding": told.get_finding_display()}
            messages.success(request, line % said)
            return redirect(f"{reverse('isolation:round')}?after={measure.pk}")
        except Invalid as refused:
            show_refusals(form, refused)
    return _ask(request, selectors.day_of(measure), form)
