from copy import deepcopy

import pytest

from lianfang.measures.tests.make import District, make_measures_district
from tests.worlds import of_the_file

district_of_the_file = of_the_file(make_measures_district)


@pytest.fixture
def district(district_of_the_file: District, db: None) -> District:
    return deepcopy(district_of_the_file)
