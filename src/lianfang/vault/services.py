"""Rings are opened with a register or a response and destroyed with it."""

from uuid import UUID

from lianfang.kernel.clock import now
from lianfang.vault import keyfile
from lianfang.vault.models import Keyring


def open_ring(ring: UUID) -> Keyring:
    """The ring of this id, made with its key where there is none yet."""
    keyfile.create(ring)
    return Keyring.objects.get_or_create(id=ring)[0]


def destroy_ring(ring: UUID) -> None:
    """Destroy a ring's key: every field and index under it can never be opened again."""
    keyfile.destroy(ring)
    Keyring.objects.filter(id=ring, destroyed_at=None).update(destroyed_at=now())
