"""The picture, kept current by polling; a refresh that would show the same answers 304."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.command import rules, selectors
from lianfang.command.outofline import bands
from lianfang.figures.declare import Figure, Kind, figures
from lianfang.kernel.clock import start_of, today
from lianfang.kernel.wording import Text
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.ui import charts


@login_required
def picture(request: StaffRequest) -> HttpResponse:
    """The picture of an area: what is out of line, the numbers of today, the map, the trend, load beside lateness."""
    area = selectors.area_of(request.actor, request.GET.get("area"))
    figure, level = _chosen_figure(request), _chosen_level(request, selectors.levels_below(area))
    context = {
        "area": area,
        "bands": bands(request.actor, area),
        "today": selectors.numbers(request.actor, area, rules.TODAY),
        "standing": selectors.numbers(request.actor, area, rules.STANDING),
        "lines": list(selectors.beside(request.actor, area)),
        "trend": _trend(request, area),
        "figure": figure,
        "figures": _mappable(),
        "level": level,
        "levels": selectors.levels_below(area),
        "map": selectors.choropleth(request.actor, area, figure, level, start_of(today()))
        if figure and level
        else None,
    }
    return render(request, "command/picture.html", context)


def _trend(request: StaffRequest, area: Area) -> charts.Chart | None:
    series = selectors.trend(request.actor, area)
    if not series:
        return None
    run: dict[Text, list[tuple[date, float]]] = {figure.name: list(points) for figure, points in series.items()}
    title = _("The last %(days)s days") % {"days": rules.TREND_DAYS}
    return charts.lines(
        title, _("Each day from midnight to midnight; today so far."), run, names=(_("day"), _("number"))
    )


def _mappable() -> list[Figure]:
    """Figures that may stand on the map: all that add up by area."""
    return sorted(figures.values(), key=lambda figure: (figure.kind is Kind.FLOW, str(figure.name)))


def _chosen_figure(request: StaffRequest) -> Figure | None:
    return figures.get(request.GET.get("figure", "")) or figures.get(rules.MAP)


def _chosen_level(request: StaffRequest, levels: list[Level]) -> Level | None:
    """The level asked for, else the narrowest there is: grids."""
    asked = [level for level in levels if level.value == request.GET.get("level")]
    return asked[0] if asked else (levels[-1] if levels else None)
