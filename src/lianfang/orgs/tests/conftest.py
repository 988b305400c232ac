import pytest
from django.test import Client
from django.urls import reverse

from lianfang.orgs.tests.make import SECRETARY, make_units
from lianfang.territory.tests.make import make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def district(watcher):
    """Areas and units by their names."""
    with watcher.resting():
        return make_units()


@pytest.fixture
def areas(district):
    return district[0]


@pytest.fixture
def units(district):
    return district[1]


@pytest.fixture
def log_in(watcher):
    def log_in(user):
        client = Client()
        with watcher.resting():
            client.force_login(user, backend=BACKEND)
        client.user = user
        return client

    return log_in


@pytest.fixture
def secretary(areas, log_in, watcher):
    """Keeps the units of Yunxi street."""
    with watcher.resting():
        user = make_user("secretary", *SECRETARY, area=areas["云溪街道"], name="周敏")
    return log_in(user)


@pytest.fixture
def stranger(areas, log_in, watcher):
    """Keeps the units of another town."""
    with watcher.resting():
        user = make_user("stranger", *SECRETARY, area=areas["南山镇"])
    return log_in(user)


@pytest.fixture
def nobody(log_in, watcher):
    with watcher.resting():
        user = make_user("nobody")
    return log_in(user)


def url(name: str, *args: object, **query: str) -> str:
    return reverse(f"orgs:{name}", args=[getattr(each, "pk", each) for each in args], query=query or None)


def text_of(answer) -> str:
    return answer.content.decode()
