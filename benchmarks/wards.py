"""Wards to work in: grids with a team, three hundred doors and a leader with a phone, and posts with their crew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from benchmarks.district import BENCH, make_district
from benchmarks.history import begin_response
from lianfang.accounts.models import User
from lianfang.accounts.services import give
from lianfang.accounts.services.grants import Reach
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.services import open_post
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.services import add_member, found_unit
from lianfang.people.bulk import insert_rows
from lianfang.people.models import Household, Person
from lianfang.privacy.audit import audit
from lianfang.project.demo.names import full_name
from lianfang.project.demo.numbers import Numbers
from lianfang.response.models import Response
from lianfang.sync.services import open_pairing, pair
from lianfang.tasks.models import Task
from lianfang.tasks.subjects import HOUSEHOLD
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.services import add_area
from lianfang.vault.keyfile import at_hand

GRIDS_IN_A_COMMUNITY = 5
BUILDINGS = 2
ASKS = ("tasks.people_at_home", "tasks.needs_help")
YESTERDAY = timedelta(days=1)


@dataclass(frozen=True)
class Ward:
    """Where one phone is at work: a grid with its doors and what is asked there, or a post."""

    unit: Unit
    token: str
    device: str
    """As acts name it."""
    doors: Sequence[Task] = ()
    post: Post | None = None


def make_wards(grids: int, posts: int, doors: int) -> Iterator[Ward]:
    """So many leaders of grids with so many doors each, then so many crews."""
    top, streets = make_district()
    response = begin_response(top, now() - YESTERDAY)
    command = found_unit(actor=BENCH, parent=None, kind=UnitKind.COMMAND.value, name="测算指挥部", area_path=top.path)
    dice = Random(7)
    numbers = Numbers(dice)
    committee: Unit | None = None
    for number in range(grids):
        street = streets[number // GRIDS_IN_A_COMMUNITY % len(streets)]
        if committee is None or number % GRIDS_IN_A_COMMUNITY == 0:
            committee = _committee(command, street, number)
        yield _grid(response, committee, number, doors, (dice, numbers))
    for number in range(posts):
        yield _post(response, command, streets[number % len(streets)], number)


def _committee(command: Unit, street: Area, number: int) -> Unit:
    community = add_area(actor=BENCH, parent=street, level=Level.COMMUNITY.value, name=f"测算{number}社区")
    return found_unit(
        actor=BENCH, parent=command, kind=UnitKind.COMMUNITY.value, name=f"{community}居委会", area_path=community.path
    )


@transaction.atomic
def _grid(response: Response, committee: Unit, number: int, doors: int, luck: tuple[Random, Numbers]) -> Ward:
    grid = add_area(
        actor=BENCH, parent=Area.objects.get(path=committee.area_path), level=Level.GRID.value, name=f"第{number}网格"
    )
    team = found_unit(
        actor=BENCH, parent=committee, kind=UnitKind.TEAM.value, name=f"第{number}网格组", area_path=grid.path
    )
    tasks = _doors(response, team, grid, doors, luck)
    return Ward(team, *_phone(f"leader{number}", "worker", team, Reach(area_path=grid.path)), tasks)


def _doors(response: Response, team: Unit, grid: Area, doors: int, luck: tuple[Random, Numbers]) -> list[Task]:
    """Doors with somebody behind each, about whom something is asked."""
    buildings = [
        add_area(actor=BENCH, parent=grid, level=Level.BUILDING.value, name=f"{number + 1}号楼")
        for number in range(BUILDINGS)
    ]
    households = [
        Household(area_path=buildings[at % BUILDINGS].path, door=f"{at // 100 + 1}-{at // 4 % 25 + 1}0{at % 4 + 1}")
        for at in range(doors)
    ]
    people = [_person(household, *luck) for household in households]
    tasks = [_task(response, team, household, person) for household, person in zip(households, people, strict=True)]
    with at_hand():
        insert_rows(Household, households)
        insert_rows(Person, people)
        insert_rows(Task, tasks)
    audit(BENCH, "task.asked_many", "tasks.task", count=len(tasks))
    return tasks


def _person(household: Household, dice: Random, numbers: Numbers) -> Person:
    born, sex = date(1940, 1, 1) + timedelta(days=dice.randrange(25_000)), dice.choice("MF")
    return Person(
        household=household,
        area_path=household.area_path,
        name=full_name(dice, sex, born.year),
        id_number=numbers.id_number(born, sex),
        phone=numbers.mobile(),
        birth_date=born,
        birth_year=born.year,
        sex=sex,
    )


def _task(response: Response, team: Unit, household: Household, person: Person) -> Task:
    return Task(
        response=response,
        kind="tasks.ask_control",
        person=person,
        household=household,
        subject_kind=HOUSEHOLD,
        subject_id=household.pk,
        area_path=household.area_path,
        unit=team,
        unit_path=team.path,
        questions=list(ASKS),
        because=Reason.of("tasks.asked"),
        opens_at=now() - YESTERDAY,
        due_at=now() + timedelta(hours=6),
        created_by=BENCH.name,
    )


@transaction.atomic
def _post(response: Response, command: Unit, street: Area, number: int) -> Ward:
    team = found_unit(
        actor=BENCH, parent=command, kind=UnitKind.TEAM.value, name=f"第{number}卡口组", area_path=street.path
    )
    post = open_post(
        actor=BENCH,
        response=response,
        name=f"第{number}卡口",
        area_path=street.path,
        unit=team,
        document="测算〔2〕号",
        from_at=now() - YESTERDAY,
        until_at=now() + timedelta(days=5),
    )
    return Ward(team, *_phone(f"crew{number}", "crew", team, Reach(unit_path=team.path)), post=post)


def _phone(username: str, role: str, unit: Unit, over: Reach) -> tuple[str, str]:
    """Somebody's phone: its token, and how acts name it."""
    user = User(username=username, name="测算员")
    user.set_unusable_password()
    user.save(force_insert=True)
    give(actor=BENCH, user=user.pk, role=role, over=over, starts_at=now() - YESTERDAY)
    add_member(actor=BENCH, unit=unit, user=user)
    _pairing, code = open_pairing(actor=BENCH, user=user.pk, label=f"phone of {username}")
    enrolled = pair(code=code)
    return enrolled.token, enrolled.device.code


def record_of(kind: str, about: object, at: str, offset: float, values: dict[str, object]) -> dict[str, object]:
    """As a phone hands it in."""
    return {
        "id": str(new_id()), "kind": kind, "about": str(about), "at": at, "offset_seconds": offset, "values": values,
    }  # fmt: skip
