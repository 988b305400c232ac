"""What one line of a round sheet has no room for: several people behind a door, and the round's own questions."""

from datetime import timedelta

import pytest

from lianfang.kernel import clock
from lianfang.orgs.tests.make import make_worker
from lianfang.paper.access import KEY_IN
from lianfang.paper.tests.keying import key, printed, row_of
from lianfang.screening.models import DoorVisit
from lianfang.screening.tests.make import WORKING
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db
FEVER = {"unwell-0-name": "赵燕", "unwell-0-temperature": "385"}
HELP, PHONE = "tasks.needs_help:household", "tasks.phone:household"
DONE = {"outcome": "1"}
LI, WU = {"arrived-0-name": "李强", "arrived-0-came_on": ""}, {"arrived-0-name": "吴敏"}


@pytest.fixture
def world(cast, watcher):
    """A round with two questions of its own, and somebody who keys in."""
    with watcher.resting():
        cast.round = cast.open(from_at=clock.now() - timedelta(days=2), questions=("tasks.needs_help", "tasks.phone"))
        cast.typist = make_worker("typist", cast.units["河东社区居委会"], *WORKING, KEY_IN)
    return cast


@pytest.fixture
def page(world):
    yesterday = clock.today() - timedelta(days=1)
    subject = f"{world.round.pk}:{world.areas['3号楼'].path}:"
    return printed(world.client("typist"), "screening.round", subject, yesterday)[0]


def arrived(door="1-1-101"):
    return [each.name for each in DoorVisit.kept.get(door__household__door=door).told().arrived]


def test_two_who_came_are_written_on_two_lines(world, page):
    rows = {
        "doors_1": DONE | LI,
        "more_1": {"line": "1"} | WU,
        "more_2": {"line": "〃", **FEVER},
    }
    key(world.client("typist"), page, **rows)
    visit = DoorVisit.kept.get()
    assert (page.taken, page.wrong, visit.arrived, visit.unwell) == (3, 0, 2, 1)
    assert arrived() == ["李强", "吴敏"]
    assert Task.objects.filter(kind="screening.unwell").count() == 1

    key(world.client("typist"), page, **rows)
    assert DoorVisit.objects.get() == visit


def test_a_door_names_its_line_too_and_that_of_a_new_household(world, page):
    new = {"door": "1-9-901"} | LI
    key(
        world.client("typist"),
        page,
        doors_2=DONE,
        new_1=new,
        more_1={"line": "１-1-102"} | WU,
        more_2={"line": "1-9-901"} | WU,
    )
    assert page.wrong == 0
    assert (arrived("1-1-102"), arrived("1-9-901")) == (["吴敏"], ["李强", "吴敏"])


def test_a_line_added_later_corrects_the_record_and_taken_away_takes_it_back(world, page):
    typist = world.client("typist")
    key(typist, page, doors_1=DONE | LI)
    key(typist, page, more_1={"line": "1"} | WU)
    assert arrived() == ["李强", "吴敏"]
    key(typist, page, more_1={})
    assert arrived() == ["李强"]
    assert row_of(page, "more_1").state == "empty"


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ({"line": "9"} | WU, "line"),
        ({"line": "2"} | WU, "line"),
        (WU, "line"),
        ({"line": "1", "arrived-0-name": "吴敏", "arrived-0-came_on": "13.45"}, "arrived-0-came_on"),
        ({"line": "1", "in_need-0-name": "孙杰"}, "in_need-0-needs"),
    ],
)
def test_what_cannot_be_is_said_beside_its_cell(world, page, line, cell):
    answer = key(world.client("typist"), page, doors_1=DONE | LI, more_1=line)
    assert answer.status_code == 422
    assert set(row_of(page, "more_1").problems) == {cell}


def test_a_line_waits_for_the_one_it_belongs_to(world, page):
    typist = world.client("typist")
    key(typist, page, doors_1={"outcome": "7"}, more_1={"line": "1"} | WU)
    assert (page.wrong, DoorVisit.objects.count()) == (2, 0)
    key(typist, page, doors_1=DONE)
    assert (page.wrong, arrived()) == (0, ["吴敏"])


def test_a_time_that_cannot_be_is_wrong_once_and_mended_for_all_below_it(world, page):
    typist = world.client("typist")
    answer = key(typist, page, doors_1={"at": "25:00"} | DONE, doors_2=DONE)
    assert 'name="insist"' not in answer.content.decode()
    assert [set(row_of(page, name).problems) for name in ("doors_1", "doors_2")] == [{"at"}, {""}]
    key(typist, page, doors_1={"at": "9:40"} | DONE)
    assert (page.wrong, DoorVisit.kept.count()) == (0, 2)


def test_the_questions_of_the_round_are_columns(world, page):
    answer = key(
        world.client("typist"),
        page,
        doors_1=DONE | {HELP: "√", PHONE: "138 0013 8000"},
        doors_2=DONE | {HELP: "2", PHONE: "12"},
    )
    assert set(row_of(page, "doors_2").problems) == {PHONE}
    assert DoorVisit.kept.get().told().answers == {HELP: "yes", PHONE: "13800138000"}
    assert 'name="doors-1:tasks.needs_help:household"' in answer.content.decode()
