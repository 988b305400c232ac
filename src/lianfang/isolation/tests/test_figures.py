"""What is counted about measures and observation agrees with the rows."""

from datetime import timedelta

import pytest
import time_machine

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.isolation.tests.make import make_report, o_clock
from lianfang.kernel.clock import now
from lianfang.measures.services import end_early, extend
from lianfang.measures.tests.make import SYSTEM, make_measure, make_measures_district, make_proposal
from lianfang.people.tests.make import make_person
from lianfang.tasks.clocks import fire_due

pytestmark = pytest.mark.django_db
FIGURES = (
    "measures.running",
    "measures.ordered",
    "measures.ended",
    "measures.excess",
    "measures.waiting",
    "measures.release_overdue",
    "isolation.reports",
    "isolation.abnormal",
    "isolation.people",
    "isolation.missed",
    "response.tightened",
    "risk.areas",
)


def numbers(district):
    ask = Ask(
        figures=FIGURES,
        from_at=now() - timedelta(days=1),
        until_at=now() + timedelta(seconds=1),
        area=district.areas["云溪街道"].path,
    )
    answer = evaluate(ask, Actor.system("tests"))
    return {code: answer.number(code) for code in FIGURES}


def test_every_figure_is_what_happened():
    with time_machine.travel(o_clock(7), tick=False) as clock:
        district = make_measures_district()
        neighbours = [make_person(name, area_path=district.grid.path) for name in ("孙宁", "李响", "王敏")]
        measure = make_measure(district, days_ago=2)
        longer = make_measure(district, person=neighbours[0], days_ago=2)
        later = longer.last_day + timedelta(days=3)
        extend(
            actor=SYSTEM, measure=longer, last_day=later, because="复测", excess_authority="区", excess_reason="复测"
        )
        end_early(actor=SYSTEM, measure=make_measure(district, person=neighbours[1]), because="核实有误")
        make_proposal(district, person=neighbours[2])
        make_report(measure)
        make_report(measure, "38.5", second_temperature=38)
        clock.move_to(o_clock(10, 5))
        fire_due()

        assert numbers(district) == {
            "measures.running": 2,
            "measures.ordered": 3,
            "measures.ended": 1,
            "measures.excess": 1,
            "measures.waiting": 1,
            "measures.release_overdue": 0,
            "isolation.reports": 2,
            "isolation.abnormal": 1,
            "isolation.people": 1,
            "isolation.missed": 1,
            "response.tightened": 0,
            "risk.areas": 0,
        }
