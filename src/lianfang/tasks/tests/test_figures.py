"""What is counted of tasks and hand-overs: flows over a day, stocks as of an instant."""

from datetime import timedelta

import pytest
import time_machine

from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import now
from lianfang.tasks.services import accept_hand_over, mark_seen
from lianfang.tasks.tests.make import SYSTEM, make_cast, make_hand_over, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_eight():
    with time_machine.travel("2026-11-21 08:00 +0800", tick=False) as clock:
        yield clock


@pytest.fixture
def cast(watcher, at_eight):
    with watcher.resting():
        return make_cast()


def count(cast, *codes, unit=None):
    ask = Ask(
        figures=codes,
        from_at=now() - timedelta(hours=20),
        until_at=now() + timedelta(seconds=1),
        unit=(unit or cast.command).path,
    )
    found = evaluate(ask, viewer=SYSTEM)
    return [found.number(code) for code in codes]


FLOWS = ("tasks.handed_over", "tasks.accepted", "tasks.seen", "tasks.accepted_late")


def test_hand_overs_count_for_the_receiver_and_all_above(cast, at_eight, watcher):
    with watcher.resting():
        sent = make_hand_over(cast)
    at_eight.shift(timedelta(minutes=40))
    actor = cast.actor(cast.receives)
    accept_hand_over(actor=actor, hand_over=sent)
    mark_seen(actor=actor, hand_over=sent)
    assert count(cast, *FLOWS) == [1, 1, 1, 1]
    assert count(cast, *FLOWS, unit=cast.receiver) == [1, 1, 1, 1]
    assert count(cast, *FLOWS, unit=cast.sender) == [0, 0, 0, 0]


def test_what_waits_is_a_stock(cast, at_eight, watcher):
    with watcher.resting():
        make_task(cast, due_at=now() + timedelta(hours=1))
        make_hand_over(cast)
    before = count(cast, "tasks.overdue", "tasks.unanswered")
    at_eight.shift(timedelta(hours=2))
    assert before == [0, 1]
    assert count(cast, "tasks.overdue")[0] >= 1
