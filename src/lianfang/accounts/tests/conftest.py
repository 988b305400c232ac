"""A manager of a street, an administrator of everything, a worker and a stranger of another street."""

import pytest

from lianfang.accounts import places
from lianfang.accounts.access import EXPLAIN_ACCESS, GIVE_ANY_ROLE, MANAGE_USERS, action
from lianfang.accounts.access import actions as known
from lianfang.accounts.tests.make import browser_of, make_role, make_user

STREET, ELSEWHERE = "00010002", "00010003"
SEE = known.get("t.see") or action("t.see", "see things", personal=True)

MANAGER = make_role("t.manager", MANAGE_USERS, EXPLAIN_ACCESS, SEE)
ADMIN = make_role("t.admin", MANAGE_USERS, EXPLAIN_ACCESS, GIVE_ANY_ROLE)
WORKER = make_role("t.worker", SEE)


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """Nobody who knows names of places: packages above register themselves."""
    monkeypatch.setattr(places, "_finders", {})
    monkeypatch.setattr(places, "_namers", {})


@pytest.fixture
def manager(watcher):
    with watcher.resting():
        return make_user("manager", role=MANAGER, area=STREET)


@pytest.fixture
def admin(watcher):
    with watcher.resting():
        return make_user("admin", role=ADMIN, area="")


@pytest.fixture
def worker(watcher):
    with watcher.resting():
        return make_user("worker", role=WORKER, area=STREET + "0001", phone="13800001111")


@pytest.fixture
def stranger(watcher):
    with watcher.resting():
        return make_user("stranger", role=WORKER, area=ELSEWHERE)


@pytest.fixture
def browser():
    return browser_of
