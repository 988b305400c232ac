"""Codes for doors and slips: what stands on the sheet, whose data it logs, and who gets none."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from lianfang.accounts.tests.make import browser_of
from lianfang.codes.models import Code
from lianfang.codes.rules import spaced
from lianfang.orgs.tests.make import make_units, make_worker
from lianfang.paper.access import KEY_IN
from lianfang.paper.views import codes as codes_view
from lianfang.people.access import READ_PERSON, SEE_PEOPLE
from lianfang.people.tests.make import make_household, make_person
from lianfang.privacy.models import Read
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db
DOORS = ("3-2-601", "3-10-101", "3-2-1001")


@pytest.fixture
def world(watcher):
    with watcher.resting():
        areas, units = make_units()
        homes = [make_household(areas["3号楼"].path, door=door) for door in DOORS]
        people = [make_person("王小明", household=homes[0])]
        user = make_user("printer", KEY_IN, SEE_PEOPLE, READ_PERSON, area=areas["河东社区"])
    return areas, units, homes, people, user


def sheet(client, kind, area):
    return client.post(reverse("paper:codes", args=[kind]), {"area": area})


def text_of(answer):
    pages = PdfReader(BytesIO(answer.content)).pages
    return "\n".join(page.extract_text() for page in pages)


def test_every_door_has_its_number_and_its_code_and_nothing_that_tells(world):
    _areas, _units, homes, people, user = world
    said = text_of(sheet(browser_of(user), "people.household", "3号楼"))

    drawn = dict(Code.objects.filter(subject_kind="people.household").values_list("subject_id", "text"))
    assert all(spaced(drawn[home.pk]) in said for home in homes)
    places = [said.index(door) for door in ("3-2-601", "3-2-1001", "3-10-101")]
    assert places == sorted(places), "in the order in which one walks"
    left = said
    for home in homes:
        left = left.replace(home.door, "").replace(spaced(drawn[home.pk]), "")
    assert left.split() == [], "nothing else is printed"
    assert not Read.objects.filter(how="print").exists()
    assert str(people[0].name) not in said


def test_the_code_of_a_door_is_the_same_tomorrow(world):
    _areas, _units, homes, _people, user = world
    client = browser_of(user)
    first = text_of(sheet(client, "people.household", "3号楼"))
    assert text_of(sheet(client, "people.household", "3号楼")) == first
    assert Code.objects.filter(subject_kind="people.household").count() == len(homes)


def test_a_slip_has_a_masked_name_and_is_logged_for_the_person(world):
    _areas, _units, _homes, people, user = world
    said = text_of(sheet(browser_of(user), "people.person", "3号楼"))

    assert "王小明" not in said and "王" in said and "3-2-601" in said
    assert [read.person_id for read in Read.objects.filter(how="print")] == [people[0].pk]


def test_nobody_prints_codes_of_another_place(world, watcher):
    areas, units, *_rest = world
    with watcher.resting():
        elsewhere = make_worker("elsewhere", units["水峪村村委会"], KEY_IN, SEE_PEOPLE, READ_PERSON)
        keys_only = make_user("keys", KEY_IN, area=areas["河东社区"])
    assert sheet(browser_of(elsewhere), "people.household", "3号楼").status_code == 403
    assert sheet(browser_of(keys_only), "people.household", "3号楼").status_code == 404
    assert not Code.objects.exists()


def test_what_cannot_be_printed_is_said_beside_the_field(world, monkeypatch):
    *_rest, user = world
    client = browser_of(user)
    assert sheet(client, "people.household", "没有这里").status_code == 422
    monkeypatch.setattr(codes_view, "MOST_CODES", 2)
    answer = sheet(client, "people.household", "3号楼")
    assert answer.status_code == 422 and "Choose a smaller area" in answer.content.decode()
    assert not Code.objects.exists()
    assert client.get(reverse("paper:codes", args=["no.such"])).status_code == 404
