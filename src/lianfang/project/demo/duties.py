"""Who is on duty: shifts in the last days, and the two units where nobody is now."""

from datetime import time, timedelta

from lianfang.kernel.clock import at
from lianfang.orgs.selectors import duty_of
from lianfang.orgs.services import go_off_duty, go_on_duty
from lianfang.project.demo.world import DEMO, Staff, World

WITHOUT = (-1, -2)
"""The committees where nobody is on duty at the moment of creation: the last two."""


def start_duty(world: World, staff: Staff) -> None:
    """Put somebody on duty for their unit; whoever was before goes off."""
    before = world.on_duty.get(staff.unit.path)
    if before is staff:
        return
    go_on_duty(actor=DEMO, unit=staff.unit, user=staff.user)
    world.on_duty[staff.unit.path] = staff
    if before is not None:
        end_duty(world, before)


def end_duty(world: World, staff: Staff) -> None:
    """Take somebody off duty; if nobody else is there, the unit has nobody."""
    if duty := duty_of(staff.actor):
        go_off_duty(actor=DEMO, duty=duty)
    if world.on_duty.get(staff.unit.path) is staff:
        del world.on_duty[staff.unit.path]


def build_duties(world: World) -> None:
    """Shifts change at eight in the morning and in the evening of the last two days; then two desks are left."""
    for number, day in enumerate(world.days[-2:]):
        for shift, hour in enumerate((time(8), time(20))):
            world.then(at(day, hour), _change, number * 2 + shift + 1)
    minutes = (130, 75)
    for which, ago in zip(WITHOUT[: len(world.communities) // 2], minutes, strict=False):
        world.then(world.as_of - timedelta(minutes=ago), _leave, which)


def _change(world: World, shift: int) -> None:
    """The next of the colleagues comes; to a desk that was left nobody does."""
    for staff in world.colleagues:
        if len(staff) > 1 and staff[0].unit.path not in world.left:
            start_duty(world, staff[shift % len(staff)])


def _leave(world: World, which: int) -> None:
    unit = world.committee_of(world.communities[which].path)
    world.left.add(unit.path)
    if staff := world.answering(unit):
        end_duty(world, staff)
