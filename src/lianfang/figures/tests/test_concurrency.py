"""Six writers and folders at once, one of them killed in the middle: nothing is lost and nothing counted twice."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from lianfang.figures import folding
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.figures.folding import fold, fold_all
from lianfang.figures.tests.make import ADDITIVE, Brute, Passage, an_actor, record, void
from lianfang.figures.tests.test_equality import AREAS, BEGIN, UNITS

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"),
]
WRITERS, EACH = 6, 40
ASK = Ask(ADDITIVE, BEGIN, BEGIN + timedelta(days=9))


def in_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def write(number: int) -> None:
    """Record acts here and there, every fifth voided again."""
    for step in range(EACH):
        at = BEGIN + timedelta(hours=step)
        passage = record(
            at, AREAS[(step + number) % len(AREAS)], UNITS[step % 6], with_units=UNITS[number : number + 1]
        )
        if step % 5 == 4:
            void(passage, at)


@pytest.fixture
def killed(monkeypatch) -> list[int]:
    """The third fold dies at the server after it has taken its batch and before it has added it."""
    victims: list[int] = []
    add, calls = folding.add_to_sums, iter(range(1000))

    def dies_at_the_third(deltas):
        if deltas and next(calls) == 2:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                victims.append(cursor.fetchone()[0])
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        add(deltas)

    monkeypatch.setattr(folding, "add_to_sums", dies_at_the_third)
    return victims


def test_it_neither_loses_nor_doubles(no_passages, killed):
    writing = threading.Event()
    writing.set()

    def fold_until_done() -> None:
        while writing.is_set() or not killed:
            try:
                fold(50)
            except OperationalError:
                connection.close()

    writers = [in_thread(lambda number=number: write(number)) for number in range(WRITERS)]
    folders = [in_thread(fold_until_done) for _ in range(2)]
    while any(writer.is_alive() for writer in writers):
        evaluate(ASK, an_actor())
    writing.clear()
    for thread in [*writers, *folders]:
        thread.join()

    assert killed
    for group in [(), ("unit",), ("area", "day")]:
        ask = ASK.but(group=group)
        expected = Brute(ask, list(Passage.objects.all())).numbers()
        assert evaluate(ask, an_actor()).numbers == expected
    fold_all()
    assert evaluate(ASK, an_actor()).numbers == Brute(ASK, list(Passage.objects.all())).numbers()


def test_what_was_read_once_is_never_missing_later(no_passages):
    """A fold moves deltas into the sums while others read: no read may see them in neither place, or in both."""
    for step in range(60):
        record(BEGIN + timedelta(hours=step), AREAS[3], UNITS[2])
    folder = in_thread(lambda: [fold(1) for _ in range(400)])
    seen, folds = set(), True
    while folds:
        folds = folder.is_alive()
        seen.add(evaluate(ASK.but(figures=("test.passages",)), an_actor()).number("test.passages"))
    assert seen == {60}
