"""What the chapters of the demo district share: the moment, the size, the dice, and everything founded so far."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import count, islice
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.checkpoints.models import Post
from lianfang.kernel.clock import at, day_of, pretending
from lianfang.kernel.paths import WIDTH
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.people.models import Household
from lianfang.project.demo.numbers import Numbers
from lianfang.response.models import Response
from lianfang.risk.models import RiskArea
from lianfang.territory.models import Area

if TYPE_CHECKING:
    from lianfang.project.demo.home import Stay
    from lianfang.project.demo.posts import PostPlan

T = TypeVar("T")

DEMO = Actor.system("demo")


@dataclass(frozen=True)
class Scale:
    """How large the district is; events are as many as ``bustle`` says, 1 at one tenth of real size."""

    code: str
    streets: int
    towns: int
    communities: int
    villages: int
    residents: int
    bustle: float
    days: int
    """How long the district has lived with the response."""
    organisations: int = 0
    """Standing ones; workplaces fill up what offices, schools and companies of the story leave open."""
    passages: tuple[int, int] | None = None
    """About how many vehicles and people pass all posts in all that time; None: as many as the posts are planned for."""


SCALES = {
    scale.code: scale
    for scale in (
        Scale("tiny", streets=1, towns=0, communities=2, villages=0, residents=300, bustle=0.04, days=7),
        Scale("tenth", streets=6, towns=2, communities=45, villages=15, residents=40_000, bustle=1.0, days=21),
        Scale(
            "full",
            streets=6,
            towns=2,
            communities=45,
            villages=15,
            residents=400_000,
            bustle=6.0,
            days=60,
            organisations=919,
            passages=(450_000, 600_000),
        ),
    )
}


@dataclass
class Staff:
    """Somebody who works for a unit and can act in the story."""

    user: User
    unit: Unit
    role: str
    actor: Actor


@dataclass(frozen=True)
class Doors:
    """A place with doors: the area, how many, and what stands before the number of a flat (3-2-)."""

    area: Area
    count: int
    prefix: str
    spoken: str
    """The same in an address: 锦澜花园3栋2单元."""


Event = Callable[..., object]
"""Called with the world and what was said when it was put on the agenda."""
Progress = Callable[[str], None]


@dataclass
class World:
    """The district as it comes into being. Chapters read what earlier ones have put here."""

    as_of: datetime
    scale: Scale
    seed: int
    progress: Progress
    district: Area = field(init=False)
    streets: list[Area] = field(default_factory=list)
    communities: list[Area] = field(default_factory=list)
    """Communities and villages."""
    grids: list[Area] = field(default_factory=list)
    doors: list[Doors] = field(default_factory=list)
    """Where doors are: entrances, buildings, villagers' groups."""
    units: dict[str, Unit] = field(default_factory=dict)
    """By a short name of the story: command, office:0, committee:12, clinic:0, crew:0."""
    staff: dict[str, list[Staff]] = field(default_factory=dict)
    """Who works for a unit, by its path."""
    colleagues: list[list[Staff]] = field(default_factory=list)
    """Those of them who take turns on duty, unit by unit; the visitors stay."""
    on_duty: dict[str, Staff] = field(default_factory=dict)
    """Who is on duty for a unit now, by its path."""
    left: set[str] = field(default_factory=set)
    """Units whose desk was left, by path."""
    households: list[Household] = field(default_factory=list)
    response: Response = field(init=False)
    numbers: Numbers = field(init=False)
    posts: list[Post] = field(default_factory=list)
    plans: dict[UUID, "PostPlan"] = field(default_factory=dict)
    """What a post is like, by its id."""
    risks: list[RiskArea] = field(default_factory=list)
    """Published and still standing."""
    returned: set[UUID] = field(default_factory=set)
    """Residents who have come back from elsewhere, by id."""
    stays: list["Stay"] = field(default_factory=list)
    """Everybody who was or is at home under a measure."""
    _agenda: list[tuple[datetime, int, Event, tuple[Any, ...]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.numbers = Numbers(self.dice("numbers"))

    @property
    def began(self) -> datetime:
        """When the response was activated: at nine in the morning, three weeks ago (one at the tiny scale)."""
        return at(day_of(self.as_of) - timedelta(days=self.scale.days), time(9))

    @property
    def founded(self) -> datetime:
        """When the district was entered: a month before the response."""
        return self.began - timedelta(days=30)

    @property
    def today(self) -> date:
        return day_of(self.as_of)

    @property
    def last_report_day(self) -> date:
        """The newest day whose reports are all due: today, from the evening on."""
        return self.today if self.as_of >= at(self.today, time(18)) else self.today - timedelta(days=1)

    @property
    def days(self) -> list[date]:
        """The days of the response, today last."""
        first = day_of(self.began)
        return [first + timedelta(days=number) for number in range((self.today - first).days + 1)]

    def days_to_holiday(self, day: date) -> int:
        """A holiday begins the day after tomorrow; people come home for it."""
        return (self.today - day).days + 2

    def committee_of(self, path: str) -> Unit:
        """The committee of the community in which a place lies."""
        return self._answering[path[: 3 * WIDTH]]

    def office_of(self, path: str) -> Unit:
        """The office of the street or town in which a place lies."""
        return self._answering[path[: 2 * WIDTH]]

    def clinic_of(self, path: str) -> Unit:
        """The fever clinic of the street or town in which a place lies."""
        return next(
            unit for key, unit in self.units.items() if key.startswith("clinic:") and path.startswith(unit.area_path)
        )

    def households_in(self, community: str) -> list[Household]:
        """The households lived in below a community."""
        return self._by_community.get(community, [])

    @cached_property
    def _by_community(self) -> dict[str, list[Household]]:
        found: dict[str, list[Household]] = {}
        for household in self.households:
            found.setdefault(household.area_path[: 3 * WIDTH], []).append(household)
        return found

    @cached_property
    def _answering(self) -> dict[str, Unit]:
        kinds = (UnitKind.COMMUNITY, UnitKind.OFFICE)
        return {unit.area_path: unit for unit in self.units.values() if unit.kind in kinds}

    def dice(self, chapter: str) -> Random:
        """Dice of a chapter's own, so that a new chapter changes no other."""
        return Random(f"{self.seed}:{chapter}")  # noqa: S311 - an invented district, no secret

    def many(self, number: float, least: int = 1) -> int:
        """A number of events at one tenth of real size, as this scale has it."""
        return max(least, round(number * self.scale.bustle))

    def staff_of(self, unit: Unit, role: str = "") -> Staff:
        """The first who works for a unit, in a role."""
        return next(one for one in self.staff[unit.path] if role in ("", one.role))

    def office(self) -> Staff:
        """Who sits in the command's office."""
        return self.staff_of(self.units["command"], "command")

    def answering(self, unit: Unit) -> Staff | None:
        """Who is on duty for a unit."""
        return self.on_duty.get(unit.path)

    # -- the agenda ----------------------------------------------------------------------------------------------------

    def then(self, instant: datetime, event: Event, *said: Any) -> None:
        """Let something happen at an instant; what lies after the moment of creation never happens."""
        if instant <= self.as_of:
            heapq.heappush(self._agenda, (instant, next(self._numbers), event, said))

    def live(self, until: datetime) -> int:
        """Let everything happen that is due by an instant, in the order of time; how much it was."""
        happened = 0
        while self._agenda and self._agenda[0][0] <= until:
            instant, _number, event, said = heapq.heappop(self._agenda)
            with pretending(instant):
                event(self, *said)
            happened += 1
        return happened


@contextmanager
def founding(world: World) -> Iterator[None]:
    """The time at which the district was entered."""
    with pretending(world.founded):
        yield


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    every = iter(rows)
    while some := list(islice(every, size)):
        yield some


def shuffled(dice: Random, rows: list[T]) -> list[T]:
    mixed = list(rows)
    dice.shuffle(mixed)
    return mixed
