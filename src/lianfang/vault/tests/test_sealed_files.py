import io
import os
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from cryptography.exceptions import InvalidTag

from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.vault import files, keyfile
from lianfang.vault.files import PIECE, TAG, discard_file, keep_file, open_file, purge_files, read_file
from lianfang.vault.models import SealedFile
from lianfang.vault.services import destroy_ring, open_ring

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LIANFANG_FILES = tmp_path


def kept(content=b"content", **more):
    return keep_file(content, purpose="test", kept_by="user:1", **more)


def on_disk(file):
    return files.folder() / str(file.pk)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_it_reads_back_what_was_kept(size):
    content = os.urandom(size)
    file = kept(io.BytesIO(content))
    assert file.size == size
    assert read_file(open_file(file.pk, purpose="test")) == content


def test_nothing_of_it_lies_in_clear_on_the_disk():
    file = kept("王小明".encode() * 100, name="王小明.xlsx")
    assert "王小明".encode() not in on_disk(file).read_bytes()
    assert on_disk(file).stat().st_mode & 0o077 == 0
    assert SealedFile.objects.get().name == "王小明.xlsx"


def test_it_is_for_one_purpose_only():
    with pytest.raises(NotFound):
        open_file(kept().pk, purpose="other")


def test_it_is_gone_after_seven_days():
    file = kept()
    with time_machine.travel(now() + timedelta(days=6, hours=23)):
        assert purge_files() == 0
        assert read_file(open_file(file.pk, purpose="test")) == b"content"
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        with pytest.raises(NotFound, match="seven days"):
            open_file(file.pk, purpose="test")
        assert purge_files() == 1
        assert not on_disk(file).exists()
    assert not SealedFile.objects.exists()


def test_it_may_be_discarded_before():
    file = kept()
    discard_file(file)
    discard_file(file)
    assert not on_disk(file).exists()
    with pytest.raises(NotFound):
        open_file(file.pk, purpose="test")


@pytest.mark.parametrize("damage", ["changed", "cut off", "piece lost", "pieces exchanged"])
def test_a_changed_file_does_not_open(damage):
    file = kept(os.urandom(PIECE * 3))
    locked, whole = on_disk(file).read_bytes(), PIECE + TAG
    on_disk(file).write_bytes(
        {
            "changed": locked[:100] + bytes([locked[100] ^ 1]) + locked[101:],
            "cut off": locked[: 2 * whole],
            "piece lost": locked[:whole] + locked[2 * whole :],
            "pieces exchanged": locked[whole : 2 * whole] + locked[:whole] + locked[2 * whole :],
        }[damage]
    )
    with pytest.raises(InvalidTag):
        read_file(file)


def test_a_file_moved_over_another_does_not_open():
    one, two = kept(b"one"), kept(b"two")
    on_disk(one).replace(on_disk(two))
    with pytest.raises(InvalidTag):
        read_file(two)


def test_a_destroyed_ring_takes_its_files():
    ring = UUID(int=91)
    open_ring(ring)
    file, other = kept(ring=ring), kept()
    destroy_ring(ring)
    with pytest.raises(keyfile.KeyDestroyed):
        read_file(file)
    assert purge_files() == 1
    assert read_file(other) == b"content"


def test_what_a_rolled_back_transaction_left_is_removed():
    file = kept()
    SealedFile.objects.all().delete()
    assert purge_files() == 0
    with time_machine.travel(now() + timedelta(hours=2)):
        assert purge_files() == 1
    assert not on_disk(file).exists()
