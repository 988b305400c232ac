"""Who is on duty now: set by oneself or by the secretary."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.errors import Refused
from lianfang.orgs import selectors
from lianfang.orgs.access import GO_ON_DUTY, SEE_UNITS
from lianfang.orgs.models import OnDuty
from lianfang.orgs.services import end_units_of, go_off_duty, go_on_duty
from lianfang.orgs.tests.conftest import text_of, url
from lianfang.orgs.tests.make import make_member, make_on_duty, make_unit
from lianfang.privacy.models import Read
from lianfang.response.tests.make import make_response
from lianfang.territory.tests.make import SYSTEM, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(units):
    return units["河东社区居委会"]


@pytest.fixture
def worker(unit, log_in, watcher):
    """Works for the committee of Hedong."""
    with watcher.resting():
        user = make_user("worker", SEE_UNITS, GO_ON_DUTY, unit_path=unit.path, name="林静")
    return log_in(user)


def test_somebody_goes_on_duty_and_off_again(worker, unit):
    worker.post(url("duty"), {"unit": str(unit.pk), "phone": "13800005678"})
    duty = selectors.on_duty(unit)
    assert (duty.user.username, duty.phone) == ("worker", "13800005678")
    assert "13800005678" in text_of(worker.get(url("duty")))
    worker.post(url("off_duty"))
    assert selectors.on_duty(unit) is None


def test_going_on_duty_again_only_changes_the_number(worker, unit):
    for phone in ("13800005678", "13800005679"):
        worker.post(url("duty"), {"unit": str(unit.pk), "phone": phone})
    assert OnDuty.objects.get().phone == "13800005679"


def test_a_wrong_number_is_an_error_beside_the_field(worker, unit):
    answer = worker.post(url("duty"), {"unit": str(unit.pk), "phone": "123"})
    assert answer.status_code == 422
    assert "This is no phone number" in text_of(answer)


def test_the_one_who_came_last_answers_and_the_one_before_when_they_leave(unit, watcher):
    with watcher.resting():
        first = make_on_duty(unit, make_user("first", GO_ON_DUTY, unit_path=unit.path))
        last = make_on_duty(unit, make_user("last", GO_ON_DUTY, unit_path=unit.path))
    assert selectors.on_duty(unit) == last
    go_off_duty(actor=Actor.of(last.user))
    assert selectors.on_duty(unit) == first


def test_nobody_is_on_duty_in_two_places(units, watcher):
    with watcher.resting():
        user = make_user("lin", GO_ON_DUTY, area=None)
        make_member(units["河西社区居委会"], user=user)
    for name in ("河东社区居委会", "河西社区居委会"):
        go_on_duty(actor=Actor.of(user), unit=units[name])
    assert selectors.on_duty(units["河东社区居委会"]) is None
    assert OnDuty.objects.filter(until=None).count() == 1


def test_the_secretary_puts_a_member_on_duty_and_ends_it(secretary, unit, watcher):
    with watcher.resting():
        user = make_user("chen", name="陈平")
        make_member(unit, user=user)
    secretary.post(url("set_duty", unit), {"user": str(user.pk), "phone": ""})
    duty = selectors.on_duty(unit)
    assert (duty.user, duty.set_by) == (user, f"user:{User.objects.get(username='secretary').pk}")
    secretary.post(url("end_duty", duty))
    assert selectors.on_duty(unit) is None


def test_only_who_belongs_there_can_be_put_on_duty(secretary, unit, watcher):
    with watcher.resting():
        user = make_user("outsider")
    answer = secretary.post(url("set_duty", unit), {"user": str(user.pk)})
    assert answer.status_code == 422
    with pytest.raises(Refused, match="Only a member of the unit"):
        go_on_duty(actor=SYSTEM, unit=unit, user=user)


def test_nobody_goes_on_duty_for_a_unit_that_is_not_theirs(worker, units):
    other = units["水峪村村委会"]
    assert worker.post(url("duty"), {"unit": str(other.pk)}).status_code == 422
    with pytest.raises(Refused):
        go_on_duty(actor=Actor.of(worker.user), unit=other)


def test_somebody_elses_duty_is_not_found(worker, units, watcher):
    with watcher.resting():
        duty = make_on_duty(units["水峪村村委会"])
    assert worker.post(url("end_duty", duty)).status_code == 404


def test_the_list_to_print_logs_every_name_on_it(secretary, unit, watcher):
    with watcher.resting():
        duty = make_on_duty(unit)
    shown = text_of(secretary.get(url("contacts")))
    assert "13800005678" in shown
    assert "河西社区居委会" in shown
    assert list(Read.objects.filter(how="print").values_list("person_id", flat=True)) == [duty.user_id]


def test_teams_founded_for_the_response_end_with_it(units, watcher):
    with watcher.resting():
        response = make_response()
        team = make_unit("云溪突击队", below=units["云溪街道办事处"], kind="team", response_id=response.pk)
        group = make_unit("一组", below=team, kind="team", response_id=response.pk)
        make_on_duty(group)
    assert end_units_of(actor=SYSTEM, response_id=response.pk) == 2
    team.refresh_from_db()
    assert team.has_ended
    assert selectors.on_duty(group) is None
    assert not units["云溪街道办事处"].has_ended


# -- for which unit --------------------------------------------------------------------------------------------------


def test_only_somebody_with_several_units_is_asked_for_which(units, watcher):
    from django import forms

    from lianfang.orgs.forms import offer_units, unit_in

    with watcher.resting():
        one = make_user("one", GO_ON_DUTY, unit_path=units["河东社区居委会"].path)
        two = make_user("two", GO_ON_DUTY, unit_path=units["河东社区居委会"].path)
        make_member(units["河西社区居委会"], user=two)
    single, several = forms.Form({}), forms.Form({"for_unit": str(units["河西社区居委会"].pk)})
    for form, user in ((single, one), (several, two)):
        offer_units(form, Actor.of(user))
        assert form.is_valid()
    assert "for_unit" not in single.fields
    assert unit_in(single, Actor.of(one)) == units["河东社区居委会"]
    assert unit_in(several, Actor.of(two)) == units["河西社区居委会"]


# -- on every page ---------------------------------------------------------------------------------------------------


def test_every_page_says_whether_one_is_on_duty(worker, unit):
    assert "not on duty" in text_of(worker.get(url("units")))
    worker.post(url("duty"), {"unit": str(unit.pk), "phone": "13800005678"})
    assert "on duty for 河东社区居委会" in text_of(worker.get(url("units")))


def test_the_list_in_a_file_logs_whose_numbers_are_in_it(secretary, unit, watcher):
    with watcher.resting():
        duty = make_on_duty(unit)
    file = secretary.get(url("units", export="csv"))
    assert "13800005678" in b"".join(file.streaming_content).decode()
    assert list(Read.objects.filter(how="export").values_list("person_id", flat=True)) == [duty.user_id]
