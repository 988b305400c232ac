"""Six writers and two folders at once, one folder killed again and again: no number is ever lost or doubled.

PostgreSQL only; SQLite has one writer at a time. What is compared is read in one snapshot of the database.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.process import BaseProcess
from random import Random
from time import perf_counter, sleep

from django.db import connection, transaction

from benchmarks.district import BENCH
from benchmarks.history import STREAMS, History
from benchmarks.lines import Line
from benchmarks.place import tell
from benchmarks.questions import QUESTIONS, Span, ask_engine, check_equal, count_rows, numbers_asked, numbers_counted
from lianfang.acts.services import void
from lianfang.figures.folding import fold
from lianfang.kernel.clock import today

WRITERS = 6
KILL_EVERY = 0.7
"""Seconds."""


def race(history: History, area: str, span: Span, batches: int) -> Iterator[Line]:
    """Acts written a second while all this goes on. Raises ClickException at the first snapshot that does not agree."""
    writers = [_start(_write, history, number, batches) for number in range(WRITERS)]
    folders = [_start(_fold), _start(_fold)]
    began, killed, compared = perf_counter(), 0, 0
    while any(writer.is_alive() for writer in writers):
        sleep(KILL_EVERY)
        killed += _kill(folders)
        _compare(area, span)
        compared += 1
    taken = perf_counter() - began
    for process in folders:
        process.terminate()
        process.join()
    if failed := [writer.exitcode for writer in writers if writer.exitcode]:
        raise RuntimeError(f"writers ended with {failed}")
    _compare(area, span)
    acts = WRITERS * batches * EACH
    tell(f"figures: {WRITERS} writers, {killed} folders killed, {compared + 1} snapshots equal to their rows")
    params = {"writers": WRITERS, "acts": acts, "folders_killed": killed, "snapshots_equal": compared + 1}
    yield Line("figures.race", acts / taken, "acts/s", "one writer with nobody beside", _alone(history), params, True)


EACH = 20


def _write(history: History, number: int, batches: int) -> None:
    """Batches of acts of every kind here and there; of each one is voided again."""
    dice, days = Random(number), [today() - timedelta(days=ago) for ago in range(1, 6)]
    for _ in range(batches):
        with transaction.atomic():
            acts = history.record(dice.choice(STREAMS), dice.choice(history.corners), days, dice, EACH)
            void(dice.choice(list(acts)), actor=BENCH, because="entered twice")


def _alone(history: History) -> float:
    began = perf_counter()
    _write(history, WRITERS, 100)
    return 100 * EACH / (perf_counter() - began)


def _fold() -> None:
    while True:
        if not fold(200):
            sleep(0.01)


def _start(work: Callable[..., None], *said: object) -> BaseProcess:
    """A copy of this process at work, with a connection of its own."""
    connection.close()
    process = multiprocessing.get_context("fork").Process(target=work, args=said, daemon=True)
    process.start()
    return process


def _kill(folders: list[BaseProcess]) -> int:
    """Kill the folder that has run longest, in the middle of whatever it does, and start another."""
    oldest = folders.pop(0)
    os.kill(oldest.pid or 0, signal.SIGKILL)
    oldest.join()
    folders.append(_start(_fold))
    return 1


def _compare(area: str, span: Span) -> None:
    with _snapshot():
        asked, counted = ask_engine(QUESTIONS, area, span), count_rows(QUESTIONS, area, span)
    check_equal(numbers_asked(asked), numbers_counted(counted))


@contextmanager
def _snapshot() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
