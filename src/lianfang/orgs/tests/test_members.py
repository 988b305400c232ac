"""Members, the places they answer for, and the numbers behind the stars."""

from datetime import timedelta

import pytest

from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.orgs import selectors
from lianfang.orgs.models import Charge, Member
from lianfang.orgs.services import add_member, charge
from lianfang.orgs.tests.conftest import text_of, url
from lianfang.orgs.tests.make import make_member
from lianfang.privacy.models import Read
from lianfang.territory.services import move_area
from lianfang.territory.tests.make import SYSTEM, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(units):
    return units["河东社区居委会"]


@pytest.fixture
def lin(unit, watcher):
    with watcher.resting():
        return make_member(unit, name="林静", phone="13800001111", post="网格长")


# -- entering --------------------------------------------------------------------------------------------------------


def test_it_enters_a_leader_of_a_grid(secretary, unit, areas):
    given = {"name": "林静", "phone": "138 0000 1111", "grid_path": "第一网格", "grid_post": "leader"}
    secretary.post(url("add_member", unit), given)
    worker = selectors.workers_of_grid(areas["第一网格"].path).get()
    assert (worker.name, worker.phone, worker.from_on) == ("林静", "13800001111", today())


def test_it_enters_somebody_by_the_account(secretary, unit, watcher):
    with watcher.resting():
        make_user("chen", name="陈平")
    secretary.post(url("add_member", unit), {"account": "chen"})
    member = Member.objects.get()
    assert (member.name, member.user.username) == ("陈平", "chen")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Fill this in"),
        ({"name": "林静", "phone": "12"}, "This is no phone number"),
        ({"name": "林静", "grid_path": "第一网格"}, "Say whether the member is leader or worker"),
        ({"account": "unknown"}, "There is no open account"),
        ({"name": "林静", "from_on": "2026-03-02", "until_on": "2026-03-01"}, "The last day lies before the first"),
    ],
)
def test_a_wrong_entry_says_why(secretary, unit, given, says):
    answer = secretary.post(url("add_member", unit), given)
    assert answer.status_code == 422
    assert says in text_of(answer)


def test_somebody_leaves_on_a_day_and_stays_on_record(secretary, unit, lin):
    secretary.post(url("end_member", lin), {"on": (today() + timedelta(days=1)).isoformat()})
    assert selectors.members_of(unit).get() == lin
    secretary.post(url("end_member", lin), {"on": today().isoformat()})
    lin.refresh_from_db()
    assert lin.until_on == today()


def test_nobody_leaves_before_they_came(secretary, lin):
    answer = secretary.post(url("end_member", lin), {"on": (lin.from_on - timedelta(days=1)).isoformat()})
    assert answer.status_code == 422


# -- seeing ----------------------------------------------------------------------------------------------------------


def test_numbers_are_masked_until_they_are_asked_for_which_is_logged(secretary, unit, lin):
    shown = text_of(secretary.get(url("unit", unit)))
    assert "林静" in shown
    assert "138****1111" in shown
    assert "13800001111" not in shown
    assert "13800001111" in text_of(secretary.post(url("reveal", lin)))
    assert list(Read.objects.filter(how="reveal").values_list("person_id", flat=True)) == [lin.pk]


def test_it_is_not_found_for_the_keeper_of_another_town(stranger, lin):
    assert stranger.post(url("reveal", lin)).status_code == 404
    assert stranger.get(url("end_member", lin)).status_code == 404
    assert not Read.objects.filter(how="reveal").exists()


# -- places ----------------------------------------------------------------------------------------------------------


def test_a_place_without_anybody_is_listed_until_somebody_answers(secretary, unit, lin, areas):
    before = text_of(secretary.get(url("vacant")))
    assert "第一网格" in before
    assert "河东社区</a>" not in before
    secretary.post(url("charge", unit), {"area_path": areas["第一网格"].path, "member": str(lin.pk)})
    assert "第一网格" not in text_of(secretary.get(url("vacant")))
    secretary.post(url("end_charge", Charge.objects.get()))
    assert Charge.objects.get().until_on == today()


def test_a_grid_with_a_worker_is_not_vacant(unit, areas, watcher):
    grid = areas["第二网格"]
    assert grid in selectors.places_without_anybody(areas["河东社区"].path)
    with watcher.resting():
        make_member(unit, grid_path=grid.path, grid_post="worker")
    assert grid not in selectors.places_without_anybody(areas["河东社区"].path)


def test_the_area_page_names_who_answers_with_masked_numbers(secretary, unit, areas, watcher):
    with watcher.resting():
        make_member(unit, name="林静", phone="13800001111", grid_path=areas["第一网格"].path, grid_post="leader")
    from lianfang.territory.access import SEE_AREAS

    with watcher.resting():
        role_of = make_user("looker", SEE_AREAS)
        from lianfang.accounts.models import Grant

        Grant.objects.create(user=secretary.user, role=role_of.grants.get().role, area_path="")
    from django.urls import reverse

    shown = text_of(secretary.get(reverse("territory:area", args=[areas["第一网格"].pk])))
    assert "leader of the grid" in shown
    assert "138****1111" in shown
    assert "河东社区居委会" in shown


def test_a_member_of_another_unit_does_not_answer_for_this_one(units, unit, lin, areas):
    with pytest.raises(Invalid, match="does not belong to the unit"):
        charge(actor=SYSTEM, area_path=areas["第一网格"].path, unit=units["河西社区居委会"], member=lin)


def test_units_members_and_places_follow_an_area_that_moves(unit, lin, areas):
    charge(actor=SYSTEM, area_path=areas["第一网格"].path, unit=unit)
    worker = add_member(actor=SYSTEM, unit=unit, name="陈平", grid_path=areas["第一网格"].path, grid_post="worker")
    move_area(actor=SYSTEM, area=areas["河东社区"], parent=areas["南山镇"])
    for row in (unit, worker, areas["河东社区"], areas["第一网格"]):
        row.refresh_from_db()
    assert unit.area_path == areas["河东社区"].path
    assert worker.grid_path == Charge.objects.get().area_path == areas["第一网格"].path
