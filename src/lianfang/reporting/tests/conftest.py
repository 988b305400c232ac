from copy import deepcopy

import pytest
import time_machine

from lianfang.reporting.tests import make
from tests.worlds import of_the_file


@pytest.fixture
def travel():
    """Moves the clock; every test begins at noon of the day of the report."""
    with time_machine.travel(make.instant(12), tick=False) as traveller:
        yield traveller


def make_district_at_noon() -> make.District:
    with time_machine.travel(make.instant(12), tick=False):
        return make.make_reporting_district()


district_of_the_file = of_the_file(make_district_at_noon)


@pytest.fixture
def district(district_of_the_file, db, travel):
    return deepcopy(district_of_the_file)


@pytest.fixture
def secretary(district, watcher):
    """The secretary of the western community."""
    with watcher.resting():
        return make.page_of(district.somebody("secretary", *make.SECRETARY, area="河西社区"))


@pytest.fixture
def office(district, watcher):
    """The street office, responsible for both communities."""
    with watcher.resting():
        return make.page_of(district.somebody("office", *make.SECRETARY, area="云溪街道"))


@pytest.fixture
def stranger(district, watcher):
    """The secretary of a village of another town."""
    with watcher.resting():
        return make.page_of(district.somebody("stranger", *make.SECRETARY, area="水峪村"))


@pytest.fixture
def writer(district, watcher):
    with watcher.resting():
        return make.page_of(district.somebody("writer", *make.WRITER, *make.CHIEF, area="和安区"))


@pytest.fixture
def chief(district, watcher):
    with watcher.resting():
        return make.page_of(district.somebody("chief", *make.CHIEF, area="和安区"))
