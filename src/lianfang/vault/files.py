"""Sealed files: uploads, import previews and released lists, encrypted at rest and gone after seven days.

A file is locked in pieces of a megabyte with AES-GCM under a key made from the ring's and the file's id. Number and end
are bound into each piece, so that none can be exchanged, left out or cut off. A file whose ring is destroyed is rubbish.
"""

import io
import os
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models import Q

from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.vault import keyfile, rings
from lianfang.vault.models import SealedFile

LIVES = timedelta(days=7)
PIECE = 1024 * 1024
TAG = 16
ORPHANED_AFTER = 3600
"""Seconds after which a file without a row, left by a transaction that was rolled back, is removed."""


def folder() -> Path:
    return Path(settings.LIANFANG_FILES) / "sealed"


def keep_file(
    content: bytes | BinaryIO, *, purpose: str, kept_by: str, name: str = "", ring: UUID = rings.STANDING
) -> SealedFile:
    """Lock a file and remember it for seven days. ``purpose`` is a code; ``kept_by`` an actor's name."""
    file = SealedFile(ring=ring, name=name, purpose=purpose, kept_by=kept_by, expires_at=now() + LIVES)
    file.size = _write(file, io.BytesIO(content) if isinstance(content, bytes) else content)
    file.save(force_insert=True)
    return file


def open_file(file_id: UUID, *, purpose: str) -> SealedFile:
    """The file of this id kept for this purpose; NotFound once it is gone."""
    file = SealedFile.objects.filter(pk=file_id, purpose=purpose, expires_at__gt=now()).first()
    if file is None or not _path(file.pk).exists():
        raise NotFound("vault.file_gone")
    return file


def pieces(file: SealedFile) -> Iterator[bytes]:
    """The content, a megabyte at a time. Raises KeyDestroyed, and InvalidTag where the file was changed."""
    locked_by, number = _cipher(file), 0
    with _path(file.pk).open("rb") as source:
        piece = source.read(PIECE + TAG)
        while piece:
            following = source.read(PIECE + TAG)
            yield locked_by.decrypt(_nonce(number), piece, _place(file, number, last=not following))
            piece, number = following, number + 1


def read_file(file: SealedFile) -> bytes:
    return b"".join(pieces(file))


def discard_file(file: SealedFile) -> None:
    """Remove a file before its time; twice changes nothing."""
    _path(file.pk).unlink(missing_ok=True)
    SealedFile.objects.filter(pk=file.pk).delete()


def purge_files() -> int:
    """Remove what has lived its days, what a destroyed ring locked, and what no row knows; returns how many files."""
    gone = Q(expires_at__lte=now()) | Q(ring__in=keyfile.destroyed())
    removed = list(SealedFile.objects.filter(gone))
    for file in removed:
        discard_file(file)
    known = {str(pk) for pk in SealedFile.objects.values_list("pk", flat=True)}
    rolled_back = [path for path in _all_files() if path.name not in known and _is_old(path)]
    for path in rolled_back:
        path.unlink(missing_ok=True)
    return len(removed) + len(rolled_back)


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < now().timestamp() - ORPHANED_AFTER


def _all_files() -> Iterable[Path]:
    return list(folder().iterdir()) if folder().exists() else []


def _write(file: SealedFile, source: BinaryIO) -> int:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    locked_by, size, number = _cipher(file), 0, 0
    with os.fdopen(os.open(_path(file.pk), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        piece = source.read(PIECE)
        while True:
            following = source.read(PIECE)
            target.write(locked_by.encrypt(_nonce(number), piece, _place(file, number, last=not following)))
            size, number, piece = size + len(piece), number + 1, following
            if not following:
                return size


def _cipher(file: SealedFile) -> AESGCM:
    """A key of its own for each file: the numbers of its pieces may then serve as nonces."""
    maker = HKDF(algorithm=SHA256(), length=32, salt=file.pk.bytes, info=b"sealed file")
    return AESGCM(maker.derive(keyfile.keys_of(file.ring).fields))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _place(file: SealedFile, number: int, *, last: bool) -> bytes:
    return f"{file.pk}.{number}.{'last' if last else 'more'}".encode()


def _path(file_id: UUID) -> Path:
    return folder() / str(file_id)
