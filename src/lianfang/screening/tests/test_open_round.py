"""A round is opened: its denominator stands at once."""

from datetime import timedelta

import pytest

from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.messaging.models import Message
from lianfang.orgs.selectors import unit_for_area
from lianfang.orgs.tests.make import make_unit
from lianfang.people.models import Household
from lianfang.people.services import found_household, move_household
from lianfang.screening.models import Door
from lianfang.screening.selectors import units_answering
from lianfang.screening.services import Plan, close_round, enter_missing, open_round
from lianfang.screening.tests.make import SYSTEM, Behind, knock, make_round
from lianfang.territory.tests.make import make_area

pytestmark = pytest.mark.django_db


def doors(round_):
    return list(Door.objects.filter(round=round_).order_by("area_path", "walk").select_related("household"))


def test_it_holds_every_household_of_its_area_in_walking_order(cast):
    found = doors(cast.open())
    assert [door.household.door for door in found] == ["1-1-101", "1-1-102", "1-1-1001", "2-1-101", "2-1-102"]
    assert {door.unit_path for door in found} == {cast.units["河东社区居委会"].path}
    assert not any(door.is_new for door in found)


def test_it_tells_each_unit_once(cast):
    round_ = make_round(cast.areas["云溪街道"])
    told = Message.objects.filter(code="screening.tell_round", link=f"/screening/{round_.pk}/")
    assert sorted((each.unit_path, each.params["doors"]) for each in told) == [
        (cast.units["河东社区居委会"].path, 5),
        (cast.units["河西社区居委会"].path, 1),
    ]


def test_a_household_the_register_calls_empty_is_walked_but_not_occupied(cast):
    found_household(actor=SYSTEM, area_path=cast.areas["3号楼"].path, door="1-1-103", is_occupied=False)
    empty = next(door for door in doors(cast.open()) if door.household.door == "1-1-103")
    assert not empty.is_lived_in


def test_it_may_be_a_list(cast):
    homes = (cast.homes["1-1-101"].pk, cast.homes["2-1-102"].pk, cast.homes["5-1-101"].pk)
    found = doors(cast.open(households=homes))
    assert [door.household.door for door in found] == ["1-1-101", "2-1-102"], "what lies elsewhere is left out"


def test_it_may_be_what_another_round_has_left_over(cast):
    first = cast.open()
    knock(SYSTEM, cast.door(first, "1-1-101"))
    knock(SYSTEM, cast.door(first, "1-1-102"), "empty")
    knock(SYSTEM, cast.door(first, "2-1-101"), "refused")
    second = cast.open(left_over_of=first.pk)
    assert [door.household.door for door in doors(second)] == ["1-1-1001", "2-1-101", "2-1-102"]


def test_it_may_be_workplaces_and_work_areas(cast):
    site = make_area("开发区工地", below=cast.areas["河东社区"], level="compound", kind="work_area")
    make_area("河东小区", below=cast.areas["河东社区"], level="compound", kind="")
    found = doors(cast.open(behind=Behind.WORKPLACES))
    assert [(door.place_id, door.area_path) for door in found] == [(site.pk, site.path)]


@pytest.mark.parametrize("who", ["worker", "stranger"])
def test_it_is_refused_to_whoever_does_not_lead_there(cast, who):
    with pytest.raises(Refused):
        make_round(cast.areas["河东社区"], actor=cast.actor(who))


@pytest.mark.parametrize(
    "change, field",
    [
        ({"name": " "}, "name"),
        ({"until_at": now() - timedelta(days=3)}, "until_at"),
        ({"from_at": now() - timedelta(days=9), "until_at": now() - timedelta(days=3)}, "until_at"),
        ({"tries": 9}, "tries"),
        ({"questions": ("isolation.temperature",)}, "questions"),
        ({"behind": Behind.WORKPLACES}, "area"),
        ({"behind": Behind.WORKPLACES, "households": ()}, "behind"),
    ],
)
def test_it_says_what_is_wrong_with_a_plan(cast, change, field):
    with pytest.raises(Invalid) as refused:
        cast.open(**change)
    assert list(refused.value.fields) == [field]
    assert not Door.objects.exists()


def test_a_round_that_is_not_seen_leaves_nothing_over(cast):
    elsewhere = make_round(cast.areas["河西社区"])
    plan = Plan("补漏", cast.areas["水峪村"].path, now() + timedelta(days=1), left_over_of=elsewhere.pk)
    with pytest.raises(NotFound):
        open_round(actor=cast.actor("stranger"), plan=plan)


def test_a_new_household_enters_what_runs_and_is_seen_as_new(cast):
    running, closed, listed = cast.open(), cast.open(), cast.open(households=(cast.homes["1-1-101"].pk,))
    close_round(actor=SYSTEM, round_=closed.pk)
    elsewhere = make_round(cast.areas["河西社区"])
    home = found_household(actor=SYSTEM, area_path=cast.areas["第二网格"].path, door="2-1-301")
    entered = Door.objects.filter(household=home)
    assert [(door.round_id, door.is_new) for door in entered] == [(running.pk, True)]
    assert not entered.filter(round__in=[closed, listed, elsewhere]).exists()


def test_a_household_that_moves_is_looked_for_where_it_lives_now(cast):
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "2-1-101"), "not_at_home")
    to = cast.areas["3号楼"].path
    move_household(actor=SYSTEM, household=cast.homes["2-1-101"].pk, to_area=to, door="1-1-501")
    door = cast.door(round_, "2-1-101")
    assert (door.area_path, door.state, door.is_new) == (to, "not_at_home", False)
    assert [each.household.door for each in doors(round_)][:4] == ["1-1-101", "1-1-102", "1-1-501", "1-1-1001"]


def test_a_household_that_no_round_heard_of_enters_within_a_quarter_of_an_hour(cast, watcher):
    round_ = cast.open()
    cast.open(households=(cast.homes["1-1-101"].pk,))
    with watcher.resting():
        Household.objects.create(area_path=cast.areas["第二网格"].path, door="2-1-777")
    assert (enter_missing(), enter_missing()) == (1, 0)
    assert [(door.round_id, door.is_new) for door in Door.objects.filter(household__door="2-1-777")] == [
        (round_.pk, True)
    ]


def test_the_units_asked_for_at_once_are_those_asked_for_one_by_one(cast):
    make_unit("河东第二居委会", area=cast.areas["河东社区"], below=cast.units["云溪街道办事处"])
    paths = [*(area.path for area in cast.areas.values()), "000Z"]
    at_once = units_answering(paths)
    assert {path: at_once.get(path) for path in paths} == {path: unit_for_area(path) for path in paths}
