from datetime import timedelta

import pytest

from lianfang.figures.asking import Ask, Key
from lianfang.figures.engine import evaluate
from lianfang.figures.folding import fold_all
from lianfang.figures.models import Delta, MonthSum
from lianfang.figures.public import published
from lianfang.figures.rebuilding import rebuild
from lianfang.figures.suppression import Shown
from lianfang.figures.tests.make import ADDITIVE, an_actor, record
from lianfang.figures.tests.test_equality import AREAS, BEGIN, UNITS
from lianfang.kernel.errors import Refused

pytestmark = pytest.mark.django_db
ASK = Ask(("test.passages",), BEGIN, BEGIN + timedelta(days=7))


def pass_by(times: int, area: str) -> None:
    for step in range(times):
        record(BEGIN + timedelta(hours=step), area, UNITS[0], with_units=UNITS[5:] if step % 2 else [])


def test_the_public_sees_no_number_under_5_nor_what_would_give_it_away():
    pass_by(3, AREAS[1])
    pass_by(8, AREAS[2])
    shown = published(ASK.but(area=AREAS[0], group=("area",)))
    assert shown == {
        Key("test.passages", AREAS[0]): 11,
        Key("test.passages", AREAS[1]): Shown.UNDER_5,
        Key("test.passages", AREAS[2]): Shown.WITHHELD,
    }


@pytest.mark.parametrize("changes", [{"figures": ("test.people",)}, {"group": ("area", "day")}])
def test_the_public_asks_for_published_figures_and_one_grouping(changes):
    with pytest.raises(Refused):
        published(ASK.but(**changes))


def test_sums_made_anew_from_the_rows_are_those_that_were_kept():
    pass_by(6, AREAS[4])
    asks = [
        ASK.but(figures=ADDITIVE, group=group, by=by)
        for group in [(), ("unit", "day"), ("area",)]
        for by in [(), ("decision",)]
    ]
    asks = [ask if not ask.by else ask.but(figures=ADDITIVE[:2]) for ask in asks]
    kept = [evaluate(ask, an_actor()).numbers for ask in asks]
    fold_all()
    MonthSum.objects.update(d29=999)
    rebuild()
    assert [evaluate(ask, an_actor()).numbers for ask in asks] == kept
    assert not Delta.objects.exists()
