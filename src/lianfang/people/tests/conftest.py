"""A small district with somebody who keeps its register, somebody of another street, and their browsers."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lianfang.accounts.models import User
from lianfang.accounts.tests.make import browser_of, make_role, make_user
from lianfang.people import access
from lianfang.territory.access import SEE_AREAS
from lianfang.territory.tests.make import make_district

KEEPER = make_role(
    "people.tests.keeper",
    SEE_AREAS,
    access.SEE_PEOPLE,
    access.READ_PERSON,
    access.REGISTER_PEOPLE,
    access.MERGE_PEOPLE,
    access.IMPORT_PEOPLE,
    access.TAKE_OVER,
    access.EXPORT_PEOPLE,
)
LOOKER = make_role("people.tests.looker", access.SEE_PEOPLE)


@dataclass
class Browser:
    """Somebody at their browser; pages by the name of their url."""

    client: Client
    user: User

    def opens(self, name: str, /, *args: Any, query: str = "", **headers: str) -> HttpResponse:
        return self.client.get(reverse(f"people:{name}", args=args) + query, headers=headers)

    def sends(self, name: str, /, *args: Any, query: str = "", **fields: Any) -> HttpResponse:
        return self.client.post(reverse(f"people:{name}", args=args) + query, fields)

    def reads(self, name: str, /, *args: Any, **more: Any) -> str:
        return self.opens(name, *args, **more).content.decode()


@pytest.fixture
def areas(watcher):
    with watcher.resting():
        return make_district()


@pytest.fixture
def into(areas) -> str:
    """The street into which a list is taken over."""
    return areas["云溪街道"].path


@pytest.fixture
def keeper(watcher, areas) -> Browser:
    """Keeps the register of 云溪街道."""
    return _browser(watcher, "keeper", KEEPER, areas["云溪街道"].path)


@pytest.fixture
def stranger(watcher, areas) -> Browser:
    """Keeps the register of another street."""
    return _browser(watcher, "stranger", KEEPER, areas["南山镇"].path)


@pytest.fixture
def looker(watcher, areas) -> Browser:
    """Sees everybody, masked, and may do nothing else."""
    return _browser(watcher, "looker", LOOKER, "")


def _browser(watcher: Any, username: str, role: str, area: str) -> Browser:
    with watcher.resting():
        user = make_user(username, role=role, area=area)
        return Browser(browser_of(user, headers={"accept-language": "en"}), user)
