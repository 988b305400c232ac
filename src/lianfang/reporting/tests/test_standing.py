"""Due, filed, zero, late, missing; who must report; the whole rolled up without counting twice."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.messaging.models import Message
from lianfang.reporting.models import DutyToReport
from lianfang.reporting.rules import overruling, rolled_up
from lianfang.reporting.selectors import must_report
from lianfang.reporting.services import remind
from lianfang.reporting.tests.make import DAY, instant
from lianfang.reporting.tests.test_file_report import filled, url

pytestmark = pytest.mark.django_db


def states(page):
    return {line["standing"].unit.name: line["standing"].state.value for line in page.context["lines"]}


@pytest.mark.parametrize(
    "hour, minute, state",
    [(16, 5, "zero"), (16, 30, "zero"), (16, 31, "late"), (23, 0, "late"), (None, None, "missing")],
)
def test_a_committee_stands_as_its_hour_says(office, secretary, district, travel, hour, minute, state):
    travel.move_to(instant(16, 0))
    assert states(office.get(f"/reporting/?day={DAY}"))["河西社区居委会"] == "due"
    if hour:
        travel.move_to(instant(hour, minute))
        secretary.post(url(district.west, more="zero/"))
    travel.move_to(instant(23, 30))
    assert states(office.get(f"/reporting/?day={DAY}"))["河西社区居委会"] == state


def test_each_sees_the_units_where_they_work(office, secretary, stranger, travel):
    travel.move_to(instant(16))
    assert set(states(secretary.get("/reporting/"))) == {"河西社区居委会"}
    assert set(states(office.get("/reporting/"))) == {"云溪街道办事处", "河东社区居委会", "河西社区居委会"}
    assert set(states(stranger.get("/reporting/"))) == {"水峪村村委会"}


def test_the_command_decides_which_kinds_report(writer, office, district, travel):
    travel.move_to(instant(16))
    assert writer.post("/reporting/duties/", {"unit_kind": "police"}).status_code == 302
    assert writer.post("/reporting/duties/", {"unit_kind": "police"}).status_code == 409
    assert "和安区公安分局" in states(writer.get("/reporting/"))
    duty = DutyToReport.objects.get(unit_kind="police")
    assert office.post(f"/reporting/duties/{duty.pk}/end/").status_code == 403
    assert writer.post(f"/reporting/duties/{duty.pk}/end/").status_code == 302
    assert "和安区公安分局" not in must_report(district.response, DAY + timedelta(days=1)).values_list(
        "name", flat=True
    )


def together(page, code="checkpoints.vehicles"):
    [line] = [each["line"] for each in page.context["together"] if each["line"].figure.code == code]
    return line.counted, line.stated


def test_joint_work_of_two_communities_is_one_in_the_street(office, secretary, district, watcher, travel):
    with watcher.resting():
        travel.move_to(instant(13))
        district.passages(5, with_units=[district.east])
    travel.move_to(instant(16, 10))
    assert together(office.get("/reporting/")) == (5, 5)


def test_what_a_unit_states_otherwise_goes_upward_once(office, secretary, district, watcher, travel):
    travel.move_to(instant(13))
    with watcher.resting():
        district.passages(5)
    travel.move_to(instant(16, 10))
    changed = {"stated_checkpoints.vehicles": 8, "because_checkpoints.vehicles": "三辆未登记"}
    secretary.post(url(district.west), filled(secretary.get(url(district.west)), **changed))
    assert together(office.get("/reporting/")) == (5, 8)
    form = office.get(url(district.street)).context["form"]
    assert form["stated_checkpoints.vehicles"].initial == 8
    office.post(
        url(district.street), filled(office.get(url(district.street)), **{"because_checkpoints.vehicles": "汇总"})
    )
    assert together(office.get("/reporting/")) == (5, 8)


paths = st.lists(st.sampled_from(["0001", "0002"]), min_size=1, max_size=4).map("".join)


@given(st.dictionaries(paths, st.integers(-5, 5), max_size=6), st.integers(0, 20))
def test_no_unit_is_added_below_another_that_spoke_for_it(differences, counted):
    kept = overruling(differences)
    assert not any(other.startswith(path) for path, other in pairwise(kept))
    assert {path for path in differences if any(path.startswith(top) for top in kept)} == set(differences)
    assert rolled_up(counted, differences) == counted + sum(differences[path] for path in kept)


@pytest.mark.parametrize("hour, minute, told", [(15, 59, 0), (16, 0, 1), (16, 29, 1), (16, 30, 2), (16, 45, 2)])
def test_a_unit_is_reminded_before_its_hour_and_when_it_is_missing(district, travel, hour, minute, told):
    for moment in [(16, 0), (16, 30)]:
        if moment <= (hour, minute):
            travel.move_to(instant(*moment))
            remind()
            remind()
    assert Message.objects.filter(unit_path=district.west.path, code__startswith="reporting.tell").count() == told


def test_the_unit_above_learns_of_a_missing_report_and_nobody_of_a_filed_one(secretary, district, travel):
    travel.move_to(instant(16, 5))
    secretary.post(url(district.west, more="zero/"))
    travel.move_to(instant(16, 40))
    remind()
    told = Message.objects.filter(unit_path=district.street.path, code="reporting.tell_missing_below")
    assert [message.params["unit"] for message in told] == ["河东社区居委会"]


def test_the_district_is_told_at_its_hour_upward(district, travel):
    travel.move_to(instant(18))
    remind()
    assert Message.objects.filter(unit_path=district.command.path, code="reporting.tell_upward").count() == 1


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_who_has_reported_is_taken_away_as_a_file(office, secretary, district, travel, form):
    travel.move_to(instant(16, 5))
    secretary.post(url(district.west, more="zero/"))
    file = b"".join(office.get(f"/reporting/?day={DAY}&export={form}").streaming_content)
    assert file.startswith(b"PK") if form == "xlsx" else "河西社区居委会,zero affirmed" in file.decode("utf-8-sig")
