"""Coverage: who was spoken to, of those who live there. Counted here for a round, and in `figures` for a place.

*reached* is a household where somebody was spoken to in the round; over the *occupied* ones it is the coverage. *worked*
is any door with any outcome, and another number. *open* is a door where nobody has been; *stale* one whose planned next
visit has come and gone. Both count doors that are believed to be lived in or not yet known otherwise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from operator import add
from typing import Any

from django.db.models import Count, Q, QuerySet

from lianfang.kernel.clock import now
from lianfang.kernel.paths import WIDTH, line_of, under
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


Counted = Mapping[str, tuple[int, ...]]
"""The numbers in the order of `Coverage`, by area."""


def coverage_of(round_: Round, paths: Sequence[str]) -> Coverage:
    """The numbers of a round in some areas together, none of which lies in another."""
    return Coverage.of(doors_of(round_, paths).aggregate(**_counts(_moment(round_)))) if paths else Coverage()


def counted_by_area(round_: Round, paths: Sequence[str]) -> Counted:
    """One question for everything that a page shows of some areas: the numbers by the area in which a door stands."""
    if not paths:
        return {}
    names = [each.name for each in fields(Coverage)]
    grouped = doors_of(round_, paths).order_by().values("area_path").annotate(**_counts(_moment(round_)))
    return {row[0]: row[1:] for row in grouped.values_list("area_path", *names)}


def rolled_up(counted: Counted, to: Callable[[str], str]) -> dict[str, Coverage]:
    """Numbers added up by what ``to`` says of each area; what it calls "" is left out."""
    sums: dict[str, list[int]] = {}
    for path, numbers in counted.items():
        if place := to(path):
            known = sums.setdefault(place, [0] * len(numbers))
            known[:] = map(add, known, numbers)
    return {place: Coverage(*numbers) for place, numbers in sums.items()}


@dataclass(frozen=True)
class Line:
    """An area with its numbers; ``goes_down`` where smaller areas lie in it."""

    area: Area
    counted: Coverage
    goes_down: bool = False


def together(counted: Counted) -> Coverage:
    """The sum of it all."""
    return rolled_up(counted, lambda _path: "all").get("all", Coverage())


def below(counted: Counted, path: str) -> list[Line]:
    """The areas directly below one with doors of the round, in the order of the tree; doors that stand in none of them
    first, under the area itself."""
    depth = len(path) + WIDTH
    return _lines(rolled_up(counted, lambda place: place[:depth]))


def of_level(counted: Counted, paths: Iterable[str], level: Level) -> list[Line]:
    """All areas of a level below some, by their numbers; those without a door of the round are left out."""
    known = {each for path in paths for each in areas_under(path, level.value).values_list("path", flat=True)}
    return _lines(rolled_up(counted, lambda place: next((each for each in line_of(place) if each in known), "")))


def coverage_below(round_: Round, path: str) -> list[Line]:
    """`below` of one area."""
    return below(counted_by_area(round_, [path]), path)


def coverage_by(round_: Round, path: str, level: Level) -> list[Line]:
    """`of_level` below one area."""
    return of_level(counted_by_area(round_, [path]), [path], level)


def _lines(found: Mapping[str, Coverage]) -> list[Line]:
    areas = {area.path: area for area in Area.objects.filter(path__in=found).defer("geometry")}
    parents = set(Area.objects.filter(parent__path__in=found, retired_at=None).values_list("parent__path", flat=True))
    return [Line(areas[path], found[path], path in parents) for path in sorted(found) if path in areas]
