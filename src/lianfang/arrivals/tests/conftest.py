from copy import deepcopy

import pytest

from lianfang.arrivals.tests.make import make_reception
from lianfang.risk.tests.make import make_risk_area
from tests.worlds import of_the_file


def make_reception_beside_a_risk_area():
    reception = make_reception()
    make_risk_area(reception.cast.response, level="medium")
    return reception


reception_of_the_file = of_the_file(make_reception_beside_a_risk_area)


@pytest.fixture
def reception(reception_of_the_file, db):
    return deepcopy(reception_of_the_file)
