from copy import deepcopy

import pytest

from lianfang.checkpoints.tests.make import Cast, logged_in, make_cast, make_risk_area
from tests.worlds import of_the_file


def make_cast_at_risk() -> Cast:
    cast = make_cast()
    make_risk_area(cast.response)
    return cast


cast_of_the_file = of_the_file(make_cast_at_risk)


@pytest.fixture
def cast(cast_of_the_file: Cast, db: None) -> Cast:
    return deepcopy(cast_of_the_file)


@pytest.fixture
def crew(cast):
    return logged_in(cast.crew)


@pytest.fixture
def stranger(cast):
    return logged_in(cast.stranger)
