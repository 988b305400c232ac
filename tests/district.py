"""The invented district in its tiny size, for tests that want a whole place at work instead of making one by hand.

    def test_it_shows_who_waits(district):          # quick tests: one district for all tests of a file
        page = district.client("worker").get("/tasks/")

    def test_it_walks(live_district, live_server):   # browser walks: one district for each test, committed
        ...

Both stand at `AS_OF`, a Wednesday evening shortly before a holiday, and the clock is there too. A quick test may write what
it likes; it is rolled back. ``district.world`` holds areas, units and posts by name (`lianfang.project.demo.world`),
``district.client("secretary")`` is a browser in which a demo account is logged in (`lianfang.project.demo.logins` lists
them: crew, worker, secretary, office, command, dpo, admin, and a second one of most).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import time_machine

from tests.worlds import rolled_back

AS_OF = datetime(2022, 9, 28, 17, 20, tzinfo=timezone(timedelta(hours=8)))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class District:
    """A built district."""

    world: Any

    def user(self, username: str) -> Any:
        from lianfang.accounts.models import User

        return User.objects.get(username=username)

    def actor(self, username: str) -> Any:
        from lianfang.accounts.actors import Actor

        return Actor.of(self.user(username))

    def client(self, username: str) -> Any:
        """A browser in which this demo account is logged in; ``anonymous``: nobody."""
        from django.test import Client

        client = Client()
        if username != "anonymous":
            client.force_login(self.user(username), backend=BACKEND)
        return client


@contextmanager
def built(as_of: datetime = AS_OF) -> Iterator[District]:
    """Build it into the database of the moment, and let it be that moment."""
    from lianfang.project.demo import build

    with time_machine.travel(as_of, tick=True):
        yield District(build(as_of, scale="tiny").world)


@pytest.fixture(scope="module")
def _district_of_the_file(django_db_setup: None, django_db_blocker: Any) -> Iterator[District]:
    """Built once a file, in a transaction that ends with it; every test of the file is a savepoint inside."""
    with rolled_back(django_db_blocker), built() as district:
        yield district


@pytest.fixture
def district(_district_of_the_file: District, db: None) -> District:
    return _district_of_the_file


@pytest.fixture
def live_district(transactional_db: None, watcher: Any) -> Iterator[District]:
    """Built for one test and committed, so that a live server sees it."""
    with built() as district:
        yield district
