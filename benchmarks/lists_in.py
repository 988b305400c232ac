"""A list from above taken in (协查名单): from the file to the inboxes, beside what a script over an opened register does."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

import click
from django.db import transaction
from django.db.models import Model

from benchmarks.district import BENCH
from benchmarks.history import EDITION
from benchmarks.lines import Line
from benchmarks.matching.apart import most_memory
from benchmarks.matching.damage import Row
from benchmarks.matching.listing import Lister, Truth
from benchmarks.matching.places import Door, make_doors
from benchmarks.matching.quality import Quality
from benchmarks.matching.register import Resident, Town
from benchmarks.pages import make_user
from benchmarks.place import tell
from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.services import found_unit
from lianfang.people.bulk import insert_rows, look_again
from lianfang.people.models import Household, Person
from lianfang.people.tokens import write_tokens
from lianfang.privacy.audit import audit
from lianfang.response.services import activate
from lianfang.tasks.models import Task
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.services import add_area
from lianfang.vault.keyfile import at_hand
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import Certainty, ListKind, Stage
from lianfang.verification.taking import runs

TOWN_SEED, LIST_SEED = 20261122, 11
SIZES = {
    "tiny": (150, (40,)),
    "quick": (40_000, (2_000,)),
    "usual": (400_000, (8_000,)),
    "full": (400_000, (8_000, 380_000)),
}
"""Residents, and the lengths of the lists."""
BATCH = 5_000
HEADINGS = ("序号", "姓名", "性别", "证件号码", "出生日期", "手机号", "居住地址")
OPENED = "a script: every resident opened, equal ID number, else equal name and phone; rows and tasks by bulk_create"


def measure(size: str) -> Iterator[Line]:
    """Seconds from the file to the inboxes and what is said of the rows, list by list.

    Raises ClickException for a certain answer that is wrong, and for a row that is neither somebody's nor seen to be nobody's.
    """
    residents, lengths = SIZES[size]
    tell(f"lists-in: {residents:,} residents")
    town = RoomyTown(TOWN_SEED, residents)
    place = Place()
    keys = place.enter(town)
    for length in lengths:
        tell(f"lists-in: {length:,} rows")
        rows = Lister(town, LIST_SEED + length).rows(length)
        yield from _measured(place, keys, rows)


class RoomyTown(Town):
    """A town that does not run out of doors behind which nobody lives, however many strangers a list has."""

    def empty_door(self) -> Door:
        try:
            return super().empty_door()
        except StopIteration:
            self._doors = (replace(door, street="新城街道") for door in make_doors(self.dice, 200_000))
            return super().empty_door()


@dataclass
class Place:
    """A district with its committees, and somebody at the command's desk."""

    areas: dict[tuple[str, ...], Area] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.top = add_area(actor=BENCH, parent=None, level=Level.DISTRICT.value, name="测算区")
        self.command = found_unit(
            actor=BENCH, parent=None, kind=UnitKind.COMMAND.value, name="测算指挥部", area_path=self.top.path
        )
        activate(
            actor=BENCH,
            name="测算响应",
            area_path=self.top.path,
            authority="测算指挥部",
            document="测算〔1〕号",
            level=2,
            edition=EDITION,
            review_on=today().replace(year=today().year + 1),
        )
        self.actor = Actor.of(make_user("command", self.top.path))
        self.units: dict[tuple[str, ...], Unit] = {}

    def enter(self, town: Town) -> dict[UUID, int]:
        """Put the town into the register; gives the key of everybody by their id."""
        doors: dict[Door, Household] = {}
        people = [(each.key, self._person(each, doors)) for each in town.residents()]
        homes = list(doors.values())
        self._write(Household, homes, lambda rows: insert_rows(Household, rows))
        self._write(Person, [person for _, person in people], _register)
        look_again()
        return {person.pk: key for key, person in people}

    def _write(self, model: type[Model], rows: Sequence[Any], insert: Callable[[Any], None]) -> None:
        for start in range(0, len(rows), BATCH):
            with transaction.atomic(), at_hand():
                insert(rows[start : start + BATCH])
                audit(BENCH, "person.registered_many", model._meta.label_lower, count=BATCH)

    def _person(self, each: Resident, doors: dict[Door, Household]) -> Person:
        if each.door not in doors:
            area, door = self._area_of(each.door)
            doors[each.door] = Household(area_path=area.path, door=door)
        home = doors[each.door]
        return Person(
            household=home,
            area_path=home.area_path,
            name=each.name,
            id_number=each.id_number,
            phone=each.phone,
            birth_date=each.born if each.birth else None,
            birth_year=each.born.year if each.birth else None,
            sex=each.sex,
        )

    def _area_of(self, door: Door) -> tuple[Area, str]:
        """A compound with doors 3-2-601, or a villagers' group with doors 12."""
        community = self._area((door.street, door.community), Level.COMMUNITY)
        if door.is_rural:
            return self._area((door.street, door.community, f"{door.building}组"), Level.BUILDING), f"{door.room}"
        compound = self._area((door.street, door.community, door.compound), Level.COMPOUND)
        assert community.path < compound.path
        return compound, f"{door.building}-{door.entrance}-{door.room}"

    def _area(self, line: tuple[str, ...], level: Level) -> Area:
        if line not in self.areas:
            above = line[:-1]
            parent = self.top if not above else self._area(above, Level.STREET if len(above) == 1 else Level.COMMUNITY)
            self.areas[line] = add_area(actor=BENCH, parent=parent, level=level.value, name=line[-1])
            if level in (Level.STREET, Level.COMMUNITY):
                self._found(line, level)
        return self.areas[line]

    def _found(self, line: tuple[str, ...], level: Level) -> None:
        kind = UnitKind.OFFICE if level is Level.STREET else UnitKind.COMMUNITY
        above = self.units.get(line[:-1], self.command)
        self.units[line] = found_unit(
            actor=BENCH, parent=above, kind=kind.value, name=f"{line[-1]}办", area_path=self.areas[line].path
        )


def _register(people: Sequence[Person]) -> None:
    insert_rows(Person, people)
    write_tokens(people)


# -- what is measured --------------------------------------------------------------------------------------------------


def _measured(place: Place, keys: dict[UUID, int], rows: Sequence[tuple[Row, Truth]]) -> Iterator[Line]:
    content = _written([row for row, _ in rows])
    began, cpu = perf_counter(), process_time()
    name_list = _taken_in(place, content)
    taken, cpu = perf_counter() - began, process_time() - cpu
    lines = list(NameRow.objects.filter(name_list=name_list).order_by("number"))
    truths = [truth.resident for _, truth in rows]
    certain, offered = _said(lines, truths, keys)
    opened = Opened()
    theirs = opened.quality(rows, truths, keys)
    params = {
        "rows": len(rows),
        "residents": len(keys),
        **_counts(name_list, lines, len(rows)),
        "memory_mb": round(most_memory()),
        "cpu_seconds": round(cpu, 1),
    }
    yield Line(
        "lists-in.seconds", taken, "s", OPENED, opened.seconds, {**params, "rows_a_second": round(len(rows) / taken)}
    )
    both = {"ours": certain.as_params(), "theirs": theirs.as_params()}
    yield Line("lists-in.certain_precision", certain.precision, "%", OPENED, theirs.precision, {**params, **both}, True)
    yield Line("lists-in.certain_recall", certain.recall, "%", OPENED, theirs.recall, {**params, **both}, True)
    offers = {"ours": offered.as_params(), "theirs": theirs.as_params()}
    yield Line("lists-in.offered_recall", offered.recall, "%", OPENED, theirs.recall, {**params, **offers}, True)
    if certain.wrong:
        raise click.ClickException(f"{certain.wrong} rows are certain and wrong.")


def _written(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for at, row in enumerate(rows, 1):
        writer.writerow([at, row.name, row.sex, row.id_number, row.birth, row.phone, row.address])
    return text.getvalue().encode("gb18030", errors="replace")


def _taken_in(place: Place, content: bytes) -> NameList:
    """Sent by a page and taken in as the worker does it."""
    about = runs.About(ListKind.TRAVELLED_TOGETHER, "测算", "测算〔2〕号", outside="市疾控中心")
    sent = runs.send_list(actor=place.actor, about=about, filename="名单.csv", content=content).name_list
    runs.work(runs.begin(actor=place.actor, name_list=sent.pk).pk)
    sent.refresh_from_db()
    if sent.stage != Stage.TAKEN:
        raise click.ClickException(f"The list was not taken in: {sent.problem}")
    return sent


def _said(lines: Sequence[NameRow], truths: Sequence[int], keys: dict[UUID, int]) -> tuple[Quality, Quality]:
    """Of the certain rows, and of those with the first of the likely ones."""
    findable = sum(truth > 0 for truth in truths)
    certain = [(line.person_id, truth) for line, truth in zip(lines, truths, strict=True) if line.person_id]
    likely = [
        (UUID(line.candidates[0]["person"]), truth)
        for line, truth in zip(lines, truths, strict=True)
        if line.certainty == Certainty.LIKELY
    ]
    one, both = ([keys[who] == truth for who, truth in said] for said in (certain, [*certain, *likely]))
    return Quality(len(one), sum(one), findable), Quality(len(both), sum(both), findable)


def _counts(name_list: NameList, lines: Sequence[NameRow], rows: int) -> dict[str, object]:
    """How the rows were split; every row stands somewhere, and who has one has a task."""
    nobodys = sum(line.is_unowned for line in lines)
    owned = sum(line.unit_id is not None for line in lines)
    if len(lines) != rows or nobodys + owned != rows:
        raise click.ClickException(f"Of {rows} rows {owned} have a unit and {nobodys} are nobody's.")
    tasks = Task.objects.filter(pk__in={line.task_id for line in lines if line.task_id}).count()
    splits = Counter(line.split for line in lines)
    return {"split": dict(splits), "to_confirm": sum(line.state == "confirm" for line in lines), "tasks": tasks}


class Opened:
    """The register opened whole, as a script would: an exact join, then rows and tasks written without any question."""

    def quality(self, rows: Sequence[tuple[Row, Truth]], truths: Sequence[int], keys: dict[UUID, int]) -> Quality:
        began = perf_counter()
        by_id: dict[str, list[UUID]] = {}
        by_phone: dict[tuple[str, str], list[UUID]] = {}
        with at_hand():
            for person in Person.objects.iterator(5000):
                if person.id_number:
                    by_id.setdefault(str(person.id_number), []).append(person.pk)
                if person.phone:
                    by_phone.setdefault((str(person.name), str(person.phone)), []).append(person.pk)
        found = [by_id.get(row.id_number) or by_phone.get((row.name, row.phone)) or [] for row, _ in rows]
        self._write(rows)
        self.seconds = perf_counter() - began
        said = [(keys[who[0]], truth) for who, truth in zip(found, truths, strict=True) if len(who) == 1]
        return Quality(len(said), sum(one == truth for one, truth in said), sum(truth > 0 for truth in truths))

    def _write(self, rows: Sequence[tuple[Row, Truth]]) -> None:
        """The rows and a task each, as Django writes them in bulk, rolled back afterwards."""
        first = NameRow.objects.select_related("name_list", "response").exclude(task=None).select_related("task")[0]
        task = first.task
        assert task is not None
        with transaction.atomic():
            tasks = [
                Task(
                    response=first.response,
                    kind=task.kind,
                    subject_kind="bench",
                    subject_id=first.pk,
                    area_path=first.area_path,
                    unit_id=task.unit_id,
                    unit_path=task.unit_path,
                    because=task.because,
                    state="done",
                    closed_at=first.due_at,
                    created_by="bench",
                )
                for _ in rows
            ]
            Task.objects.bulk_create(tasks, batch_size=BATCH)
            NameRow.objects.bulk_create(
                [
                    NameRow(
                        name_list=first.name_list,
                        response=first.response,
                        number=10_000_000 + at,
                        name=row.name,
                        id_number=row.id_number,
                        phone=row.phone,
                        address=row.address,
                        area_path=first.area_path,
                        due_at=first.due_at,
                    )
                    for at, (row, _) in enumerate(rows)
                ],
                batch_size=BATCH,
            )
            transaction.set_rollback(True)
