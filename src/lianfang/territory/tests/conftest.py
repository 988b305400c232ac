import pytest
from django.test import Client

from lianfang.territory.tests.make import make_district, make_keeper, make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def areas(watcher):
    with watcher.resting():
        return make_district()


@pytest.fixture
def log_in(watcher):
    """A browser in which a user is logged in."""

    def log_in(user):
        client = Client()
        with watcher.resting():
            client.force_login(user, backend=BACKEND)
        return client

    return log_in


@pytest.fixture
def page(areas, log_in, watcher):
    """The browser of somebody who keeps the tree of the whole district."""
    with watcher.resting():
        user = make_keeper(area=areas["和安区"])
    return log_in(user)


@pytest.fixture
def stranger(areas, log_in, watcher):
    """The browser of somebody who keeps the tree of another town."""
    with watcher.resting():
        user = make_keeper("other", area=areas["南山镇"])
    return log_in(user)


@pytest.fixture
def nobody(log_in, watcher):
    """The browser of somebody logged in without any role."""
    with watcher.resting():
        user = make_user("nobody")
    return log_in(user)
