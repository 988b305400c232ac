"""The package for the lawful keeper (移交): rows that have to be kept by somebody else, with those they point to.

One JSON line a row, locked under a passphrase that is shown once and goes another way than the file. The keeper opens
it with `lianfang open-package`, which needs neither a database nor our keys.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Refused
from lianfang.kernel.wording import Reason
from lianfang.privacy import sunset
from lianfang.privacy.audit import audit
from lianfang.privacy.declare import declared

HEAD = b"LFHO1"
SALT, NONCE = 16, 12


@transaction.atomic
def hand_over(*, actor: Actor, response: UUID, target: Path) -> tuple[int, str]:
    """Write the package; returns how many rows are in it and the passphrase. Raises Refused where the file exists."""
    if target.exists():
        raise Refused("privacy.folder_not_empty", folder=str(target))
    lines = list(_lines(response))
    passphrase = secrets.token_urlsafe(18)
    target.write_bytes(_lock("\n".join(lines).encode(), passphrase))
    target.chmod(0o600)
    audit(actor, "sunset.handed_over", "privacy.sunsetrecord", response, rows=len(lines))
    return len(lines), passphrase


def open_package(source: Path, passphrase: str) -> str:
    """The lines of a package. Raises Refused for a wrong passphrase or a changed file."""
    content = source.read_bytes()
    salt, rest = content[len(HEAD) : len(HEAD) + SALT], content[len(HEAD) + SALT :]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(rest[:NONCE], rest[NONCE:], HEAD).decode()
    except InvalidTag:
        raise Refused("privacy.package_does_not_open") from None


def _lines(response: UUID) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for promise, _count in sunset.to_hand_over(response):
        rows = sunset.rows_of(promise.model, response)
        for row in rows.iterator() if rows is not None else ():
            yield from _with_neighbours(row, seen)


def _with_neighbours(row: models.Model, seen: set[tuple[str, str]]) -> Iterator[str]:
    """A row and the rows with personal data that it points to, each once."""
    neighbours = [getattr(row, field.name) for field in row._meta.concrete_fields if field.is_relation]
    for each in [row, *(near for near in neighbours if near is not None and _is_personal(near))]:
        key = (each._meta.label_lower, str(each.pk))
        if key not in seen:
            seen.add(key)
            yield json.dumps({"table": key[0], **_plain(each)}, cls=DjangoJSONEncoder, ensure_ascii=False)


def _is_personal(row: models.Model) -> bool:
    promise = declared.get(row._meta.label_lower)
    return promise is not None and bool(promise.personal)


def _plain(row: models.Model) -> dict[str, Any]:
    """What a keeper can read: no indexes and digests, which only our keys could use."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {
        name: value.as_json() if isinstance(value, Reason) else value
        for name, value in values.items()
        if not isinstance(value, bytes | memoryview)
    }


def _lock(content: bytes, passphrase: str) -> bytes:
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return HEAD + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, HEAD)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
