"""Daily reports of committees, offices and the command, some late, some missing; two bulletins out and one on the desk."""

from datetime import date, datetime, time, timedelta
from random import Random

from lianfang.figures.folding import fold_all
from lianfang.kernel.clock import at
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.project.demo.world import DEMO, Staff, World
from lianfang.reporting.models import DutyToReport
from lianfang.reporting.selectors import counted_for
from lianfang.reporting.services import (
    approve_bulletin,
    begin_duty,
    draft_bulletin,
    end_duty,
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
COMMITTEES_SINCE = 4
"""Days since which the communities report for themselves: before a holiday the command wants to see each of them."""
LATE, NEVER = 0.06, 0.015
MISSING_NOW = {"committee:0", "committee:9", "committee:23"}
"""Who has not reported today; the first so that a visitor may do it."""
LATE_NOW = {"committee:1", "committee:7", "committee:15", "office:2"}
DIFFERS = 0.04
"""Share of reports in which a unit states otherwise than was counted."""
DIFFERS_NOW = "office:0"
KNOWS_MORE = (
    ("checkpoints.vehicles", 3, "停电四十分钟，纸质台账补记"),
    ("arrivals.reported", 2, "两户电话报备，登记随后补录"),
    ("isolation.reports", 1, "一户由村医上门测温，记录尚在纸上"),
)
"""A figure, how many more a unit knows of than the records, and why."""


def build_reports(world: World) -> None:
    """Every unit files every day, most in time; the visitor's community waits for its report."""
    dice, other = world.dice("reports"), world.dice("stated")
    if world.today - timedelta(days=COMMITTEES_SINCE) > world.days[0]:
        world.then(world.began + timedelta(minutes=40), _spare_committees)
        world.then(at(world.today - timedelta(days=COMMITTEES_SINCE), time(8)), _ask_committees)
    for day in world.days:
        world.then(at(day, time(16)), _fold)
        for key in _reporting(world, day):
            if moment := _moment(world, dice, key, day):
                differs = other.random() < DIFFERS or (key == DIFFERS_NOW and day == world.last_report_day)
                world.then(moment, _file, world.units[key], day, other.choice(KNOWS_MORE) if differs else None)
    for hour in (time(16, 5), time(16, 35), time(17, 5), time(18, 5)):
        for day in world.days[-2:]:
            world.then(at(day, hour), _remind)


def _moment(world: World, dice: Random, key: str, day: date) -> datetime | None:
    """When a unit files, or None for never; of the last days some are late or missing whatever the dice say."""
    begin, end = (at(day, hour) for hour in HOURS[UnitKind(world.units[key].kind)])
    luck, last = dice.random(), day >= world.last_report_day
    if luck < NEVER or (last and key in MISSING_NOW):
        return None
    if luck < NEVER + LATE or (last and key in LATE_NOW):
        return end + timedelta(minutes=dice.randint(4, 75))
    return begin + (end - begin) * dice.random()


def _reporting(world: World, day: date) -> list[str]:
    """Who reports on a day: the command and the offices always, the committees on the first and on the last days."""
    everybody = day == world.days[0] or (world.today - day).days <= COMMITTEES_SINCE
    kinds = [*HOURS] if everybody else [UnitKind.OFFICE, UnitKind.COMMAND]
    return [key for key, unit in world.units.items() if unit.kind in kinds]


def _spare_committees(world: World) -> None:
    """At first the streets and towns reported for their communities; only on the first day everybody did."""
    duty = DutyToReport.objects.get(response=world.response, unit_kind=UnitKind.COMMUNITY, until_on=None)
    end_duty(actor=DEMO, duty=duty.pk)


def _ask_committees(world: World) -> None:
    begin_duty(actor=DEMO, response=world.response, unit_kind=UnitKind.COMMUNITY)


def _fold(_world: World) -> None:
    fold_all()


def _remind(_world: World) -> None:
    remind()


def _file(world: World, unit: Unit, day: date, more: tuple[str, int, str] | None) -> None:
    stated = Stated()
    if more is not None:
        figure, number, because = more
        counted = counted_for(unit, world.response, day).numbers.get(figure, 0)
        stated = Stated({figure: counted + number}, {figure: because})
    staff = _who_files(world, unit)
    file_report(actor=staff.actor, response=world.response, unit=unit.pk, day=day, stated=stated)


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
