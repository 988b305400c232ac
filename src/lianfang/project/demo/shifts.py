"""The hand-over book of the posts: who leaves writes down what is there, who comes signs; one shift waits for the visitor."""

from datetime import datetime, time, timedelta
from uuid import UUID

from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.rules import Kit
from lianfang.checkpoints.services import hand_over_shift, take_shift
from lianfang.kernel.clock import at, now
from lianfang.project.demo.world import Staff, World

DAYS, HOURS = 2, (time(8), time(20))
"""Shifts of the last days; before, the book was of paper."""
USUAL = {Kit.THERMOMETERS: 4, Kit.MASKS: 260, Kit.DISINFECTANT: 6, Kit.RADIOS: 3, Kit.LIGHTS: 2}
OPEN_MATTERS = ("", "", "三号测温仪电量不足，已报修", "", "夜间气温低，取暖器一台待修", "")
WAITING = timedelta(minutes=20)
"""So long ago the shift before the visitor's was handed over; nobody has signed yet."""


def build_shifts(world: World) -> None:
    for moment in (at(day, hour) for day in world.days[-DAYS:] for hour in HOURS):
        if moment < world.as_of - 2 * WAITING:
            world.then(moment, _change)
    world.then(world.as_of - WAITING, _leave)


def _change(world: World) -> None:
    """Every post that stands, at once; who comes signs a few minutes later."""
    dice = world.dice(f"shifts {now().isoformat()}")
    for post in world.posts:
        crew = world.staff[post.unit.path]
        if post.from_at <= now() < post.ends_at and len(crew) > 1:
            first, second = crew[:2] if now().hour < 12 else crew[1::-1]
            shift = _hand_over(world, post, first, second, now())
            world.then(now() + timedelta(minutes=dice.randint(2, 9)), _take, second, post.pk, shift)


def _leave(world: World) -> None:
    """At the visitor's post the colleague has gone, and the visitor's signature is wanted."""
    if world.posts:
        visitor, colleague = world.staff[world.posts[0].unit.path][:2]
        _hand_over(world, world.posts[0], colleague, visitor, now())


def _hand_over(world: World, post: Post, leaves: Staff, comes: Staff, moment: datetime) -> UUID:
    dice = world.dice(f"shift {post.name} {moment.isoformat()}")
    kit = {f"kit_{item}": max(1, usual - dice.randint(0, usual // 3)) for item, usual in USUAL.items()}
    values = {
        **{f"kit_{item}": None for item in Kit},
        **kit,
        "to_name": comes.user.name,
        "stated_vehicles": None,
        "stated_people": None,
        "stated_stopped": None,
        "kit_note": "",
        "open_matters": dice.choice(OPEN_MATTERS),
    }
    return hand_over_shift(actor=leaves.actor, stamp=Stamp(), post=post.pk, values=values).pk


def _take(_world: World, comes: Staff, post: UUID, shift: UUID) -> None:
    take_shift(actor=comes.actor, stamp=Stamp(), post=post, shift=shift)
