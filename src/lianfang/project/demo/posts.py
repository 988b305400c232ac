"""Checkpoints: opened on documents; what passes them has the rhythm of the day, the week and the holiday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils.timezone import localtime

from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.rules import Direction, HelpKind, PostKind
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.services import call_for_help, extend_post, issue_pass, open_post, tally_many
from lianfang.kernel.clock import at, day_of, now, today
from lianfang.orgs.services import end_unit
from lianfang.project.demo.world import DEMO, World
from lianfang.tasks.models import Task
from lianfang.tasks.services import answer


@dataclass(frozen=True)
class PostPlan:
    """A post to be: where, of which kind, how many vehicles and people pass it on an ordinary day."""

    name: str
    name_en: str
    kind: PostKind
    street: int
    vehicles: int
    people: int
    crew: int


POSTS = (
    PostPlan("澜江高速望澜出口卡口", "Lanjiang Motorway Exit Post", PostKind.ROAD, 0, 620, 1290, 18),
    PostPlan("望澜火车站查验点", "Wanglan Railway Station Post", PostKind.STATION, 1, 0, 560, 12),
    PostPlan("国道东风桥卡口", "Dongfeng Bridge Post", PostKind.ROAD, 2, 470, 930, 14),
    PostPlan("长途汽车站查验点", "Coach Station Post", PostKind.STATION, 3, 28, 340, 9),
    PostPlan("石渠西口卡口", "Shiqu West Post", PostKind.ROAD, 4, 310, 600, 10),
    PostPlan("青禾镇北卡口", "Qinghe North Post", PostKind.ROAD, 6, 210, 420, 9),
    PostPlan("澄湖渡口查验点", "Chenghu Ferry Post", PostKind.STATION, 7, 40, 150, 6),
    PostPlan("柳荫路口卡口", "Liuyin Junction Post", PostKind.ROAD, 5, 160, 300, 8),
)
JOINT = ("police", "clinic")
"""Who mans the motorway exit beside its crew: what is done there is one in the district, and appears for each of the three."""
ENDED_EARLY, OPEN_FOR = 7, 9
"""The junction was closed after nine days: its document had an end, and the traffic needed it no longer."""


PASSES = (
    # day, what for, plate, whether it goes first
    (1, "急救车辆", "辽ZA0120", True),
    (1, "蔬菜绿色通道", "辽ZC5816", True),
    (2, "医疗物资运输", "辽ZB7043", True),
    (3, "电力抢修", "辽ZK2291", False),
)


@dataclass
class Counting:
    """Until when the posts have handed in their counts."""

    until: datetime


def build_posts(world: World) -> None:
    """Open the posts in the first days; they hand in what they counted at four in the afternoon and at midnight."""
    counting = Counting(world.began)
    for number, plan in enumerate(POSTS[: world.many(len(POSTS), least=2)]):
        opens = world.began + timedelta(hours=3 + 7 * number)
        world.then(opens, _open, number, plan)
    for day, purpose, plated, first in PASSES:
        world.then(world.began + timedelta(days=day), _issue, purpose, plated, first)
    for hours in (160, 21):
        world.then(world.as_of - timedelta(hours=hours), _call)
    moments = [at(day, hour) for day in world.days for hour in (time(15, 59), time(23, 59))]
    for moment in [*moments, world.as_of]:
        world.then(moment, _count, counting)


def _open(world: World, number: int, plan: PostPlan) -> None:
    street = world.streets[plan.street % len(world.streets)]
    post = open_post(
        actor=DEMO,
        response=world.response,
        name=plan.name,
        name_en=plan.name_en,
        area_path=street.path,
        unit=world.units[f"crew:{number}"],
        document=f"望澜指发〔{world.began.year}〕{7 + number}号",
        until_at=world.began + timedelta(days=14 if number != ENDED_EARLY else OPEN_FOR),
        kind=plan.kind,
        with_units=[world.units[f"{unit}:{plan.street}"] for unit in JOINT] if number == 0 else (),
    )
    world.posts.append(post)
    world.plans[post.pk] = plan
    if number == ENDED_EARLY:
        world.then(post.until_at + timedelta(hours=14), _disband, post)
    else:
        world.then(world.began + timedelta(days=13), _extend, post, number)


def _disband(world: World, post: Post) -> None:
    """A team founded for the response ends with its work."""
    world.on_duty.pop(post.unit.path, None)
    end_unit(actor=DEMO, unit=post.unit)


def _extend(world: World, post: Post, number: int) -> None:
    """The posts stand on for two weeks; the last of them only until tonight."""
    until = at(world.today, time(23, 59)) + timedelta(days=12 if number != 5 else 0)
    extended = extend_post(
        actor=DEMO, post=post.pk, until_at=until, document=f"望澜指发〔{world.began.year}〕{40 + number}号"
    )
    world.posts[world.posts.index(post)] = extended


def _issue(world: World, purpose: str, plated: str, first: bool) -> None:
    issue_pass(
        actor=DEMO,
        response=world.response,
        area_path=world.district.path,
        plate=plated,
        purpose=purpose,
        document=f"望澜指发〔{world.began.year}〕28号",
        from_on=today(),
        until_on=world.today + timedelta(days=20),
        has_priority=first,
    )


def _call(world: World) -> None:
    """A lamp fails at night; the street sends another."""
    if not world.posts:
        return
    post = world.posts[0]
    call = call_for_help(
        actor=world.staff_of(post.unit).actor,
        stamp=Stamp(),
        post=post.pk,
        kind=HelpKind.EQUIPMENT,
        note="照明灯损坏，夜间无法查验",
    )
    world.then(now() + timedelta(minutes=11), _bring, call.pk)


def _bring(world: World, call: UUID) -> None:
    task = Task.objects.get(subject_id=call)
    staff = world.answering(task.unit) or world.staff_of(task.unit)
    answer(actor=staff.actor, task=task, outcome="brought")


def _count(world: World, counting: Counting) -> None:
    since, until = counting.until, now()
    counting.until = until
    for post in world.posts:
        dice = world.dice(f"{post.name} {until:%F %H}")
        begin, end = max(since, post.from_at), min(until, post.ends_at)
        presses = list(_presses(dice, world, world.plans[post.pk], begin, end)) if begin < end else []
        tally_many(actor=world.staff_of(post.unit).actor, post=post.pk, presses=presses)


def _presses(
    dice: Random, world: World, plan: PostPlan, begin: datetime, end: datetime
) -> Iterator[tuple[Stamp, Passing]]:
    """What a post counted between two instants, at one press for half a dozen vehicles or a group of people."""
    vehicles, people = _passages(world, plan, begin, end)
    presses = max(1, round(max(vehicles / 6, people / 14)))
    for moment in sorted(begin + (end - begin) * dice.random() ** 0.9 for _ in range(presses)):
        passing = Passing(
            direction=Direction.IN if dice.random() < _inbound(world, day_of(moment)) else Direction.OUT,
            vehicles=_about(dice, vehicles / presses, 20),
            people=_about(dice, people / presses, 200),
        )
        if passing.vehicles or passing.people:
            yield Stamp(at=moment, device=f"post-{dice.randint(1, 3)}"), passing


def _about(dice: Random, mean: float, most: int) -> int:
    return min(most, round(dice.triangular(0, 2 * mean, mean))) if mean else 0


def _passages(world: World, plan: PostPlan, begin: datetime, end: datetime) -> tuple[float, float]:
    """Vehicles and people in a span: the sum of its hours, each with its weight in the day, and the day's own."""
    weight, moment = 0.0, begin
    while moment < end:
        following = min(end, moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
        share = (following - moment) / timedelta(hours=1)
        weight += share * HOURS[localtime(moment).hour] * _busy(world, day_of(moment))
        moment = following
    vehicles, people = _bustle(world)
    return plan.vehicles * weight / sum(HOURS) * vehicles, plan.people * weight / sum(HOURS) * people


def _bustle(world: World) -> tuple[float, float]:
    """By how much more or less passes than the posts are planned for: vehicles and people."""
    if world.scale.passages is None:
        return (min(1, world.scale.bustle),) * 2
    vehicles = people = 0.0
    for number, plan in enumerate(POSTS):
        open_on = world.days[:OPEN_FOR] if number == ENDED_EARLY else world.days
        days = sum(_busy(world, day) for day in open_on)
        vehicles, people = vehicles + days * plan.vehicles, people + days * plan.people
    return world.scale.passages[0] / vehicles, world.scale.passages[1] / people


HOURS = (2, 1, 1, 1, 2, 4, 9, 17, 21, 18, 15, 14, 13, 13, 14, 16, 19, 23, 21, 14, 10, 8, 5, 3)
"""How much passes in each hour of a day: the ways to work and home, little at night."""
WEEKDAYS = (1.0, 0.93, 0.92, 0.96, 1.22, 1.12, 1.2)


def _busy(world: World, day: date) -> float:
    """Fridays and Sundays are fuller, and the days before the holiday fuller still."""
    return WEEKDAYS[day.weekday()] * (1 + 0.22 * max(0, 6 - world.days_to_holiday(day)))


def _inbound(world: World, day: date) -> float:
    """Before a holiday more come home than leave."""
    return 0.51 + 0.03 * max(0, 6 - world.days_to_holiday(day))
