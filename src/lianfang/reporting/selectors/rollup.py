"""What the units below report together (汇总): counted once, whatever the number of units that took part."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from lianfang.figures.asking import Ask
from lianfang.figures.declare import Figure
from lianfang.figures.engine import figure_of
from lianfang.kernel.paths import under
from lianfang.orgs.models import Unit
from lianfang.reporting.models import ReportLine
from lianfang.reporting.rules import rolled_up
from lianfang.reporting.selectors.counted import Counted, counted_for
from lianfang.response.models import Response


@dataclass(frozen=True)
class RolledUp:
    """A figure over a unit and everything below it: counted by the engine, and as the filed reports state it."""

    figure: Figure
    counted: int
    stated: int
    ask: Ask

    @property
    def differs(self) -> bool:
        return self.counted != self.stated


def roll_up(unit: Unit, response: Response, day: date) -> list[RolledUp]:
    """The report of a unit with what the units below it state, figure by figure. Ask outside a transaction."""
    return with_what_is_stated(counted_for(unit, response, day))


def with_what_is_stated(counted: Counted) -> list[RolledUp]:
    """The same for what was counted already."""
    below = _differences(counted.unit, counted.response, counted.day)
    return [
        RolledUp(figure_of(code), number, rolled_up(number, below[code]), counted.ask.but(figures=(code,)))
        for code, number in counted.numbers.items()
    ]


def _differences(unit: Unit, response: Response, day: date) -> dict[str, dict[str, int]]:
    """By figure and path, how much more or less than counted each filed report at or below the unit states."""
    filed = ReportLine.objects.filter(
        under("report__unit_path", unit.path), report__response=response, report__day=day
    ).annotate(path=F("report__unit_path"))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in filed:
        found[line.figure][line.path] = line.stated - line.counted
    return found
