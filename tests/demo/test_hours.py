"""The district stands at any hour, for nobody knows when somebody will look at it."""

from datetime import timedelta

import pytest

from lianfang.project.demo import check
from tests.district import AS_OF, built


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("hours", [10, 15], ids=["in the middle of the night", "after the shift has changed"])
def test_it_stands_whatever_the_hour(hours: int) -> None:
    with built(AS_OF + timedelta(hours=hours)):
        assert check().missing == []
