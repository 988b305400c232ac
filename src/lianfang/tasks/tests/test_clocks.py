"""Due times fire with nobody looking and rise up the tree, a message and a row each step."""

import os
import signal
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from click.testing import CliRunner

from lianfang.kernel.clock import now
from lianfang.messaging.selectors import messages_for
from lianfang.orgs.services import go_off_duty
from lianfang.tasks import clocks, selectors
from lianfang.tasks.commands import one_round, worker
from lianfang.tasks.models import Clock, Escalation
from lianfang.tasks.rules import State
from lianfang.tasks.services import accept_hand_over, ask
from lianfang.tasks.tests.make import make_cast, make_hand_over, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_eight():
    with time_machine.travel("2026-11-21 08:00 +0800", tick=False) as clock:
        yield clock


@pytest.fixture
def cast(watcher, at_eight):
    with watcher.resting():
        return make_cast()


def raised(task):
    return list(task.escalations.order_by("step").values_list("to_unit_path", flat=True))


def told(cast, user, unit):
    return [each.code for each in messages_for(cast.actor(user), [unit.path])]


def test_an_unanswered_hand_over_rises_to_the_street_and_then_to_the_command(cast, at_eight, watcher):
    with watcher.resting():
        sent = make_hand_over(cast)
    at_eight.shift(timedelta(minutes=29))
    assert clocks.fire_due() == 0
    at_eight.shift(timedelta(minutes=1))
    clocks.fire_due()
    assert raised(sent.task) == [cast.street.path]
    assert told(cast, cast.leads_street, cast.street) == ["tasks.tell_late"]
    at_eight.shift(timedelta(minutes=30))
    clocks.fire_due()
    assert raised(sent.task) == [cast.street.path, cast.command.path]
    at_eight.shift(timedelta(hours=2))
    clocks.fire_due()
    assert len(raised(sent.task)) == 2


def test_it_stops_rising_when_somebody_accepts(cast, at_eight, watcher):
    with watcher.resting():
        sent = make_hand_over(cast)
    at_eight.shift(timedelta(minutes=31))
    clocks.fire_due()
    accept_hand_over(actor=cast.actor(cast.receives), hand_over=sent)
    at_eight.shift(timedelta(minutes=31))
    clocks.fire_due()
    assert raised(sent.task) == [cast.street.path]


def test_somebody_accepted_and_not_seen_in_time_rises(cast, at_eight, watcher):
    with watcher.resting():
        sent = make_hand_over(cast)
    accept_hand_over(actor=cast.actor(cast.receives), hand_over=sent)
    at_eight.shift(timedelta(hours=3, minutes=1))
    clocks.fire_due()
    assert Escalation.objects.get().because.code == "tasks.not_seen"


def test_a_unit_with_nobody_on_duty_is_raised_at_once_and_red(cast, watcher):
    with watcher.resting():
        go_off_duty(actor=cast.actor(cast.receives))
        sent = make_hand_over(cast)
    assert sent.is_red and raised(sent.task) == [cast.street.path]
    assert Escalation.objects.get().because.code == "tasks.nobody_on_duty"


def test_a_late_task_is_shown_to_the_street(cast, at_eight, watcher):
    with watcher.resting():
        task = make_task(cast, due_at=now() + timedelta(hours=1))
    at_eight.shift(timedelta(hours=1))
    assert CliRunner().invoke(worker, ["--once"]).exit_code == 0
    assert [each.pk for each in selectors.overdue_under(cast.actor(cast.leads_street))] == [task.pk]
    assert raised(task) == [cast.street.path]


def test_a_task_lapses_when_it_is_no_longer_worth_doing(cast, at_eight, watcher):
    with watcher.resting():
        task = make_task(cast, lapses_at=now() + timedelta(hours=2))
    at_eight.shift(timedelta(hours=2))
    clocks.fire_due()
    task.refresh_from_db()
    assert task.state == State.LAPSED


def test_a_clock_fires_once_for_two_workers(cast, at_eight, watcher):
    with watcher.resting():
        make_task(cast, due_at=now())
    clock = Clock.objects.get()
    assert clocks._fire(clock, now())
    with watcher.resting():  # the second claim touches no row, and so writes no audit entry
        assert not clocks._fire(clock, now())


def test_a_crash_in_the_answer_leaves_the_clock_due(cast, at_eight, watcher):
    with watcher.resting():
        make_task(cast, due_at=now())
    with patch("lianfang.tasks.handlers.raise_lateness", side_effect=RuntimeError):
        assert clocks.fire_due() == 0
    assert Clock.objects.get().fired_at is None
    assert clocks.fire_due() == 1


def test_the_worker_outlives_a_part_that_fails(cast):
    with patch("lianfang.tasks.clocks.fire_due", side_effect=ConnectionError):
        done = one_round()
    assert done["clocks"] == 0 and "messages" in done


def test_the_same_question_asked_twice_is_one_task(cast, watcher):
    from lianfang.kernel.wording import Reason
    from lianfang.tasks.subjects import Subject

    with watcher.resting():
        task = make_task(cast, questions=["tasks.phone"], asked_by_units=[cast.street])
    again = ask(
        actor=cast.actor(cast.leads_command),
        response=cast.response,
        kind=task.kind,
        subject=Subject(task.subject_kind, task.subject_id),
        area_path=task.area_path,
        unit=cast.receiver,
        due_at=task.due_at,
        because=Reason.of("tasks.asked"),
        questions=["tasks.phone", "tasks.needs_help"],
        asked_by_units=[cast.command],
    )
    assert again.pk == task.pk
    assert again.questions == ["tasks.phone", "tasks.needs_help"]
    assert again.asked_by == [cast.street.path, cast.command.path]


def test_the_worker_stops_cleanly_when_told(cast):
    rounds = []

    def told_to_stop(stop):
        rounds.append(stop)
        os.kill(os.getpid(), signal.SIGTERM)
        return {}

    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        with patch("lianfang.tasks.commands.one_round", side_effect=told_to_stop):
            ended = CliRunner().invoke(worker)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert (len(rounds), ended.exit_code, "worker: stopped" in ended.output) == (1, 0, True)
