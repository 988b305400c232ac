"""Verification lists from above come in the night, in three layouts; the communities verify what they own."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now, today
from lianfang.orgs.rules import UnitKind
from lianfang.people.models import Person
from lianfang.project.demo.people import stranger
from lianfang.project.demo.world import World
from lianfang.tasks.knocks import knock_for
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.services import Knocked, record_visit
from lianfang.verification.models import NameRow
from lianfang.verification.questions import RESULT
from lianfang.verification.rules import ListKind, Outcome, State
from lianfang.verification.services import Checked, verify
from lianfang.verification.taking import runs

SENDERS = (
    # hours before now, sender, sort, what for, document, rows at one tenth of real size, how many are verified by now
    (34.2, "department:2", ListKind.TRAVELLED_TOGETHER, "同车次人员协查", "联防协查〔2022〕118号", 64, 0.96),
    (13.6, "department:1", ListKind.WAS_AT_PLACE, "重点场所暴露人员协查", "疾控协查〔2022〕57号", 110, 0.6),
    (9.1, "department:3", ListKind.RETURNED, "高速入区人员比对", "交通函〔2022〕203号", 46, 0.2),
)
LAYOUTS = (
    ("姓名", "身份证号码", "手机号", "现住址", "接触时间"),
    ("序号", "人员姓名", "联系电话", "证件号", "居住地址"),
    ("车牌号", "姓名", "证件号码", "电话"),
)


def build_lists(world: World) -> None:
    for number, (ago, *told) in enumerate(SENDERS):
        world.then(world.as_of - timedelta(hours=ago), _come, number, *told)


def _come(  # noqa: PLR0913 - a line of the table above
    world: World, number: int, sender: str, kind: ListKind, purpose: str, ground: str, rows: int, done: float
) -> None:
    dice = world.dice(f"list {number}")
    command = world.office().actor
    unit = world.units.get(sender)
    about = runs.About(
        kind,
        purpose,
        ground,
        sender=unit,
        outside="" if unit else "市疾病预防控制中心",
        window_from=today() - timedelta(days=10),
        window_until=today() - timedelta(days=2),
    )
    content = _table(world, dice, LAYOUTS[number], world.many(rows, least=12))
    sent = runs.send_list(actor=command, about=about, filename=f"{purpose}.csv", content=content)
    runs.start(actor=command, name_list=sent.name_list.pk)
    for row in NameRow.objects.filter(name_list=sent.name_list, state="open", unit__isnull=False):
        if dice.random() < done:
            world.then(now() + timedelta(minutes=dice.randint(40, 60 * 8)), _look, row.pk)


FOUND = {
    Outcome.DONE: 40,
    Outcome.ALREADY_KNOWN: 24,
    Outcome.NOT_RESIDENT: 14,
    Outcome.WRONG_DATA: 12,
    Outcome.OUT_OF_WINDOW: 10,
}


def _look(world: World, row: UUID) -> None:
    """Somebody of the community calls or knocks; one knock answers whatever else is asked at the door."""
    mine = NameRow.objects.select_related("unit", "task__household").get(pk=row)
    if mine.state != State.OPEN or mine.unit is None or mine.unit.kind != UnitKind.COMMUNITY:
        return
    worker = world.staff_of(mine.unit, "worker").actor
    [found] = world.dice(f"look {row}").choices(list(FOUND), list(FOUND.values()))
    if mine.task is not None and mine.task.household is not None and _knock(worker, mine.task.household.pk, found):
        return
    verify(actor=worker, stamp=Stamp(), row=row, checked=Checked(Channel.PHONE, found.value))


def _knock(worker: Actor, household: UUID, found: Outcome) -> bool:
    """Whether it could be answered by a visit: nothing else is asked there that only the people themselves could say."""
    knock = knock_for(worker, "household", household)
    answers = {slot.key: found.value for slot in knock.to_ask if slot.question is RESULT}
    if any(slot.question.required and slot.key not in answers for slot in knock.to_ask):
        return False
    record_visit(
        actor=worker,
        stamp=Stamp(),
        door=("household", household),
        knocked=Knocked(Channel.DOOR, Reached.REACHED, answers),
    )
    return True


def _table(world: World, dice: Random, header: Sequence[str], count: int) -> bytes:
    """Two in three live here, some with a slip in the name or an old number; the others are known to nobody."""
    residents = list(Person.objects.filter(response=None, gone_at=None).exclude(birth_year=None)[: count * 40])
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for line in range(count):
        who = _whom(world, dice, residents)
        writer.writerow([_cell(title, line, who, dice) for title in header])
    return text.getvalue().encode("gb18030")


def _whom(world: World, dice: Random, residents: Sequence[Person]) -> dict[str, str]:
    if dice.random() < 0.66:
        person = dice.choice(residents)
        known = dice.random() < 0.85
        return {
            "name": str(person.name),
            "id": str(person.id_number or "") if known else "",
            "phone": str(person.phone or ""),
            "address": str(person.household.address) if person.household else "",
        }
    who = stranger(world, dice)
    return {"name": who.name, "id": who.id_number, "phone": who.phone, "address": ""}


def _cell(title: str, line: int, who: dict[str, str], dice: Random) -> str:
    if "姓名" in title:
        return who["name"]
    if "证" in title:
        return f'="{who["id"]}"' if who["id"] else ""
    if "电话" in title or "手机" in title:
        return who["phone"]
    if "址" in title:
        return who["address"]
    if "时间" in title:
        return f"{_day(dice):%Y/%m/%d}"
    return str(line + 1) if title == "序号" else f"辽Z{dice.randint(10000, 99999)}"


def _day(dice: Random) -> date:
    return today() - timedelta(days=dice.randint(3, 9))
