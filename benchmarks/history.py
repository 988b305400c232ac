"""Sixty days of a district, or fewer: acts of every kind whose sums are kept, written as the services write batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction

from benchmarks.district import BENCH
from lianfang.acts.models import Act
from lianfang.acts.services import Scene, record_many, void
from lianfang.acts.stamps import Stamp
from lianfang.arrivals.models import Arrival, Departure, Verification
from lianfang.arrivals.rules import Origin, Result, Source
from lianfang.arrivals.services import Told, enter
from lianfang.checkpoints.models import PersonCheck, Post, Tally, VehicleCheck
from lianfang.checkpoints.rules import Decision, Direction
from lianfang.checkpoints.services import open_post
from lianfang.checkpoints.services.scene import scene_of
from lianfang.figures.models import Delta
from lianfang.isolation.models import HealthReport, UrgentNeed
from lianfang.isolation.rules import Finding, Reporter
from lianfang.kernel.clock import at, now, today
from lianfang.kernel.wording import Reason
from lianfang.measures.models import Measure
from lianfang.measures.services import propose
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.services import found_unit
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.people.services import meet_person
from lianfang.response.models import Response
from lianfang.response.services import activate
from lianfang.tasks.models import Visit
from lianfang.tasks.rules import Channel, Reached
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under

EDITION = "covid19-2022-ed9"
DAYS = 60


@dataclass(frozen=True)
class Cast:
    """Whom and what the acts are about: one traveller who is everybody, one measure, one arrival."""

    response: Response
    person: Person
    measure: Measure
    arrival: Arrival


@dataclass(frozen=True)
class Corner:
    """A street with its office, its post, the one vehicle in which everybody is stopped there, and its grids."""

    unit: Unit
    post: Post
    vehicle: VehicleCheck
    grids: Sequence[Area]


Fields = dict[str, Any]


@dataclass(frozen=True)
class Stream:
    """Acts of one kind: how many in sixty days at full scale, and what one of them says."""

    model: type[Act]
    in_all: int
    say: Callable[[Random, Cast, Corner], Fields]
    at_posts: bool = False

    def a_day(self, share: float) -> int:
        """How many a day, of a share of full scale."""
        return max(1, round(self.in_all * share / DAYS))


def _passing(vehicles: int, people: int) -> Callable[[Random, Cast, Corner], Fields]:
    def say(dice: Random, cast: Cast, corner: Corner) -> Fields:
        direction = dice.choice(list(Direction)).value
        return {"post": corner.post, "direction": direction, "vehicles": vehicles, "people": people}

    return say


def _stopped(post: Post, dice: Random) -> Fields:
    return {
        "post": post,
        "direction": dice.choice(list(Direction)).value,
        "conveyance": dice.choice(["car", "car", "car", "bus", "foot"]),
        "occupants": dice.randint(1, 6),
    }


def _person(dice: Random, cast: Cast, corner: Corner) -> Fields:
    decision, proposed = (dice.choice(list(Decision)).value for _ in range(2))
    return {
        "post": corner.post,
        "vehicle": corner.vehicle,
        "person": cast.person,
        "proposed": proposed,
        "decision": decision,
        "because": Reason.of("checkpoints.nothing_found"),
        "overridden": decision != proposed,
        "edition": EDITION,
    }


def _visit(dice: Random, cast: Cast, corner: Corner) -> Fields:
    return {
        "person": cast.person,
        "channel": dice.choice(list(Channel)).value,
        "outcome": dice.choice([*Reached, *[Reached.REACHED] * 6]).value,
    }


def _report(dice: Random, cast: Cast, corner: Corner) -> Fields:
    return {
        "measure": cast.measure,
        "person": cast.person,
        "day": today(),
        "day_number": 1,
        "temperature": "36.5",
        "symptoms": [],
        "finding": dice.choice([*Finding, *[Finding.NORMAL] * 4]).value,
        "reporter": dice.choice(list(Reporter)).value,
    }


def _verification(dice: Random, cast: Cast, corner: Corner) -> Fields:
    return {
        "arrival": cast.arrival,
        "channel": dice.choice(list(Channel)).value,
        "result": dice.choice([*Result, *[Result.CONFIRMED] * 6]).value,
        "origin": dice.choice(list(Origin)).value,
        "source": dice.choice(list(Source)).value,
    }


STREAMS = (
    Stream(Tally, 450_000, _passing(1, 0), at_posts=True),
    Stream(Tally, 600_000, _passing(0, 1), at_posts=True),
    Stream(VehicleCheck, 30_000, lambda dice, cast, corner: _stopped(corner.post, dice), at_posts=True),
    Stream(PersonCheck, 60_000, _person, at_posts=True),
    Stream(Visit, 300_000, _visit),
    Stream(HealthReport, 120_000, _report),
    Stream(Verification, 60_000, _verification),
    Stream(Departure, 30_000, lambda dice, cast, corner: {"person": cast.person, "leaves_on": today()}),
    Stream(UrgentNeed, 6_000, lambda dice, cast, corner: {"measure": cast.measure, "person": cast.person}),
)
"""A press for each vehicle and each person that pass; a person stopped at each of the posts every ten minutes; two visits
to each household; a thousand people at home who report twice a day; a thousand arrivals verified a day."""


@dataclass(frozen=True)
class History:
    """The district while it is lived in."""

    cast: Cast
    corners: Sequence[Corner]
    share: float
    """Of the numbers of full scale."""

    def live(self, day: date, dice: Random) -> int:
        """A day in every street; how many acts that is."""
        return sum(self._live(stream, corner, day, dice) for stream in STREAMS for corner in self.corners)

    @transaction.atomic
    def _live(self, stream: Stream, corner: Corner, day: date, dice: Random) -> int:
        acts = self.record(stream, corner, [day], dice, stream.a_day(self.share / len(self.corners)))
        if len(acts) > 1:
            void(dice.choice(acts), actor=BENCH, because="entered twice")
        return len(acts)

    def record(self, stream: Stream, corner: Corner, days: Sequence[date], dice: Random, count: int) -> Sequence[Act]:
        """A batch of acts at one place of a street, on some of these days."""
        rows = [
            (Stamp(at=_instant(dice.choice(days), dice)), stream.say(dice, self.cast, corner)) for _ in range(count)
        ]
        place = corner.post.area_path if stream.at_posts else dice.choice(corner.grids).path
        scene = Scene(response=self.cast.response, area_path=place, unit=corner.unit)
        return record_many(stream.model, actor=BENCH, scene=scene, rows=rows)

    def visit_late(self, days: Sequence[date], dice: Random, deltas: int) -> int:
        """Visits of all these days that come in late, until so many deltas wait; how many visits that is."""
        visits = next(stream for stream in STREAMS if stream.model is Visit)
        recorded = 0
        while Delta.objects.count() < deltas:
            with transaction.atomic():
                recorded += len(self.record(visits, dice.choice(self.corners), days, dice, len(days)))
        return recorded


def begin_history(top: Area, streets: Sequence[Area], first: date, share: float) -> History:
    """A response since the first day, an office and a post in every street."""
    since = at(first, time.min)
    response = begin_response(top, since)
    command = found_unit(actor=BENCH, parent=None, kind=UnitKind.COMMAND.value, name="测算指挥部", area_path=top.path)
    corners = [_corner(response, command, street, since) for street in streets]
    person = meet_person(actor=BENCH, response=response, identity=Identity("测算人"))
    unit, grid = corners[0].unit, corners[0].grids[0].path
    measure = propose(
        actor=BENCH,
        response=response,
        person=person,
        kind="home_observation",
        ground="left_medium_risk_area",
        counted_from=today(),
        unit=unit,
        because=Reason.of("checkpoints.nothing_found"),
        area_path=grid,
    )
    arrival = enter(actor=BENCH, told=Told(Identity("测算人"), grid, now() + timedelta(hours=3), source=Source.WORKER))
    return History(Cast(response, person, measure, arrival), corners, share)


def begin_response(top: Area, since: datetime) -> Response:
    """A response of the whole district, active since then."""
    return activate(
        actor=BENCH,
        name="测算响应",
        area_path=top.path,
        authority="测算指挥部",
        document="测算〔1〕号",
        level=2,
        edition=EDITION,
        review_on=today() + timedelta(days=365),
        started_at=since,
    )


@transaction.atomic
def _corner(response: Response, command: Unit, street: Area, since: datetime) -> Corner:
    unit = found_unit(
        actor=BENCH, parent=command, kind=UnitKind.OFFICE.value, name=f"{street.name}办事处", area_path=street.path
    )
    post = open_post(
        actor=BENCH,
        response=response,
        name=f"{street.name}卡口",
        area_path=street.path,
        unit=unit,
        document="测算〔2〕号",
        from_at=since,
        until_at=since + timedelta(days=365),
    )
    (vehicle,) = record_many(
        VehicleCheck, actor=BENCH, scene=scene_of(post), rows=[(Stamp(), _stopped(post, Random(1)))]
    )
    return Corner(unit, post, vehicle, list(areas_under(street.path, Level.GRID.value)))


def _instant(day: date, dice: Random) -> datetime:
    return at(day, time(0)) + timedelta(seconds=dice.randrange(86_400))
