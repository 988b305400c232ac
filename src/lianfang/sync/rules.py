"""Lengths and limits of the phone's protocol, and the differences of slices. Pure."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs of a pairing code: none that is mistaken for another when it is read aloud."""
CODE_LENGTH = 8
CODE_LIVES = timedelta(minutes=15)
SLICE_LIVES = timedelta(hours=24)
"""After so long without contact a phone forgets its slice; what is unsent it keeps."""
MOST_RECORDS = 100
MOST_BYTES = 2_000_000
"""Of a batch, unpacked."""

Versions = Mapping[str, str]


class State(StrEnum):
    """What became of a record (处理结果)."""

    ACCEPTED = "accepted"
    FLAGGED = "flagged"
    REJECTED = "rejected"


def new_code() -> str:
    """A pairing code such as ``K7QM42XD``."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """The code as typed, without blanks and dashes, in capitals."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)


def version_of(data: Any) -> str:
    """A short name of a content: the same content has the same name."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def watermark_of(versions: Versions) -> str:
    """The name of a whole state."""
    return version_of(sorted(versions.items()))


@dataclass(frozen=True)
class Difference:
    """What leads from one state to another: keys to put and keys that are gone."""

    put: tuple[str, ...]
    gone: tuple[str, ...]


def difference(held: Versions, wanted: Versions) -> Difference:
    put = tuple(key for key, version in wanted.items() if held.get(key) != version)
    return Difference(put, tuple(key for key in held if key not in wanted))
