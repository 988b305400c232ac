"""The picture, kept current by polling; a refresh that would show the same answers 304 and counts nothing."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition

from lianfang.accounts.middleware import StaffRequest
from lianfang.command import rules, selectors
from lianfang.command.chosen import Chosen, chosen, countable
from lianfang.command.outofline import bands
from lianfang.command.version import version_of
from lianfang.kernel.clock import start_of, today
from lianfang.kernel.wording import Text
from lianfang.tasks.access import KEEP_RUNNING
from lianfang.ui import charts
from lianfang.ui.maps import Map


@login_required
def picture(request: StaffRequest) -> HttpResponse:
    """The picture of an area: what is out of line, the numbers of today, the map, the trend, load beside lateness."""
    return render(request, "command/picture.html", _shown(request))


@login_required
@cache_control(private=True, no_cache=True)
@condition(etag_func=version_of)
def current(request: StaffRequest) -> HttpResponse:
    """What of the picture changes, for a screen that asks again every minute."""
    return render(request, "command/parts/current.html", _shown(request))


def _shown(request: StaffRequest) -> dict[str, Any]:
    area = selectors.area_of(request.actor, request.GET.get("area"))
    levels = selectors.levels_below(area)
    choice = chosen(request.GET, area, levels, selectors.usual_level(area, levels))
    return {
        "area": area,
        "choice": choice,
        "bands": bands(request.actor, area),
        "keeps_running": request.actor.may_somewhere(KEEP_RUNNING),
        "today": selectors.numbers(request.actor, area, rules.TODAY),
        "standing": selectors.numbers(request.actor, area, rules.STANDING),
        "lines": list(selectors.beside(request.actor, area)),
        "trend": _trend(request, choice),
        "figures": countable(),
        "levels": levels,
        "map": _map(request, choice),
    }


def _map(request: StaffRequest, choice: Chosen) -> Map | None:
    if choice.figure is None or choice.level is None:
        return None
    return selectors.choropleth(request.actor, choice.area, choice.figure, choice.level, start_of(today()))


def _trend(request: StaffRequest, choice: Chosen) -> charts.Chart | None:
    series = selectors.trend(request.actor, choice.area, choice.days, [choice.trend] if choice.trend else None)
    if not series:
        return None
    run: dict[Text, list[tuple[date, float]]] = {figure.name: list(points) for figure, points in series.items()}
    title = _("The last %(days)s days") % {"days": choice.days}
    return charts.lines(
        title, _("Each day from midnight to midnight; today so far."), run, names=(_("day"), _("number"))
    )
