"""From door to door: one round is over and closed with what it left, another is under way in the first street."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import at, today
from lianfang.project.demo.people import stranger
from lianfang.project.demo.world import Staff, World
from lianfang.risk.rules import Visit
from lianfang.screening.found import Arrived, Found, InNeed, Unwell
from lianfang.screening.models import Door, Round
from lianfang.screening.rules import Outcome, Standing
from lianfang.screening.services import Plan, Seen, close_part, close_round, open_round, record_visit
from lianfang.territory.models import Area

FIRST, SECOND = 4, 1
"""Days before today on which the rounds begin."""
WALKED = (0.75, 0.5, 0.25, 0.6, 0.05)
"""How much of its doors each community in turn has walked by the end of the day."""
OUTCOMES = {Outcome.DONE: 76, Outcome.NOT_AT_HOME: 17, Outcome.REFUSED: 2, Outcome.EMPTY: 3, Outcome.MOVED: 2}
LATER = {Outcome.DONE: 70, Outcome.NOT_AT_HOME: 24, Outcome.REFUSED: 4, Outcome.MOVED: 2}
"""Second and third visits come in the evening, when more people are in."""


@dataclass(frozen=True)
class Walk:
    """One community's part of a round: who walks it, and the dice that decide what comes of each knock."""

    round: Round
    worker: Staff
    dice: Random
    share: float


def build_rounds(world: World) -> None:
    over, under_way = "第一轮入户摸排", "第二轮入户摸排（返乡人员）"
    if _days_ago(world, FIRST, 8) > world.began:
        world.then(_days_ago(world, FIRST, 8), _open, over, world.communities[0], FIRST - 2, (1.0,))
        world.then(_days_ago(world, FIRST - 2, 21), _close, over)
    world.then(_days_ago(world, SECOND, 8), _open, under_way, world.streets[0], -2, WALKED)


def _days_ago(world: World, days: int, hour: int) -> datetime:
    return at(world.today - timedelta(days=days), time(hour))


def _open(world: World, name: str, area: Area, ends_before: int, shares: tuple[float, ...]) -> None:
    is_street = area in world.streets
    leader = (
        world.staff_of(world.office_of(area.path))
        if is_street
        else world.staff_of(world.committee_of(area.path), "secretary")
    )
    round_ = open_round(actor=leader.actor, plan=Plan(name, area.path, _days_ago(world, ends_before, 20)))
    for number, community in enumerate(each for each in world.communities if each.path.startswith(area.path)):
        worker = world.staff_of(world.committee_of(community.path), "worker")
        walk = Walk(round_, worker, world.dice(f"{name} {community.path}"), shares[number % len(shares)])
        _plan_visits(world, walk, community)


def _plan_visits(world: World, walk: Walk, community: Area) -> None:
    """The doors one after the other, a few minutes each, over the two days from nine to six."""
    doors = Door.objects.filter(round=walk.round, area_path__startswith=community.path)
    wanted = list(doors.order_by("area_path", "walk", "id").values_list("pk", flat=True))
    wanted = wanted[: round(len(wanted) * walk.share)]
    for number, door in enumerate(wanted):
        hours = 18 * number / max(1, len(wanted))
        day = today() + timedelta(days=int(hours // 9))
        start = at(day, time(9)) + timedelta(hours=hours % 9, seconds=walk.dice.randint(0, 240))
        world.then(start, _knock, walk, door, OUTCOMES)


def _knock(world: World, walk: Walk, door: UUID, chances: dict[Outcome, int]) -> None:
    [outcome] = walk.dice.choices(list(chances), list(chances.values()))
    people = walk.dice.choice((1, 2, 2, 3, 3, 4, 5)) if outcome is Outcome.DONE else None
    found = _found(world, walk) if outcome is Outcome.DONE else Found()
    seen = Seen(outcome, people, found, "")
    stamp = Stamp(offline=walk.dice.random() < 0.4)
    record_visit(actor=walk.worker.actor, stamp=stamp, door=door, seen=seen)
    if outcome is Outcome.NOT_AT_HOME:
        next_at = Door.objects.get(pk=door).next_at
        if next_at is not None:
            world.then(next_at + timedelta(minutes=walk.dice.randint(0, 50)), _knock, walk, door, LATER)


def _found(world: World, walk: Walk) -> Found:
    """At few doors somebody has come home from elsewhere, is unwell, or needs something."""
    chance = walk.dice.random()
    if chance < 0.012:
        return Found(arrived=(_arrived(world, walk.dice),))
    if chance < 0.018:
        return Found(unwell=(Unwell("", Decimal(walk.dice.choice(("37.4", "37.8", "38.2"))), ("cough",)),))
    if chance < 0.028:
        return Found(in_need=(InNeed("", (walk.dice.choice(("medicine", "food", "hospital")),)),))
    return Found()


def _arrived(world: World, dice: Random) -> Arrived:
    who, been_at = stranger(world, dice), dice.choice(world.risks)
    came = today() - timedelta(days=dice.randint(0, 2))
    been = Visit(been_at.code, been_at.name, came - timedelta(days=9), came)
    return Arrived(who.name, who.id_number, who.phone, came, (been,))


def _close(world: World, name: str) -> None:
    round_ = Round.objects.get(name=name)
    worker = world.staff_of(world.committee_of(round_.area_path), "worker")
    doors = Door.objects.filter(round=round_)
    worked = doors.exclude(state=Standing.OPEN.value).count()
    reached = doors.filter(state=Standing.DONE.value).count()
    close_part(
        actor=worker.actor,
        stamp=Stamp(),
        round_=round_.pk,
        said_visited=worked,
        said_reached=reached,
        note="两户多次上门无人，已留联系单",
    )
    close_round(actor=world.staff_of(world.committee_of(round_.area_path), "secretary").actor, round_=round_.pk)
