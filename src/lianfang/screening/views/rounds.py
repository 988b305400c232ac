"""Rounds: the list, one with its coverage, the comparison of several, and the sheet that is printed."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import contains
from lianfang.screening import selectors
from lianfang.screening.access import MANAGE_ROUNDS, SEE_ROUNDS, WORK_ROUNDS
from lianfang.screening.coverage import Coverage, coverage_of
from lianfang.screening.models import PartWalked, Round
from lianfang.screening.picture import Picture, picture_of
from lianfang.screening.rules import Behind
from lianfang.screening.tables import ROUNDS
from lianfang.screening.version import version_of
from lianfang.territory.names import full_name

MOST_COMPARED = 12


@login_required
def rounds(request: StaffRequest) -> HttpResponseBase:
    """The rounds of one's areas, newest first."""
    request.actor.require_somewhere(SEE_ROUNDS)
    return ROUNDS.answer(
        request,
        selectors.rounds_visible_to(request.actor),
        writer=writer_for(request.actor),
        template="screening/rounds.html",
        may_manage=request.actor.may_somewhere(MANAGE_ROUNDS),
    )


@login_required
def round_page(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """A round as it stands: coverage by area, gaps on the map, parts that are walked."""
    return render(request, "screening/round.html", _shown(request, round_id))


@login_required
@cache_control(private=True, no_cache=True)
@condition(etag_func=version_of)
def current(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """What of the page changes, for a screen that asks again."""
    return render(request, "screening/parts/current.html", _shown(request, round_id))


def _shown(request: StaffRequest, round_id: UUID) -> dict[str, Any]:
    round_ = selectors.get_round_for(request.actor, round_id)
    picture = picture_of(request.actor, round_, request.GET.get("area", ""), request.GET.get("level", ""))
    where = {"area_path": round_.area_path, "unit_path": round_.unit_path}
    return {
        "round": round_,
        "picture": picture,
        "area_name": full_name(round_.area_path),
        "compared": round_.area_path if _reaches(request, round_.area_path) else "",
        "query": f"?{request.GET.urlencode()}",
        "may_manage": request.actor.may(MANAGE_ROUNDS, **where),
        "may_work": round_.is_open and request.actor.may_somewhere(WORK_ROUNDS),
        "finds_doors": round_.behind == Behind.HOUSEHOLDS,
        "parts": _parts(round_, picture),
        "at_close": Coverage.of(round_.summary) if round_.summary and picture.paths == [round_.area_path] else None,
    }


def _reaches(request: StaffRequest, area_path: str) -> bool:
    return any(contains(path, area_path) for path in selectors.reach_of(request.actor, SEE_ROUNDS))


def _parts(round_: Round, picture: Picture) -> list[PartWalked]:
    """What was said of the parts below what is shown, newest first."""
    rows = PartWalked.kept.filter(round=round_).order_by("-happened_at")
    return [each for each in rows[:200] if any(contains(path, each.area_path) for path in picture.paths)][:20]


@login_required
def compare(request: StaffRequest) -> HttpResponse:
    """The rounds of an area side by side: what each reached there, and what it found."""
    request.actor.require_somewhere(SEE_ROUNDS)
    area = request.GET.get("area", "")
    if area and not _reaches(request, area):
        raise NotFound
    paths = [area] if area else selectors.reach_of(request.actor, SEE_ROUNDS)
    rows = [_compared(each, paths) for each in selectors.rounds_over(request.actor, paths)[:MOST_COMPARED]]
    context = {"rows": [row for row in rows if row["counted"].doors], "area": area, "area_name": full_name(area)}
    return render(request, "screening/compare.html", context)


def _compared(round_: Round, paths: list[str]) -> dict[str, Any]:
    inside = selectors.shared_part(round_, paths)
    return {
        "round": round_,
        "counted": coverage_of(round_, inside),
        "found": selectors.found_in(round_, inside),
    }


@login_required
def summary(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """The sheet of a round, to be printed and filed: its numbers, by community, and what was found."""
    round_ = selectors.get_round_for(request.actor, round_id)
    picture = picture_of(request.actor, round_, request.GET.get("area", ""), request.GET.get("level", ""))
    context = {
        "round": round_,
        "picture": picture,
        "area_name": full_name(picture.area.path if picture.area else round_.area_path),
        "unit_name": str(round_.unit),
        "found": selectors.found_in(round_, picture.paths),
        "at_close": Coverage.of(round_.summary) if round_.summary and picture.paths == [round_.area_path] else None,
    }
    return render(request, "screening/summary.html", context)
