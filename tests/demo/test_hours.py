"""The district stands at any hour, for nobody knows when somebody will look at it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lianfang.project.demo import check
from lianfang.project.demo.world import SCALES
from tests.district import AS_OF, built

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def test_it_stands_in_the_middle_of_the_night() -> None:
    with built(AS_OF + timedelta(hours=10)):
        assert check().missing == []


def test_the_desk_that_was_left_stays_left_when_the_shift_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of four committees, where colleagues take turns; at eight the next would have come."""
    monkeypatch.setitem(SCALES, "tiny", replace(SCALES["tiny"], communities=4, residents=120, bustle=0.01, days=3))
    with built(AS_OF + timedelta(hours=15)):
        assert "unit with nobody on duty" not in check().missing
