"""Whatever a module declares can be counted, split, opened and known of an earlier time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.declare import figures
from lianfang.figures.engine import changes_since, evaluate, rows_behind
from lianfang.kernel.clock import now

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
CODES = sorted(figures)


@pytest.mark.parametrize("code", CODES)
def test_it_can_be_asked_in_every_way(code):
    ask = Ask((code,), now() - timedelta(hours=30), now(), area="0001", as_known_at=now() - timedelta(hours=1))
    splits = [(), *((breakdown.code,) for breakdown in figures[code].by)]
    for by in splits:
        for group in [(), ("area",), ("unit",), ("day",), ("unit", "day")]:
            for asked in (ask.but(by=by, group=group), ask.but(by=by, group=group, unit="0001", as_known_at=None)):
                assert evaluate(asked, SYSTEM).numbers == {}
    assert not changes_since(ask, SYSTEM)[code]
    assert all(not part.found for part in rows_behind(SYSTEM, code, ask).parts)


def test_thirty_figures_of_a_day_take_one_statement_for_what_the_sums_hold():
    summed = tuple(code for code in CODES if figures[code].is_summed)
    ask = Ask(summed, *_whole_days(), group=("area",))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        evaluate(ask, SYSTEM)
    assert len(queries) == 1


def _whole_days():
    from lianfang.kernel.clock import start_of, today

    return start_of(today() - timedelta(days=3)), start_of(today())
