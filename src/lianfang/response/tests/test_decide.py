"""Activating, deciding and ending through the services; the pages have their own file."""

from datetime import timedelta

import pytest
import time_machine

from lianfang.accounts.actors import Actor, Held
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Conflict, Invalid, NotFound, Refused
from lianfang.kernel.ids import new_id
from lianfang.response import rules, selectors, services
from lianfang.response.models import Response
from lianfang.response.rules import Standing, Step
from lianfang.response.tests.make import DENGUE, EDITION, make_response
from lianfang.vault import keyfile

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
PAPER = {"authority": "市指挥部", "document": "第8号"}


def test_it_opens_the_keyring_of_the_response():
    response = make_response()

    assert keyfile.keys_of(response.keyring_id)
    assert selectors.edition_in_force(response).code == EDITION


def test_it_finds_the_response_nearest_to_the_area():
    district = make_response(area_path="0001", name="区")
    street = make_response(area_path="00010001", name="街道")

    assert selectors.current_response("000100010002") == street
    assert selectors.current_response("00010002") == district
    with pytest.raises(NotFound):
        selectors.current_response("0002")


def test_it_is_not_active_twice_under_one_name():
    make_response()

    with pytest.raises(Conflict):
        make_response()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"level": 0}, "level"),
        ({"level": 5}, "level"),
        ({"edition": "plague-1894"}, "edition"),
        ({"authority": " "}, "authority"),
        ({"document": ""}, "document"),
        ({"level": 3, "level_above": 2}, "level"),
        ({"level": 1, "level_above": 2}, "stricter_because"),
    ],
)
def test_it_refuses_what_does_not_hold_together(given, field):
    with pytest.raises(Invalid) as refused:
        make_response(**given)

    assert list(refused.value.fields) == [field]


def test_it_records_why_a_district_goes_further():
    response = make_response(level=1, level_above=2, stricter_because="三条传播链来源不明")

    assert selectors.decree_in_force(response).is_tighter


@pytest.mark.parametrize(
    ("level", "edition", "step"),
    [
        (1, EDITION, Step.RAISED),
        (3, DENGUE, Step.LOWERED),
        (2, DENGUE, Step.CHANGED_EDITION),
        (2, EDITION, Step.CONFIRMED),
    ],
)
def test_it_names_what_a_decision_changed(level, edition, step):
    assert rules.step(Standing(2, EDITION), Standing(level, edition)) is step


def test_a_decision_holds_from_its_time_on_and_the_older_one_before():
    with time_machine.travel(now() - timedelta(days=5), tick=False):
        response = make_response()
    services.decide(actor=SYSTEM, response=response, level=2, edition=DENGUE, **PAPER)

    assert selectors.edition_in_force(response).code == DENGUE
    assert selectors.edition_in_force(response, now() - timedelta(days=1)).code == EDITION
    assert selectors.edition_in_force(response, today() - timedelta(days=2)).code == EDITION
    with pytest.raises(NotFound):
        selectors.decree_in_force(response, now() - timedelta(days=9))


def test_it_refuses_a_decision_from_before_the_last_one():
    response = make_response()

    with pytest.raises(Conflict):
        services.decide(
            actor=SYSTEM, response=response, from_at=now() - timedelta(hours=1), level=1, edition=EDITION, **PAPER
        )


def test_it_refuses_a_review_day_that_has_passed():
    response = make_response()

    with pytest.raises(Invalid):
        services.decide(
            actor=SYSTEM,
            response=response,
            review_on=today() - timedelta(days=1),
            level=2,
            edition=EDITION,
            **PAPER,
        )


def test_ending_it_sets_the_sunset_and_closes_it():
    response = make_response()

    services.end(actor=SYSTEM, response=response, **PAPER)

    ended = Response.objects.get(pk=response.pk)
    assert ended.sunset_at == ended.ended_at + rules.SUNSET_AFTER
    assert selectors.current_or_none() is None
    with pytest.raises(Refused):
        services.decide(actor=SYSTEM, response=ended, level=1, edition=EDITION, **PAPER)


def test_a_stranger_does_not_find_it():
    response = make_response(area_path="0001")
    elsewhere = Actor("user:x", held=(Held("command", area_path="0002"),), user_id=new_id())

    with pytest.raises(NotFound):
        services.end(actor=elsewhere, response=response, **PAPER)


@pytest.mark.parametrize(("days", "overdue"), [(1, False), (0, False), (-1, True)])
def test_a_review_is_overdue_from_the_day_after(days, overdue):
    assert rules.is_overdue(today() + timedelta(days=days), today()) is overdue
