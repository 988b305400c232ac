import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.errors import Conflict, NotFound, Refused
from lianfang.reporting.models import DailyReport
from lianfang.reporting.services import affirm_zero, file_report
from lianfang.reporting.services.filing import Stated
from lianfang.reporting.tests.make import DAY, NOON, SYSTEM, instant

pytestmark = pytest.mark.django_db


def url(unit, day=DAY, more=""):
    return f"/reporting/units/{unit.pk}/{day}/{more}"


def filled(page, **changes):
    """What the form holds when it is opened, with changes."""
    form = page.context["form"]
    return {name: form[name].initial if form[name].initial is not None else "" for name in form.fields} | changes


@pytest.fixture
def three_vehicles(district, watcher, travel):
    """Three vehicles of the day, one counted after the cut-off of the day."""
    with watcher.resting():
        district.passages(3)
        district.passages(1, at=NOON.replace(hour=15, minute=59, second=59))
    travel.move_to(instant(16, 10))


@pytest.fixture(autouse=True)
def at_the_cut_off(travel, secretary, office, stranger, chief):
    """Everybody has been at work since noon."""
    travel.move_to(instant(16))


def test_it_fills_itself_with_what_was_counted_up_to_the_cut_off(secretary, district, three_vehicles):
    form = secretary.get(url(district.west)).context["form"]
    assert {line.figure.code: line.counted for line in form.lines()}["checkpoints.vehicles"] == 4


def test_it_is_filed_as_counted_and_frozen(secretary, district, three_vehicles):
    page = secretary.get(url(district.west))
    filed = secretary.post(url(district.west), filled(page), follow=True)
    assert "filed by secretary" in filed.content.decode()
    report = DailyReport.objects.get()
    assert (report.is_zero, report.state.value, report.lines.get(figure="checkpoints.vehicles").stated) == (
        False,
        "filed",
        4,
    )


def test_a_number_that_differs_needs_its_reason(secretary, district, three_vehicles):
    page = secretary.get(url(district.west))
    without = secretary.post(url(district.west), filled(page, **{"stated_checkpoints.vehicles": 6}))
    assert without.status_code == 422
    assert "Say why" in without.content.decode()
    reason = {"stated_checkpoints.vehicles": 6, "because_checkpoints.vehicles": "两辆未登记"}
    shown = secretary.post(url(district.west), filled(page, **reason), follow=True).content.decode()
    assert "两辆未登记" in shown
    line = DailyReport.objects.get().lines.get(figure="checkpoints.vehicles")
    assert (line.counted, line.stated) == (4, 6)


@pytest.mark.parametrize("wrong", ["-1", "x", ""])
def test_what_is_no_number_is_refused_beside_the_field(secretary, district, wrong):
    page = secretary.get(url(district.west))
    answer = secretary.post(url(district.west), filled(page, **{"stated_checkpoints.vehicles": wrong}))
    assert "stated_checkpoints.vehicles" in answer.context["form"].errors
    assert not DailyReport.objects.exists()


def test_later_records_appear_as_a_correction_beside_the_filed_number(secretary, district, watcher, travel):
    with watcher.resting():
        withdrawn = district.passages(1)
    travel.move_to(instant(16, 10))
    secretary.post(url(district.west), filled(secretary.get(url(district.west))))
    travel.move_to(instant(19))
    with watcher.resting():
        district.passages(4)
        district.withdraw(withdrawn)

    [line] = [
        line
        for line, *_ in secretary.get(url(district.west)).context["lines"]
        if line.figure.code == "checkpoints.vehicles"
    ]

    assert (line.line.counted, line.now, line.change.added, line.change.withdrawn) == (1, 4, 4, 1)
    assert "4 came later, 1 withdrawn" in secretary.get(url(district.west)).content.decode()


def test_one_report_a_unit_and_day(secretary, district):
    secretary.post(url(district.west, more="zero/"))
    again = secretary.post(url(district.west, more="zero/"))
    assert again.status_code == 409
    assert DailyReport.objects.count() == 1


def test_nobody_reports_before_the_cut_off(secretary, district, travel):
    travel.move_to(instant(15, 59))
    assert "Not to be filed yet" in secretary.get(url(district.west)).content.decode()
    assert secretary.post(url(district.west, more="zero/")).status_code == 403


def test_a_zero_is_affirmed_with_one_press(secretary, district):
    page = secretary.post(url(district.west, more="zero/"), follow=True).content.decode()
    assert "zero affirmed" in page
    assert DailyReport.objects.get().filed_by.startswith("user:")


def test_a_zero_is_refused_where_something_was_counted(secretary, district, three_vehicles):
    assert "Affirm zero" not in secretary.get(url(district.west)).content.decode()
    refused = secretary.post(url(district.west, more="zero/"))
    assert refused.status_code == 403
    assert "vehicles at posts is 4" in refused.content.decode()


def test_a_report_never_files_itself(district):
    with pytest.raises(Refused, match="person"):
        affirm_zero(actor=SYSTEM, response=district.response, unit=district.west.pk, day=DAY)


def test_a_unit_that_need_not_report_is_told_so(office, district):
    police = district.units["和安区公安分局"]
    actor = Actor.of(User.objects.get(username="office"))
    with pytest.raises(NotFound):
        file_report(actor=actor, response=district.response, unit=police.pk, day=DAY, stated=Stated())


@pytest.mark.parametrize("more", ["", "zero/"])
def test_a_stranger_finds_no_such_report(stranger, district, more):
    assert stranger.post(url(district.west, more=more)).status_code == 404


def test_who_only_sees_does_not_file(chief, district):
    assert chief.get(url(district.west)).status_code == 200
    assert chief.post(url(district.west, more="zero/")).status_code == 404


def test_two_at_once_file_one(secretary, district, monkeypatch):
    """The second to write is told, whatever it saw before."""
    actor = Actor.of(User.objects.get(username="secretary"))
    asked = {"actor": actor, "response": district.response, "unit": district.west.pk, "day": DAY}
    affirm_zero(**asked)
    with pytest.raises(Conflict, match="has been filed"):
        file_report(**asked, stated=Stated())


@pytest.mark.parametrize("day", ["2026-13-01", "today"])
def test_what_is_no_day_is_not_found(secretary, district, day):
    assert secretary.get(url(district.west, day)).status_code == 404
