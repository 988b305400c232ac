"""The file of wrapped keys, outside the database and its backups.

``master.key`` wraps the data keys in ``rings.json``; ``audit.key`` and ``secret.key`` serve the audit chain and the
sessions. Destroying a ring deletes its wrapped key and writes its id to the list of the destroyed, which a restored
backup has to obey.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.conf import settings

_RINGS = "rings.json"


class KeyDestroyed(Exception):
    """The ring's key has been destroyed; what it locked can never be read again."""


class KeyMissing(Exception):
    """The key file knows no such ring: the wrong key folder, or a ring that was never made."""


@dataclass(frozen=True)
class RingKeys:
    """The two keys of a ring, 32 bytes each: one locks fields, one makes indexes and tokens."""

    fields: bytes
    index: bytes

    @cached_property
    def cipher(self) -> AESGCM:
        """What locks fields, made once: making it takes as long as locking."""
        return AESGCM(self.fields)


_cache: dict[tuple[str, int, UUID], RingKeys] = {}
_held: ContextVar[dict[UUID, RingKeys] | None] = ContextVar("keys at hand", default=None)


def folder() -> Path:
    return Path(settings.LIANFANG_KEYS)


def secret(name: str) -> bytes:
    """A named secret of 32 bytes, made the first time it is asked for."""
    return secret_in(folder(), name)


def secret_in(keys: Path, name: str) -> bytes:
    """The same in a folder of keys named by the settings, while they are still being read."""
    path = keys / f"{name}.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, os.urandom(32))
    return path.read_bytes()


def _write_new(path: Path, content: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def create(ring: UUID) -> None:
    """Make the keys of a ring; a ring that exists keeps the keys it has. Raises KeyDestroyed for a destroyed one."""
    with _rings() as rings:
        if str(ring) in rings["destroyed"]:
            raise KeyDestroyed(str(ring))
        if str(ring) not in rings["wrapped"]:
            rings["wrapped"][str(ring)] = aes_key_wrap(secret("master"), os.urandom(64)).hex()


def destroy(ring: UUID) -> None:
    """Delete the ring's key for good; doing it again changes nothing."""
    with _rings() as rings:
        rings["wrapped"].pop(str(ring), None)
        if str(ring) not in rings["destroyed"]:
            rings["destroyed"].append(str(ring))
    _cache.clear()


def destroyed() -> set[UUID]:
    return {UUID(ring) for ring in _read(_path())["destroyed"]}


def keys_of(ring: UUID) -> RingKeys:
    """The keys of a ring. Raises KeyDestroyed or KeyMissing.

    Asked for every value that is locked or looked up, so the file is only looked at, and read again when it has changed.
    """
    held = _held.get()
    if held is None:
        return _looked_up(ring)
    return held.get(ring) or held.setdefault(ring, _looked_up(ring))


@contextmanager
def at_hand() -> Iterator[None]:
    """Look at the key file once for each ring while this lasts: for a batch of values in one transaction."""
    before = _held.set({})
    try:
        yield
    finally:
        _held.reset(before)


def _looked_up(ring: UUID) -> RingKeys:
    path = f"{settings.LIANFANG_KEYS}/{_RINGS}"
    try:
        stamp = os.stat(path).st_mtime_ns
    except FileNotFoundError:
        stamp = 0
    cached = _cache.get((path, stamp, ring))
    return cached or _cache.setdefault((path, stamp, ring), _unwrap(Path(path), ring))


def _unwrap(path: Path, ring: UUID) -> RingKeys:
    rings = _read(path)
    if str(ring) in rings["destroyed"]:
        raise KeyDestroyed(str(ring))
    if str(ring) not in rings["wrapped"]:
        raise KeyMissing(str(ring))
    both = aes_key_unwrap(secret("master"), bytes.fromhex(rings["wrapped"][str(ring)]))
    return RingKeys(fields=both[:32], index=both[32:])


def _path() -> Path:
    return folder() / _RINGS


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"wrapped": {}, "destroyed": []}
    content: dict[str, Any] = json.loads(path.read_text())
    return content


@contextmanager
def _rings() -> Iterator[dict[str, Any]]:
    """The content of the key file, locked against other processes and written back whole where it was changed."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder() / "rings.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rings = _read(_path())
        before = json.dumps(rings)
        yield rings
        if json.dumps(rings) != before:
            _write_whole(json.dumps(rings, indent=1))


def _write_whole(content: str) -> None:
    fresh = _path().with_suffix(".new")
    fresh.write_text(content)
    fresh.chmod(0o600)
    fresh.replace(_path())
