from datetime import timedelta

import pytest

from lianfang.accounts.access import EXPLAIN_ACCESS, MANAGE_USERS, role, roles
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused

pytestmark = pytest.mark.django_db

if "tester" not in roles:
    role("tester", "tester", MANAGE_USERS)


@pytest.fixture
def lin(watcher):
    with watcher.resting():
        user = User.objects.create(username="lin", name="林静")
        Grant.objects.create(user=user, role="tester", area_path="00010002")
    return user


def test_it_covers_the_area_and_everything_below(lin):
    actor = Actor.of(lin)
    assert actor.may(MANAGE_USERS, area_path="00010002")
    assert actor.may(MANAGE_USERS, area_path="000100020003")


@pytest.mark.parametrize("elsewhere", ["0001", "00010003", ""])
def test_it_does_not_reach_above_or_beside(lin, elsewhere):
    verdict = Actor.of(lin).verdict(MANAGE_USERS, area_path=elsewhere)
    assert not verdict.allowed
    assert verdict.because.code == "accounts.elsewhere"


def test_it_says_that_no_role_permits(lin):
    with pytest.raises(Refused, match="None of the roles"):
        Actor.of(lin).require(EXPLAIN_ACCESS, area_path="00010002")


def test_a_grant_that_has_ended_gives_nothing(lin, watcher):
    with watcher.resting():
        Grant.objects.update(ends_at=now() - timedelta(minutes=1), starts_at=now() - timedelta(days=2))
    assert Actor.of(lin).held == ()


def test_the_program_acts_under_its_own_name():
    actor = Actor.system("clock")
    assert actor.may(MANAGE_USERS)
    assert actor.name == "system:clock"
