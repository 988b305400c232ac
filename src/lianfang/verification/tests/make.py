"""Lists from above for tests: of this module and of everything above it. Call them inside ``watcher.resting()``."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import xlsxwriter

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.clock import today
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_worker
from lianfang.people.models import Household, Person
from lianfang.people.tests.make import id_number, make_household, make_person, phone
from lianfang.privacy.access import RELEASE_EXPORT, REQUEST_EXPORT
from lianfang.tasks.tests.make import DOES, LEADS, Cast, make_cast
from lianfang.territory.tests.make import make_user
from lianfang.verification.access import MATCH_LISTS, SEE_LISTS, SEND_LISTS, WORK_LISTS
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import ListKind
from lianfang.verification.taking import runs

DESK = (*LEADS, SEE_LISTS, SEND_LISTS, WORK_LISTS, MATCH_LISTS, REQUEST_EXPORT, RELEASE_EXPORT)
SECRETARY = (*LEADS, SEE_LISTS, WORK_LISTS, MATCH_LISTS)
WORKER = (*DOES, SEE_LISTS, WORK_LISTS)
HEADINGS = ("序号", "姓名", "身份证号码", "联系电话", "现住址", "车次")


@dataclass
class Office:
    """The cast of tasks; the command's desk takes lists in, Hedong's secretary and worker verify, a stranger does not."""

    cast: Cast
    desk: User
    second: User
    secretary: User
    worker: User
    stranger: User
    home: Household
    wang: Person
    li: Person

    def actor(self, name: str) -> Actor:
        return Actor.of(getattr(self, name))

    @property
    def health(self) -> Unit:
        """A department that sends lists."""
        return self.cast.units["云溪街道办事处"]


def make_office() -> Office:
    """Two residents of Hedong behind one door: 王小明 with ID number and phone, 李秀英 with her birth date."""
    cast = make_cast()
    home = make_household(cast.areas["3号楼"].path, door="2-601")
    wang = make_person("王小明", household=home, id_number=id_number(date(1990, 1, 2)), phone="13812340001")
    li = make_person("李秀英", household=home, id_number=id_number(date(1962, 5, 8), sex="F"), phone="13812340002")
    return Office(
        cast,
        desk=make_user("desk", *DESK, area=cast.areas["和安区"]),
        second=make_user("second", *DESK, area=cast.areas["和安区"]),
        secretary=make_worker("secretary", cast.receiver, *SECRETARY),
        worker=make_worker("lists-worker", cast.receiver, *WORKER),
        stranger=make_worker("nobody", cast.units["水峪村村委会"], *SECRETARY),
        home=home,
        wang=wang,
        li=li,
    )


def about(office: Office | None = None, **more: Any) -> runs.About:
    """What is said of a list from the city's centre, unless told otherwise."""
    given: dict[str, Any] = {
        "kind": ListKind.TRAVELLED_TOGETHER,
        "purpose": "同乘人员核查",
        "ground": "市指挥部协查函〔2022〕18号",
        "outside": "" if more.get("sender") else "市疾控中心",
        **more,
    }
    return runs.About(**given)


def csv_of(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(*rows: Sequence[object], headings: Sequence[str] = HEADINGS, title: str = "") -> bytes:
    """A workbook; with a title merged over its columns above the header."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"strings_to_formulas": False})
    sheet = book.add_worksheet("名单")
    if title:
        sheet.merge_range(0, 0, 0, len(headings) - 1, title)
    for at, row in enumerate([headings, *rows], start=bool(title)):
        sheet.write_row(at, 0, row)
    book.close()
    return memory.getvalue()


def make_list(office: Office, *rows: Sequence[str], content: bytes = b"", **more: Any) -> NameList:
    """A list that is taken in."""
    return take(office, content or csv_of(*rows), **more)


def take(office: Office, content: bytes, filename: str = "协查名单.csv", **more: Any) -> NameList:
    actor = office.actor("desk")
    sent = runs.send_list(actor=actor, about=about(**more), filename=filename, content=content)
    return runs.start(actor=actor, name_list=sent.name_list.pk)


def begin(office: Office, content: bytes, filename: str = "协查名单.csv", **more: Any) -> NameList:
    """A list that is under way; `runs.work` takes it in."""
    actor = office.actor("desk")
    sent = runs.send_list(actor=actor, about=about(**more), filename=filename, content=content)
    return runs.begin(actor=actor, name_list=sent.name_list.pk)


def row_of(name_list: NameList, name: str) -> NameRow:
    """The row with this name."""
    return next(row for row in name_list.lines.select_related("unit", "task__unit", "person") if row.name == name)


def wang_row(office: Office, number: int = 1) -> tuple[str, ...]:
    """王小明 as the register has him."""
    return (str(number), "王小明", str(office.wang.id_number), "13812340001", "河东社区3号楼2-601", "G2 6车")


def unknown_row(number: int, name: str, address: str = "", called: str | None = None) -> tuple[str, ...]:
    """Somebody whom nobody has on record."""
    return (str(number), name, "", phone() if called is None else called, address, "G2 6车")


def yesterday() -> date:
    return today() - timedelta(days=1)
