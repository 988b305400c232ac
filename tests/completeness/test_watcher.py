"""The watcher over the audit log sees what it is there to see: it is tried on writes that forget the log."""

import pytest
from django.db import connection, transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.ids import new_id
from lianfang.privacy.audit import audit
from lianfang.privacy.models import Read
from lianfang.territory.models import Area
from tests.watcher import Watcher

CLOCK = Actor.system("clock")
USERS = "accounts_user"


def user():
    return User(username=str(new_id()), name="王小明")


def by_save():
    user().save(force_insert=True)


def by_bulk_create():
    User.objects.bulk_create([user(), user()])


def by_update():
    User.objects.update(language="en")


def by_delete():
    User.objects.filter(username="nobody").delete()
    User.objects.filter(username="nobody")._raw_delete("default")


def by_raw_sql():
    with connection.cursor() as cursor:
        cursor.execute("update accounts_user set language = 'en'")


def by_many_raw():
    with connection.cursor() as cursor:
        cursor.executemany('  DELETE FROM "accounts_user" WHERE username = %s', [("a",), ("b",)])


def by_upsert():
    with connection.cursor() as cursor:
        cursor.execute("WITH gone AS (SELECT 1) UPDATE accounts_user SET language = 'en'")


WRITES = [by_save, by_bulk_create, by_update, by_delete, by_raw_sql, by_many_raw, by_upsert]


@pytest.fixture(params=[False, True], ids=["in a test's transaction", "for good"])
def other(request, watcher):
    """A watcher of our own beside the one that watches this test, which rests meanwhile."""
    if request.param:
        request.getfixturevalue("transactional_db")
    with watcher.resting(), Watcher() as mine:
        yield mine


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("write", WRITES)
def test_a_silent_write_is_seen(other, write):
    with transaction.atomic():
        write()
    assert other.silent == {USERS}


@pytest.mark.parametrize("write", WRITES)
def test_a_write_with_its_entry_is_in_order(other, write):
    with transaction.atomic():
        write()
        audit(CLOCK, "user.changed", "accounts.user")
    assert other.silent == set()


@pytest.mark.parametrize("write", WRITES)
def test_a_write_that_was_rolled_back_needs_none(other, write):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert other.silent == set()


def test_an_entry_of_another_transaction_does_not_count(other):
    with transaction.atomic():
        audit(CLOCK, "user.changed", "accounts.user")
    with transaction.atomic():
        by_save()
    assert other.silent == {USERS}


def test_an_entry_that_was_rolled_back_does_not_count(other):
    with transaction.atomic():
        by_save()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            audit(CLOCK, "user.changed", "accounts.user")
            raise ZeroDivisionError
    assert other.silent == {USERS}


def test_a_write_that_was_rolled_back_inside_needs_none(other):
    with transaction.atomic(), pytest.raises(ZeroDivisionError), transaction.atomic():
        by_save()
        raise ZeroDivisionError
    assert other.silent == set()


def test_the_outermost_block_counts(other):
    with transaction.atomic():
        with transaction.atomic():
            by_save()
        audit(CLOCK, "user.changed", "accounts.user")
    assert other.silent == set()


@pytest.mark.django_db(transaction=True)
def test_a_write_outside_any_transaction_is_seen(watcher):
    with watcher.resting(), Watcher() as mine:
        by_update()
        assert mine.silent == {USERS}


def test_it_sees_the_tables_of_every_module(other):
    Area.objects.update(name_en="x")
    assert other.silent == {"territory_area"}


def test_logs_and_bookkeeping_need_no_entry(other):
    with transaction.atomic():
        Read.objects.create(actor="user:1", how="list", where="x")
        User.objects.update(last_login=None)
    assert other.silent == set()
    User.objects.update(last_login=None, language="en")
    assert other.silent == {USERS}


def test_a_transaction_that_is_told_to_roll_back_needs_none(other):
    with transaction.atomic():
        by_save()
        transaction.set_rollback(True)
    assert other.silent == set()
