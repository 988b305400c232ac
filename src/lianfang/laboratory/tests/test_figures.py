"""What is counted agrees with the rows, and each number opens its rows."""

from datetime import timedelta

import pytest
import time_machine

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import now
from lianfang.laboratory.models import Resample
from lianfang.laboratory.rules import Value
from lianfang.laboratory.tests.make import bring, draw_single, give, make_box, make_people, make_tube, send

pytestmark = pytest.mark.django_db
FIGURES = (
    "laboratory.boxes_under_way",
    "laboratory.boxes_late",
    "laboratory.without_result",
    "laboratory.results",
    "laboratory.people",
    "laboratory.positive_tubes",
    "laboratory.invalid_tubes",
    "laboratory.sampled_again",
    "laboratory.staying",
    "laboratory.first_positives",
    "laboratory.rechecked_positives",
)


def numbers(cast):
    ask = Ask(
        figures=FIGURES,
        from_at=now() - timedelta(days=1),
        until_at=now() + timedelta(seconds=1),
        area=cast.areas["河东社区"].path,
    )
    answer = evaluate(ask, Actor.system("tests"))
    return {code.partition(".")[2]: answer.number(code) for code in FIGURES}


def test_every_figure_is_what_happened(cast):
    with time_machine.travel(now(), tick=False) as clock:
        tubes = [make_tube(cast, make_people(cast, 2)) for _each in range(4)]
        bring(cast, *tubes)
        for tube, value in zip(tubes, (Value.NEGATIVE, Value.POSITIVE, Value.INVALID), strict=False):
            give(cast, tube, value)
        waiting = Resample.objects.filter(why="resample_positive").first()
        give(cast, draw_single(cast, waiting), Value.POSITIVE)
        give(cast, draw_single(cast, Resample.objects.get(why="recheck")), Value.POSITIVE)
        box = send(cast, make_box(cast, make_tube(cast, make_people(cast, 1))))
        clock.move_to(box.due_at + timedelta(minutes=1))

        assert numbers(cast) == {
            "boxes_under_way": 1,
            "boxes_late": 1,
            "without_result": 1,
            "results": 5,
            "people": 8,
            "positive_tubes": 3,
            "invalid_tubes": 1,
            "sampled_again": 3,
            "staying": 2,
            "first_positives": 1,
            "rechecked_positives": 1,
        }
