from copy import deepcopy

import pytest

from lianfang.checkpoints.tests.make import logged_in
from lianfang.laboratory.rules import Value
from lianfang.laboratory.tests.make import Cast, bring, give, make_cast, make_people, make_tube
from tests.worlds import of_the_file

cast_of_the_file = of_the_file(make_cast)


@pytest.fixture
def cast(cast_of_the_file: Cast, db: None) -> Cast:
    return deepcopy(cast_of_the_file)


@pytest.fixture
def browse(cast):
    """A browser in which somebody of the cast is logged in."""
    return lambda name: logged_in(cast.users[name])


@pytest.fixture
def positive(cast):
    """A positive tube of two people of one household."""
    one, other = make_people(cast, 2, door="3-2-601")
    tube = make_tube(cast, [one, other])
    bring(cast, tube)
    give(cast, tube, Value.POSITIVE)
    return one, other, tube
