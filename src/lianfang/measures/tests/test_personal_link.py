"""Personal links: hashed, expiring, revocable, limited by rate."""

from datetime import timedelta

import pytest
import time_machine

from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import NotFound, Refused
from lianfang.measures import services
from lianfang.measures.models import PersonalLink
from lianfang.measures.services.links import USES_AN_HOUR
from lianfang.measures.tests.make import SYSTEM, make_measure, make_measures_district, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    return make_measure(make_measures_district())


@pytest.fixture
def token(measure):
    return services.issue_link(actor=SYSTEM, measure=measure)


def test_it_opens_its_measure_and_the_database_does_not_hold_it(measure, token):
    assert services.measure_of_link(token) == measure
    assert token.encode() not in bytes(PersonalLink.objects.get().token_hash)
    assert len(token) >= 32


@pytest.mark.parametrize("wrong", ["", "x", "A" * 32])
def test_another_token_opens_nothing(measure, token, wrong):
    with pytest.raises(NotFound):
        services.measure_of_link(wrong)


def test_a_new_link_replaces_the_old_one(measure, token):
    fresh = services.issue_link(actor=SYSTEM, measure=measure)

    assert services.measure_of_link(fresh) == measure
    with pytest.raises(NotFound):
        services.measure_of_link(token)


def test_it_can_be_revoked(measure, token):
    assert services.revoke_links(actor=SYSTEM, measure=measure) == 1

    with pytest.raises(NotFound):
        services.measure_of_link(token)


@pytest.mark.parametrize(("days", "works"), [(0, True), (1, True), (2, False)])
def test_it_expires_the_day_after_the_last(measure, token, days, works):
    with time_machine.travel(now() + (measure.last_day - today()) + timedelta(days=days)):
        if works:
            assert services.measure_of_link(token) == measure
        else:
            with pytest.raises(NotFound):
                services.measure_of_link(token)


def test_it_lives_as_long_as_an_extended_measure(measure, token):
    last = measure.last_day + timedelta(days=3)
    services.extend(
        actor=SYSTEM, measure=measure, last_day=last, because="复测", excess_authority="区指挥部", excess_reason="复测"
    )

    with time_machine.travel(now() + timedelta(days=(last - today()).days)):
        assert services.measure_of_link(token) == measure


def test_it_is_limited_by_rate_and_open_again_after_an_hour(measure, token):
    for _ in range(USES_AN_HOUR):
        services.measure_of_link(token)
    with pytest.raises(Refused):
        services.measure_of_link(token)

    with time_machine.travel(now() + timedelta(hours=1, minutes=1)):
        assert services.measure_of_link(token) == measure


def test_a_proposal_has_no_link():
    with pytest.raises(Refused):
        services.issue_link(actor=SYSTEM, measure=make_proposal(make_measures_district()))
