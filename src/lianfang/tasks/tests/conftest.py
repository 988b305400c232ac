from copy import deepcopy

import pytest

from lianfang.tasks.tests.make import make_cast
from tests.worlds import of_the_file

cast_of_the_file = of_the_file(make_cast)


@pytest.fixture
def cast(cast_of_the_file, db):
    return deepcopy(cast_of_the_file)
