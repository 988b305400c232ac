"""What somebody chose to see on the picture: it stands in the address, so that it can be sent to somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from lianfang.command import rules
from lianfang.figures.declare import Figure, Kind, figures
from lianfang.territory.models import Area
from lianfang.territory.rules import Level


@dataclass(frozen=True)
class Chosen:
    """An area, a figure and a level for its map, a figure (None: the usual ones) and a number of days for the trend."""

    area: Area
    figure: Figure | None
    level: Level | None
    trend: Figure | None
    days: int

    def query(self, **changes: Any) -> str:
        """The query of an address that shows this, or this with changes."""
        other = replace(self, **changes)
        said = {
            "area": other.area.path,
            "figure": other.figure.code if other.figure else "",
            "level": other.level.value if other.level else "",
            "trend": other.trend.code if other.trend else "",
            "days": str(other.days),
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})

    @property
    def periods(self) -> list[tuple[int, str, bool]]:
        """Days, address and whether it is the one shown, of each period."""
        return [(days, self.query(days=days), days == self.days) for days in rules.PERIODS]


def chosen(asked: Mapping[str, str], area: Area, levels: list[Level], usual: Level | None) -> Chosen:
    """What the address asks for; the usual where it asks for nothing or for something that is not there."""
    days = asked.get("days", "")
    return Chosen(
        area=area,
        figure=figures.get(asked.get("figure", "")) or figures.get(rules.MAP),
        level=next((level for level in levels if level.value == asked.get("level")), usual),
        trend=figures.get(asked.get("trend", "")),
        days=int(days) if days in map(str, rules.PERIODS) else rules.TREND_DAYS,
    )


def countable() -> list[Figure]:
    """Figures that may stand on the map or in the trend, stocks first."""
    return sorted(figures.values(), key=lambda figure: (figure.kind is Kind.FLOW, str(figure.name)))
