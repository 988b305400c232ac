"""What a phone carries of a round, and what it hands in."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.accounts.services import make_token
from lianfang.codes.rules import is_code
from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.orgs.tests.make import make_member
from lianfang.people.tests.make import make_household, make_person
from lianfang.screening.models import Door, DoorVisit, PartWalked
from lianfang.screening.services import close_round
from lianfang.screening.tests.make import SYSTEM, Behind, knock, record_of
from lianfang.sync.registry import collections
from lianfang.tasks.models import Task
from lianfang.tasks.services import ask
from lianfang.tasks.subjects import HOUSEHOLD, Subject
from lianfang.tasks.tests.make import LOOK_IN
from lianfang.territory.names import remembering
from lianfang.territory.tests.make import make_area

pytestmark = pytest.mark.django_db


def carried(actor, code="round_doors"):
    return {each.key: each.data for each in collections[code].rows(actor)}


def home(cast, words):
    return str(cast.homes[words].pk)


@pytest.fixture
def hand_in(cast, client, watcher):
    def hand_in(*records, who="worker"):
        with watcher.resting():
            expires = now() + timedelta(days=1)
            _token, words = make_token(actor=cast.actor(who), name="phone", expires_at=expires)
        body = json.dumps({"records": records}, default=str)
        answer = client.post("/api/v1/records", body, "application/json", headers={"Authorization": f"Bearer {words}"})
        return answer.json()["answers"]

    return hand_in


def test_a_worker_carries_the_doors_of_the_own_grid_as_one_walks(cast):
    cast.open()
    doors = carried(cast.actor())
    assert list(doors) == [home(cast, words) for words in ("1-1-101", "1-1-102", "1-1-1001")]
    assert [each["sort"].rpartition(" ")[2] for each in doors.values()] == ["1-1-101", "1-1-102", "1-1-1001"]
    assert collections["round_doors"].joins == "doors"


def test_a_door_says_what_to_record_about_what_and_nothing_of_who_lives_there(cast):
    round_ = cast.open(questions=("tasks.people_at_home", "tasks.phone"))
    make_person("王小明", household=cast.homes["1-1-101"])
    door = carried(cast.actor())[home(cast, "1-1-101")]
    assert door["records"] == ["screening.door"]
    assert door["about"] == {
        "screening.door": str(cast.door(round_, "1-1-101").pk),
        "tasks.visit": home(cast, "1-1-101"),
    }
    assert is_code(door["code"])
    assert [item["name"] for item in door["asks"]["screening.door"]] == [
        "tasks.people_at_home:household",
        "tasks.phone:household",
    ]
    assert door["tells"]["tasks.visit"]["outcome"] == {
        "from": "outcome",
        "as": {
            "done": "reached",
            "not_at_home": "not_at_home",
            "refused": "refused",
            "empty": "empty",
            "moved": "moved",
        },
    }
    assert "王小明" not in json.dumps(door, ensure_ascii=False)


def test_it_carries_a_days_work(cast, watcher):
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "1-1-101"))
    knock(SYSTEM, cast.door(round_, "1-1-102"), "not_at_home")
    not_at_home = Door.objects.filter(household=cast.homes["1-1-102"])
    with watcher.resting():
        not_at_home.update(next_at=now() + timedelta(days=2))
    assert list(carried(cast.actor())) == [home(cast, "1-1-1001")]
    with watcher.resting():
        not_at_home.update(next_at=now() - timedelta(hours=1))
    assert home(cast, "1-1-102") in carried(cast.actor())


def test_whoever_has_no_grid_carries_what_the_grant_covers_and_a_stranger_nothing(cast):
    cast.open()
    assert list(carried(cast.actor("volunteer"))) == [home(cast, "2-1-101"), home(cast, "2-1-102")]
    assert len(carried(cast.actor("colleague"))) == 5
    assert carried(cast.actor("stranger")) == {} == carried(cast.actor("stranger"), "rounds")


def test_whoever_leads_a_round_and_walks_a_grid_carries_the_grid(cast):
    cast.open()
    assert len(carried(cast.actor("secretary"))) == 5
    grid = cast.areas["第二网格"].path
    make_member(cast.units["河东社区居委会"], user=cast.secretary, grid_path=grid, grid_post="leader")
    assert list(carried(cast.actor("secretary"))) == [home(cast, "2-1-101"), home(cast, "2-1-102")]


def test_a_closed_round_is_carried_by_nobody(cast):
    round_ = cast.open()
    close_round(actor=SYSTEM, round_=round_.pk)
    assert carried(cast.actor()) == {} == carried(cast.actor(), "rounds")


def test_a_door_of_two_rounds_stands_in_the_one_that_ends_first(cast):
    cast.open(name="晚")
    first = cast.open(name="早", until_at=now() + timedelta(days=1))
    door = carried(cast.actor())[home(cast, "1-1-101")]
    assert door["about"]["screening.door"] == str(cast.door(first, "1-1-101").pk)
    assert door["says"]["zh"] == "早"


def test_a_workplace_has_its_own_line(cast):
    site = make_area("开发区工地", below=cast.areas["河东社区"], level="compound", kind="work_area")
    cast.open(behind=Behind.WORKPLACES)
    assert carried(cast.actor("secretary"))[str(site.pk)]["title"].endswith("开发区工地")


def test_a_round_brings_the_numbers_of_the_own_part_and_the_buildings(cast):
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "1-1-101"))
    shown = carried(cast.actor(), "rounds")[str(round_.pk)]
    assert shown["page"] == "round"
    assert shown["records"] == ["screening.new_door", "screening.close"]
    assert shown["counts"] == {
        "doors": 3,
        "occupied": 3,
        "reached": 1,
        "worked": 1,
        "open": 2,
        "stale": 0,
        "new": 0,
    }
    assert [each["path"] for each in shown["places"]] == [cast.areas[name].path for name in ("第一网格", "3号楼")]


def test_a_slice_of_many_doors_takes_as_few_questions_as_one_of_three(cast):
    cast.open()

    def asked():
        carried(cast.actor())
        with CaptureQueriesContext(connection) as queries, remembering():
            number = len(carried(cast.actor()))
        return number, len(queries)

    few = asked()
    for floor in range(2, 32):
        make_household(cast.areas["3号楼"].path, door=f"1-{floor}-01")
    many = asked()
    assert (few[0], many[0]) == (3, 33)
    assert many[1] == few[1] < 20


def test_a_knock_comes_with_everything_that_was_told(cast, hand_in):
    door = cast.door(cast.open(questions=("tasks.people_at_home",)), "1-1-101")
    record = record_of(
        "screening.door",
        door.pk,
        outcome="done",
        people_here="4",
        arrived=[{"name": "王远", "been_in": [{"place_name": "绥江市", "from_on": "2022-03-01"}]}],
        unwell=[{"name": "李热", "temperature": "382", "symptoms": ["fever"]}],
        in_need=[{"name": "赵老", "needs": ["medicine"]}],
        answers={"tasks.people_at_home:household": "4"},
    )
    assert [each["state"] for each in hand_in(record, record)] == ["accepted", "accepted"]
    visit = DoorVisit.objects.get()
    told = visit.told()
    assert (visit.people_here, visit.arrived, visit.unwell, visit.in_need) == (4, 1, 1, 1)
    assert (str(told.unwell[0].temperature), told.arrived[0].been_in[0].place_name) == ("38.2", "绥江市")
    assert told.answers == {"tasks.people_at_home:household": "4"}
    assert set(Task.objects.values_list("kind", flat=True)) >= {"screening.unwell", "screening.help"}


def test_what_is_wrong_is_named_by_its_item(cast, hand_in):
    door = cast.door(cast.open(), "1-1-101")
    wrong = record_of(
        "screening.door", door.pk, outcome="done", arrived=[{"phone": "1"}], unwell=[{"temperature": "99"}]
    )
    other = record_of("screening.door", door.pk, outcome="somehow", people_here="-3")
    answers = hand_in(wrong, other)
    assert [each["state"] for each in answers] == ["rejected", "rejected"]
    assert {each["field"] for each in answers[0]["errors"]} == {
        "arrived-0-name",
        "arrived-0-phone",
        "unwell-0-temperature",
    }
    assert {each["field"] for each in answers[1]["errors"]} == {"outcome", "people_here"}


def test_the_tasks_of_the_household_are_answered_by_their_own_record(cast, hand_in):
    """One press at one door keeps two records; what the round found is not closed by the visit that found it."""
    household = cast.homes["1-1-101"]
    door = cast.door(cast.open(), "1-1-101")
    waiting = ask(
        actor=SYSTEM,
        response=cast.response,
        kind=LOOK_IN.code,
        subject=Subject(HOUSEHOLD, household.pk),
        household=household,
        area_path=household.area_path,
        unit=cast.units["河东社区居委会"],
        due_at=now() + timedelta(hours=2),
        because=Reason.of("tasks.wanted_by", unit="x"),
    )
    found = record_of("screening.door", door.pk, outcome="done", unwell=[{"name": "李热", "symptoms": ["fever"]}])
    visited = record_of("tasks.visit", household.pk, outcome="reached")
    assert [each["state"] for each in hand_in(found, visited)] == ["accepted", "accepted"]
    waiting.refresh_from_db()
    assert waiting.state == "done"
    assert Task.objects.get(kind="screening.unwell").state == "open"


def test_a_household_on_no_list_and_its_correction(cast, hand_in):
    round_ = cast.open()
    area = cast.areas["第二网格"].path
    found = record_of("screening.new_door", round_.pk, area_path=area, door="2-1-303", people_here=2)
    right = record_of("screening.correction", found["id"], outcome="done", people_here=3)
    assert [each["state"] for each in hand_in(found, right, right, who="volunteer")] == ["accepted"] * 3
    door = Door.objects.get(household__door="2-1-303")
    assert (door.is_new, door.state, DoorVisit.kept.get(door=door).people_here) == (True, "done", 3)


def test_a_part_is_said_to_be_walked_with_both_counts(cast, hand_in):
    round_ = cast.open()
    knock(cast.actor(), cast.door(round_, "1-1-101"))
    record = record_of("screening.close", round_.pk, said_visited=3, said_reached="2", note="两户外出")
    assert [each["state"] for each in hand_in(record, record)] == ["accepted", "accepted"]
    part = PartWalked.objects.get()
    assert (part.said_visited, part.said_reached, part.counted_visited, part.counted_reached, part.doors) == (
        3,
        2,
        1,
        1,
        3,
    )
    assert part.area_path == cast.areas["第一网格"].path and part.differs


def test_the_same_part_again_later_is_still_the_first_record(cast, hand_in):
    round_ = cast.open()
    record = record_of("screening.close", round_.pk, said_visited=0, said_reached=0)
    hand_in(record)
    knock(cast.actor(), cast.door(round_, "1-1-101"))
    assert hand_in(record)[0]["state"] == "accepted"
    assert PartWalked.objects.get().counted_visited == 0
