from copy import deepcopy

import pytest

from lianfang.accounts.tests.make import browser_of
from lianfang.sampling.tests.make import Cast, make_cast
from tests.worlds import of_the_file

cast_of_the_file = of_the_file(make_cast)


@pytest.fixture
def cast(cast_of_the_file: Cast, db: None) -> Cast:
    return deepcopy(cast_of_the_file)


@pytest.fixture
def sampler(cast):
    return browser_of(cast.sampler)


@pytest.fixture
def leader(cast):
    return browser_of(cast.leader)


@pytest.fixture
def stranger(cast):
    return browser_of(cast.stranger)
