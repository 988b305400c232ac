"""People who tell that they come, or that a relative comes, and people who leave before the holiday."""

from dataclasses import dataclass
from datetime import time, timedelta
from random import Random

from lianfang.acts.stamps import Stamp
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import Relation, Result, Source
from lianfang.arrivals.services import Checked, Told, enter, record_departure, report, verify
from lianfang.kernel.clock import at, now, today
from lianfang.people.models import Household
from lianfang.project.demo.handing import Fate, Journey, at_the_door
from lianfang.project.demo.home import Turn
from lianfang.project.demo.names import full_name
from lianfang.project.demo.people import home_in, resident_of, stranger
from lianfang.project.demo.world import World
from lianfang.risk.rules import Visit
from lianfang.tasks.rules import Channel

REPORTS_A_DAY = 2.5
LEAVE_A_DAY = 0.6
QUIET_PLACES = ("安州市南城区", "海右市老城区", "北江市江岸区", "江左市湖滨区", "中州市大学城")
"""Where nothing is noted; as invented as the noted places."""


@dataclass(frozen=True)
class Coming:
    """Somebody who comes: reported by whom, and what comes of the verification."""

    source: Source
    result: Result
    risky: bool
    community: int | None = None
    waits: bool = False


RESULTS = (
    [Result.CONFIRMED] * 12 + [Result.NOT_REACHED] * 2 + [Result.WRONG_DATA, Result.NOT_COMING, Result.ALREADY_KNOWN]
)
NOW = (
    Coming(Source.SELF, Result.CONFIRMED, risky=False, community=0, waits=True),
    Coming(Source.SELF, Result.CONFIRMED, risky=True, community=0, waits=True),
    Coming(Source.FAMILY, Result.CONFIRMED, risky=False, community=0, waits=True),
    Coming(Source.FAMILY, Result.CONFIRMED, risky=True, community=1, waits=True),
)
"""Reported in the last hours, and not verified yet."""


def build_arrivals(world: World) -> None:
    dice = world.dice("arrivals")
    for day in world.days[1:]:
        fuller = 1 + 0.5 * max(0, 6 - world.days_to_holiday(day))
        for _ in range(world.many(REPORTS_A_DAY * fuller, least=0)):
            source = dice.choice([Source.SELF, Source.SELF, Source.FAMILY, Source.WORKER])
            coming = Coming(source, dice.choice(RESULTS), dice.random() < 0.12, dice.choice([None, None, 0, 1]))
            world.then(at(day, time(8)) + timedelta(hours=13) * dice.random(), _tell, coming)
        for _ in range(world.many(LEAVE_A_DAY, least=0)):
            world.then(at(day, time(9)) + timedelta(hours=8) * dice.random(), _leave)
    for number, coming in enumerate(NOW):
        world.then(world.as_of - timedelta(minutes=25 + 40 * number), _tell, coming)


def _tell(world: World, coming: Coming) -> None:
    dice = world.dice(f"arrival {now().isoformat()}")
    home = home_in(world, dice, coming.community)
    visits = _visits(world, dice, coming)
    before = set(Arrival.objects.filter(area_path=home.area_path).values_list("pk", flat=True))
    told = _told(world, dice, coming, home, visits)
    if coming.source is Source.WORKER:
        enter(actor=world.staff_of(world.committee_of(home.area_path)).actor, told=told)
    else:
        report(told=told)
    arrival = Arrival.objects.filter(area_path=home.area_path).exclude(pk__in=before).first()
    if arrival is not None and not coming.waits:
        world.then(now() + timedelta(minutes=dice.randint(25, 400)), _verify, arrival, coming, dice, visits)


def _visits(world: World, dice: Random, coming: Coming) -> tuple[Visit, ...]:
    left = today() - timedelta(days=dice.randint(0, 1))
    noted = [area for area in world.risks if area.level == "medium"]
    if coming.risky and noted:
        area = dice.choice(noted)
        return (Visit(area.code, area.name, left - timedelta(days=9), left),)
    return (Visit("", dice.choice(QUIET_PLACES), left - timedelta(days=dice.randint(5, 90)), left),)


def _told(world: World, dice: Random, coming: Coming, home: Household, visits: tuple[Visit, ...]) -> Told:
    family = coming.source is Source.FAMILY
    return Told(
        identity=stranger(world, dice, address=str(home.address)),
        area_path=home.area_path,
        expected_at=now() + timedelta(hours=dice.randint(3, 40)),
        visits=visits,
        source=coming.source,
        relation=Relation.FAMILY if family else None,
        reporter_name=full_name(dice, "F", 1975) if family else "",
        reporter_phone=world.numbers.mobile() if family else "",
    )


def _verify(world: World, arrival: Arrival, coming: Coming, dice: Random, visits: tuple[Visit, ...]) -> None:
    """By phone, or at the door where a measure follows; who was not reached is called again the next morning."""
    arrival.refresh_from_db()
    staff = world.answering(arrival.unit)
    if staff is None or not arrival.is_open:
        return
    if coming.risky and coming.result is Result.CONFIRMED:
        at_the_door(world, staff, arrival, Journey(Fate.SEEN, Turn.NONE, dice, visits))
        return
    checked = Checked(Channel.PHONE, coming.result, visits=visits)
    verify(actor=staff.actor, stamp=Stamp(), arrival=arrival, checked=checked)
    if coming.result is Result.NOT_REACHED:
        again = Coming(coming.source, Result.CONFIRMED, coming.risky)
        world.then(now() + timedelta(hours=dice.randint(3, 14)), _verify, arrival, again, dice, visits)


def _leave(world: World) -> None:
    """Somebody tells the committee that they travel, so that nobody waits for them."""
    dice = world.dice(f"leaves {now().isoformat()}")
    home = home_in(world, dice, None)
    person = resident_of(world, dice, home)
    if person is None:
        return
    record_departure(
        actor=world.staff_of(world.committee_of(home.area_path)).actor,
        stamp=Stamp(),
        person=person.pk,
        leaves_on=today() + timedelta(days=1),
        back_on=today() + timedelta(days=dice.randint(3, 12)),
        goes_to=dice.choice(QUIET_PLACES),
    )
