"""Coverage: who was spoken to, of those who live there. Counted here for a round, and in `figures` for a place.

*reached* is a household where somebody was spoken to in the round; over the *occupied* ones it is the coverage. *worked*
is any door with any outcome, and another number. *open* is a door where nobody has been; *stale* one whose planned next
visit has come and gone. Both count doors that are believed to be lived in or not yet known otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from lianfang.kernel.clock import now
from lianfang.kernel.paths import WIDTH, under
from lianfang.screening.models import Door, Round
from lianfang.screening.rules import Standing, share
from lianfang.screening.selectors import any_of
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under

REACHED = Q(state=Standing.DONE.value)
WORKED = ~Q(state=Standing.OPEN.value)
OCCUPIED = Q(is_lived_in=True)
OPEN = Q(state=Standing.OPEN.value)
NEW = Q(is_new=True)


def stale(at: datetime) -> Q:
    """Doors whose planned next visit is over at an instant."""
    return Q(next_at__lte=at)


@dataclass(frozen=True)
class Coverage:
    """The numbers of a part of a round; ``doors`` is the denominator."""

    doors: int = 0
    occupied: int = 0
    reached: int = 0
    worked: int = 0
    open: int = 0
    stale: int = 0
    new: int = 0
    not_at_home: int = 0
    refused: int = 0
    empty: int = 0
    moved: int = 0
    disputed: int = 0

    @property
    def covered(self) -> float | None:
        """Reached over occupied, per cent."""
        return share(self.reached, self.occupied)

    @property
    def worked_share(self) -> float | None:
        """Doors with any outcome over all doors, per cent."""
        return share(self.worked, self.doors)

    @property
    def not_lived_in(self) -> int:
        """Doors found empty, or whose household has moved away."""
        return self.empty + self.moved

    @property
    def missing(self) -> int:
        """Occupied households where nobody has been spoken to."""
        return self.occupied - self.reached

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def of(cls, numbers: Mapping[str, Any]) -> "Coverage":
        known = {each.name for each in fields(cls)}
        return cls(**{name: int(value) for name, value in numbers.items() if name in known})


def _counts(at: datetime) -> dict[str, Count]:
    conditions = {
        "occupied": OCCUPIED,
        "reached": REACHED,
        "worked": WORKED,
        "open": OPEN,
        "stale": stale(at),
        "new": NEW,
        "not_at_home": Q(state=Standing.NOT_AT_HOME.value),
        "refused": Q(state=Standing.REFUSED.value),
        "empty": Q(state=Standing.EMPTY.value),
        "moved": Q(state=Standing.MOVED.value),
        "disputed": Q(is_disputed=True),
    }
    return {"doors": Count("pk"), **{name: Count("pk", filter=each) for name, each in conditions.items()}}


def _moment(round_: Round) -> datetime:
    """When lateness is asked of: now, or of a closed round the moment of its close."""
    return round_.closed_at or now()


def doors_of(round_: Round, paths: Iterable[str]) -> QuerySet[Door]:
    """The doors of a round in some areas."""
    return Door.objects.filter(any_of(under("area_path", path) for path in paths), round=round_)


def coverage_of(round_: Round, paths: Sequence[str]) -> Coverage:
    """The numbers of a round in some areas together, none of which lies in another."""
    return Coverage.of(doors_of(round_, paths).aggregate(**_counts(_moment(round_)))) if paths else Coverage()


@dataclass(frozen=True)
class Line:
    """An area with its numbers; ``goes_down`` where smaller areas lie in it."""

    area: Area
    counted: Coverage
    goes_down: bool = False


def coverage_below(round_: Round, path: str) -> list[Line]:
    """The areas directly below one with doors of the round, in the order of the tree; doors that stand in none at the end
    under the area itself."""
    depth = len(path) + WIDTH
    grouped = (
        doors_of(round_, [path])
        .annotate(below=Substr("area_path", 1, depth))
        .order_by()
        .values("below")
        .annotate(**_counts(_moment(round_)))
    )
    return _lines({row["below"]: Coverage.of(row) for row in grouped})


def coverage_by(round_: Round, path: str, level: Level) -> list[Line]:
    """All areas of a level below one, by their numbers; those without a door of the round are left out."""
    grouped = doors_of(round_, [path]).order_by().values("area_path").annotate(**_counts(_moment(round_)))
    of_level = set(areas_under(path, level.value).values_list("path", flat=True))
    found: dict[str, Coverage] = {}
    for row in grouped:
        place = row["area_path"]
        if within := next((place[:end] for end in range(len(place), 0, -WIDTH) if place[:end] in of_level), None):
            found[within] = found.get(within, Coverage()) + Coverage.of(row)
    return _lines(found)


def _lines(found: Mapping[str, Coverage]) -> list[Line]:
    areas = {area.path: area for area in Area.objects.filter(path__in=found).defer("geometry")}
    parents = set(Area.objects.filter(parent__path__in=found, retired_at=None).values_list("parent__path", flat=True))
    return [Line(areas[path], found[path], path in parents) for path in sorted(found) if path in areas]
