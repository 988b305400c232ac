import pytest

from lianfang.accounts.tests.make import browser_of
from lianfang.sampling.tests.make import Cast, make_cast


@pytest.fixture
def cast(watcher) -> Cast:
    with watcher.resting():
        return make_cast()


@pytest.fixture
def sampler(cast):
    return browser_of(cast.sampler)


@pytest.fixture
def leader(cast):
    return browser_of(cast.leader)


@pytest.fixture
def stranger(cast):
    return browser_of(cast.stranger)
