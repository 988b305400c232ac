"""Locking and finding with a ring's keys: AES-GCM bound to table, column and row; HMAC indexes and tokens."""

import hmac
import os
from collections.abc import Iterable
from uuid import UUID

from lianfang.vault import keyfile

STANDING = UUID(int=1)
"""The standing register of residents and staff; every other ring is a response's and bears its id."""

_VERSION = b"\x01"
_NONCE = 12
_HEAD = len(_VERSION) + 16


def seal(ring: UUID, place: str, text: str) -> bytes:
    """Lock a text; ``place`` (table.column.row) is bound in, so that a value moved elsewhere does not open."""
    nonce = os.urandom(_NONCE)
    locked = keyfile.keys_of(ring).cipher.encrypt(nonce, text.encode(), place.encode())
    return _VERSION + ring.bytes + nonce + locked


def open_sealed(place: str, sealed: bytes) -> str:
    """The text; raises KeyDestroyed where the ring's key is gone and InvalidTag where the value was moved or changed."""
    ring, nonce, locked = UUID(bytes=sealed[1:_HEAD]), sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :]
    return keyfile.keys_of(ring).cipher.decrypt(nonce, locked, place.encode()).decode()


def index(ring: UUID, kind: str, value: str) -> bytes:
    """The keyed index of a normalised value: 16 bytes, equal for equal values of one kind in one ring."""
    return _mac(keyfile.keys_of(ring).index, f"{kind}:{value}")[:16]


def tokens(ring: UUID, kind: str, words: Iterable[str]) -> set[int]:
    """Keyed integer tokens (signed 64 bits) of the parts of a name."""
    return set(tokens_of(ring, kind, words).values())


def tokens_of(ring: UUID, kind: str, words: Iterable[str]) -> dict[str, int]:
    """The token of each word."""
    key = keyfile.keys_of(ring).index
    return {word: int.from_bytes(_mac(key, f"{kind}:{word}")[:8], "big", signed=True) for word in words}


def _mac(key: bytes, message: str) -> bytes:
    return hmac.digest(key, message.encode(), "sha256")
