"""The district stands at any hour, for nobody knows when somebody will look at it."""

from datetime import timedelta

import pytest

from lianfang.project.demo import check
from tests.district import AS_OF, built


@pytest.mark.once
@pytest.mark.django_db
def test_it_stands_in_the_middle_of_the_night() -> None:
    with built(AS_OF + timedelta(hours=10)):
        assert check().missing == []
