from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.db import connection

from lianfang.accounts.models import User
from lianfang.vault import keyfile, rings
from lianfang.vault.fields import ERASED
from lianfang.vault.services import destroy_ring, open_ring

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(watcher):
    with watcher.resting():
        return User.objects.create(username="wang", name="王建国", phone="13800001111")


def test_it_reads_back_what_was_written(wang):
    assert User.objects.get(pk=wang.pk).name == "王建国"


def test_it_keeps_no_clear_text_in_the_row(wang):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_user")
        row = b"".join(bytes(value) for value in cursor.fetchone() if isinstance(value, bytes | memoryview))
    assert "王建国".encode() not in row
    assert b"13800001111" not in row


def test_it_does_not_open_a_value_that_was_moved_to_another_row(wang, watcher):
    with watcher.resting():
        other = User.objects.create(username="li", name="李娜")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET name = (SELECT name FROM accounts_user WHERE username = 'wang')")
    with pytest.raises(InvalidTag):
        _ = User.objects.get(pk=other.pk).name


def test_it_saves_only_what_is_named(wang, watcher):
    with watcher.resting():
        wang.name = "王卫国"
        wang.save(update_fields=["name"])
    again = User.objects.get(pk=wang.pk)
    assert (again.name, again.phone) == ("王卫国", "13800001111")


def test_it_refuses_to_search_an_encrypted_field(wang):
    with pytest.raises(FieldError):
        User.objects.filter(name="王建国").exists()


def test_it_refuses_an_update_that_would_write_clear_text(wang):
    with pytest.raises(FieldError):
        User.objects.update(name="clear")


def test_a_destroyed_ring_opens_nothing_and_says_so():
    ring = UUID(int=77)
    open_ring(ring)
    sealed = rings.seal(ring, "table.column.1", "secret")
    destroy_ring(ring)

    with pytest.raises(keyfile.KeyDestroyed):
        rings.open_sealed("table.column.1", sealed)
    with pytest.raises(keyfile.KeyDestroyed):
        open_ring(ring)
    assert ring in keyfile.destroyed()
    assert ERASED


def test_an_index_differs_between_rings_and_kinds():
    one, two = UUID(int=78), UUID(int=79)
    open_ring(one)
    open_ring(two)
    keys = {rings.index(one, "id", "1"), rings.index(two, "id", "1"), rings.index(one, "phone", "1")}
    assert len(keys) == 3
    assert rings.index(one, "id", "1") in keys
