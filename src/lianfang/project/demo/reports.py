"""Daily reports of committees, offices and the command, some late, some missing; two bulletins out and one on the desk."""

from datetime import date, datetime, time, timedelta
from random import Random

from lianfang.figures.folding import fold_all
from lianfang.kernel.clock import at
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.project.demo.world import Staff, World
from lianfang.reporting.services import (
    approve_bulletin,
    draft_bulletin,
    file_report,
    publish_bulletin,
    remind,
    submit_bulletin,
    write_note,
)
from lianfang.reporting.services.filing import Stated

HOURS = {
    UnitKind.COMMUNITY: (time(16, 1), time(16, 30)),
    UnitKind.OFFICE: (time(16, 32), time(17)),
    UnitKind.COMMAND: (time(17, 10), time(18)),
}
"""Between which hours a unit of a kind files when it is in time."""
LATE, NEVER = 0.06, 0.015


def build_reports(world: World) -> None:
    """Every unit files every day, most in time; of today some are late and some are missing."""
    dice = world.dice("reports")
    units = [unit for unit in world.units.values() if unit.kind in HOURS]
    for day in world.days:
        world.then(at(day, time(16)), _fold)
        for number, unit in enumerate(units):
            if moment := _moment(world, dice, unit, day, number):
                world.then(moment, _file, unit, day)
    for hour in (time(16, 5), time(16, 35), time(17, 5), time(18, 5)):
        for day in world.days[-2:]:
            world.then(at(day, hour), _remind)


def _moment(world: World, dice: Random, unit: Unit, day: date, number: int) -> datetime | None:
    """When a unit files, or None for never; a few are late and a few missing on the last day whatever the dice say."""
    begin, end = (at(day, hour) for hour in HOURS[UnitKind(unit.kind)])
    luck = dice.random()
    last = day == world.last_report_day
    if luck < NEVER or (last and number % 17 == 6):
        return None
    if luck < NEVER + LATE or (last and number % 17 == 11):
        return end + timedelta(minutes=dice.randint(4, 75))
    return begin + (end - begin) * dice.random()


def _fold(_world: World) -> None:
    fold_all()


def _remind(_world: World) -> None:
    remind()


def _file(world: World, unit: Unit, day: date) -> None:
    staff = _who_files(world, unit)
    file_report(actor=staff.actor, response=world.response, unit=unit.pk, day=day, stated=Stated())


def _who_files(world: World, unit: Unit) -> Staff:
    role = {UnitKind.COMMUNITY: "secretary", UnitKind.OFFICE: "office", UnitKind.COMMAND: "command"}[
        UnitKind(unit.kind)
    ]
    return world.staff_of(unit, role)


NOTE = (
    "今日返乡人员增多，各街道乡镇加强值守，交接及时率有所下降，已要求无人值守单位当日补齐。",
    "More people come home for the holiday. Hand-overs are slower than yesterday; units with nobody on duty fill the gap today.",
)


def build_bulletins(world: World) -> None:
    """Those of the two days before are published; the newest is a draft."""
    newest = world.last_report_day
    for ago in (2, 1):
        world.then(at(newest - timedelta(days=ago), time(18, 20)), _draft, newest - timedelta(days=ago), True)
    world.then(max(at(newest, time(16, 50)), world.began), _draft, newest, False)


def _draft(world: World, day: date, finished: bool) -> None:
    command = [staff for staff in world.staff[world.units["command"].path] if staff.role == "command"]
    first, second = command[0].actor, command[-1].actor
    draft = draft_bulletin(actor=first, response=world.response, area_path=world.district.path, day=day)
    zh, en = NOTE
    write_note(actor=first, bulletin=draft.pk, zh=zh, en=en)
    if finished:
        submit_bulletin(actor=first, bulletin=draft.pk)
        approve_bulletin(actor=second, bulletin=draft.pk)
        publish_bulletin(actor=second, bulletin=draft.pk)
