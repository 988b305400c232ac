"""Many writers at once; only PostgreSQL has them."""

import threading

import pytest
from django.db import connection, transaction

from lianfang.accounts.actors import Actor
from lianfang.privacy.audit import audit
from lianfang.privacy.integrity import findings
from lianfang.privacy.models import AuditEntry

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer"),
]

WRITERS, ROUNDS = 8, 12


@pytest.fixture(autouse=True)
def _anchors(settings, tmp_path):
    settings.LIANFANG_ANCHORS = tmp_path / "anchors.jsonl"


def in_threads(work, count=WRITERS):
    """Run ``work(number)`` side by side, each in a connection of its own; returns what failed."""
    failed = []

    def run(number):
        try:
            work(number)
        except Exception as error:  # noqa: BLE001 - handed to the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed


def write(number, entries=3, fail=False):
    with transaction.atomic():
        for _ in range(entries):
            audit(Actor.system(f"writer-{number}"), "thing.done", "thing")
        if fail:
            raise ZeroDivisionError


def test_chains_stay_whole_under_many_writers():
    write(0)

    def work(number):
        for turn in range(ROUNDS):
            try:
                write(number, fail=turn % 4 == 3)
            except ZeroDivisionError:
                continue

    assert in_threads(work) == []
    assert AuditEntry.objects.count() == 3 + WRITERS * ROUNDS * 3 * 3 // 4
    assert list(findings()) == []


def test_writers_that_wait_for_each_others_rows_do_not_deadlock():
    """Each audits first and then changes a row that the other has changed: with shared chains this is a deadlock."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE a_row (id int PRIMARY KEY, n int)")
        cursor.execute("INSERT INTO a_row VALUES (1, 0)")
    meet = threading.Barrier(2, timeout=30)

    def work(number):
        with transaction.atomic():
            if number == 0:
                _add()
                meet.wait()
                audit(Actor.system("first"), "thing.done", "thing")
            else:
                audit(Actor.system("second"), "thing.done", "thing")
                meet.wait()
                _add()
            audit(Actor.system("again"), "thing.done", "thing")

    try:
        assert in_threads(work, 2) == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE a_row")
    assert list(findings()) == []
    assert AuditEntry.objects.values("chain").distinct().count() == 2


def _add():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE a_row SET n = n + 1 WHERE id = 1")


def test_a_transaction_keeps_to_its_chain_when_others_become_free():
    write(0)
    holds, may_end = threading.Event(), threading.Event()

    def first(_):
        with transaction.atomic():
            audit(Actor.system("first"), "thing.done", "thing")
            holds.set()
            may_end.wait(30)

    thread = threading.Thread(target=in_threads, args=(first, 1))
    thread.start()
    holds.wait(30)
    with transaction.atomic():
        audit(Actor.system("second"), "thing.done", "thing")
        may_end.set()
        thread.join(30)
        audit(Actor.system("second"), "thing.done", "thing")
    chains = AuditEntry.objects.filter(actor="system:second").values_list("chain", flat=True)
    assert len(set(chains)) == 1
    assert set(chains) != set(AuditEntry.objects.filter(actor="system:first").values_list("chain", flat=True))


def test_a_savepoint_rolled_back_gives_its_chain_back():
    write(0)
    with transaction.atomic():
        try:
            with transaction.atomic():
                audit(Actor.system("undone"), "thing.done", "thing")
                raise ZeroDivisionError
        except ZeroDivisionError:
            audit(Actor.system("done"), "thing.done", "thing")
    assert list(findings()) == []
    assert not AuditEntry.objects.filter(actor="system:undone").exists()
