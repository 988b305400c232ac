"""Somebody observed at home for two days, early in the morning of the third."""

from copy import deepcopy

import pytest
import time_machine

from lianfang.isolation.tests.make import o_clock
from lianfang.measures.models import Measure
from lianfang.measures.tests.make import District, make_measure, make_measures_district
from tests.worlds import of_the_file


def make_observed() -> tuple[District, Measure]:
    with time_machine.travel(o_clock(7), tick=False):
        district = make_measures_district()
        return district, make_measure(district, days_ago=2)


observed_of_the_file = of_the_file(make_observed)


@pytest.fixture
def observed(observed_of_the_file, db):
    return deepcopy(observed_of_the_file)


@pytest.fixture
def district(observed) -> District:
    return observed[0]


@pytest.fixture
def measure(observed) -> Measure:
    return observed[1]
