"""After the sunset: whole days of the whole as before, below it no number of 1 to 4, no row that says where it was."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.figures.folding import fold_all
from lianfang.figures.models import Delta, MonthSum
from lianfang.figures.rebuilding import rebuild
from lianfang.figures.sunset import settle
from lianfang.figures.tests.make import ADDITIVE, CODES, Passage, an_actor, record
from lianfang.figures.tests.test_equality import BEGIN
from lianfang.privacy import sunset
from lianfang.privacy.declare import Ending, Retention, declared
from lianfang.privacy.models import SunsetRecord

pytestmark = pytest.mark.django_db

OVER, RUNNING = UUID(int=1), UUID(int=2)
PLACES = {"000100010001": 7, "000100010002": 3, "000100020001": 4, "00010003": 12}


@pytest.fixture(autouse=True)
def _ended(monkeypatch):
    """A response with an area, and a promise for the table of passages."""
    monkeypatch.setattr(sunset, "find", lambda _text: SimpleNamespace(area_path="0001"))
    monkeypatch.setattr(
        sunset,
        "rows_of",
        lambda model, response: model.objects.filter(response_id=response) if model is Passage else None,
    )
    label = Passage._meta.label_lower
    promise = Retention(Passage, frozenset({"plate"}), frozenset(), Ending.KEEP_WITHOUT_PERSON, None, "")
    monkeypatch.setitem(declared._entries, label, promise)


@pytest.fixture
def passages(watcher):
    for response in (OVER, RUNNING):
        for area, count in PLACES.items():
            for number in range(count):
                at = BEGIN + timedelta(days=number % 2, hours=number)
                record(at, area, f"0001000{number % 3}", decision=("pass", "stop")[number % 2], response_id=response)
    record(BEGIN, "000100010001", "00010000", with_units=["00010001"], response_id=OVER)


def ask(**more):
    until = BEGIN + timedelta(days=3)
    return Ask(**{"figures": CODES, "from_at": BEGIN, "until_at": until, "area": "0001", "response": OVER, **more})


def numbers(**more):
    return dict(evaluate(ask(**more), an_actor()).numbers)


def test_no_small_number_is_left_below_the_top_and_the_top_is_as_before(passages):
    before = [numbers(group=("day",)), numbers(area="", unit="0001", group=("day",))]
    settle(OVER)
    assert [numbers(group=("day",)), numbers(area="", unit="0001", group=("day",))] == before
    for more in ({"group": ("area", "day")}, {"group": ("area", "day"), "area": "00010001"}, {"group": ("area",)}):
        for by in ((), ("decision",)):
            told = numbers(**more, figures=ADDITIVE if not by else ADDITIVE[:2], by=by)
            assert not [key for key, number in told.items() if number < 5], told
    assert numbers(group=("area", "day"), figures=("test.passages",)) != {}


def test_another_response_is_left_alone(passages):
    before = numbers(response=RUNNING, group=("area", "day"))
    settle(OVER)
    assert numbers(response=RUNNING, group=("area", "day")) == before


def test_rows_say_no_longer_where_they_were(passages):
    settle(OVER)
    over = Passage.objects.filter(response_id=OVER)
    assert set(over.values_list("area_path", "unit_path")) == {("0001", "0001")}
    assert all(row.with_units == [] for row in over)


def test_again_and_with_late_deltas_it_ends_the_same(passages):
    settle(OVER)
    once = sorted(MonthSum.objects.filter(response=OVER).values_list("tree", "place", "cell", "d29", "d30"))
    settle(OVER)
    assert sorted(MonthSum.objects.filter(response=OVER).values_list("tree", "place", "cell", "d29", "d30")) == once
    assert not Delta.objects.exists()


def test_making_sums_anew_does_not_bring_the_small_ones_back(passages):
    settle(OVER)
    SunsetRecord.objects.create(pk=OVER, name="x", ended_at=BEGIN)
    before = [numbers(group=("area", "day")), numbers(response=RUNNING, group=("area", "day"))]
    rebuild()
    fold_all()
    assert [numbers(group=("area", "day")), numbers(response=RUNNING, group=("area", "day"))] == before
