"""The heads of the audit chains, written outside the database every day (审计锚点), so that a database put back to an
older state, or emptied together with its heads, shows it.

Each line of the file is sealed with the line before it. A restored backup writes a line of its own, after which what
was anchored beyond the backup is no longer expected.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from lianfang.kernel.clock import now
from lianfang.privacy.audit import keyed
from lianfang.privacy.models import AuditHead

ANCHORED, RESTORED = "anchored", "restored"


@dataclass(frozen=True)
class Anchor:
    """The heads at one moment: chain -> (number, seal in hexadecimal)."""

    at: str
    what: str
    heads: Mapping[int, tuple[int, str]]
    is_whole: bool
    """Whether the line is as it was written and follows the line before it."""


def path() -> Path:
    return Path(settings.LIANFANG_ANCHORS)


def anchor_heads(what: str = ANCHORED) -> int:
    """Append the heads of all chains; returns how many entries they stand for."""
    heads = {head.chain: [head.number, bytes(head.mac).hex()] for head in AuditHead.objects.filter(number__gt=0)}
    content = {"at": now().isoformat(), "what": what, "heads": heads}
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        content["seal"] = _seal(content, _last_seal(file.read().splitlines()))
        file.write(json.dumps(content) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return sum(number for number, _mac in heads.values())  # type: ignore[misc]


def anchors() -> Iterator[Anchor]:
    """The lines from the first to the last."""
    before = ""
    for line in path().read_text().splitlines() if path().exists() else ():
        content = _parsed(line)
        seal = content.pop("seal", "")
        heads = {int(chain): (number, mac) for chain, (number, mac) in content.get("heads", {}).items()}
        yield Anchor(content.get("at", ""), content.get("what", ""), heads, seal == _seal(content, before))
        before = seal


def expected() -> dict[int, tuple[int, str, str]]:
    """What the database has to contain still: chain -> (number, seal, when it was anchored)."""
    known: dict[int, tuple[int, str, str]] = {}
    for anchor in anchors():
        if anchor.what == RESTORED:
            known = {}
        known.update({chain: (number, mac, anchor.at) for chain, (number, mac) in anchor.heads.items()})
    return known


def _parsed(line: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _last_seal(lines: list[str]) -> str:
    return str(_parsed(lines[-1]).get("seal", "")) if lines else ""


def _seal(content: Mapping[str, Any], before: str) -> str:
    return keyed(b"anchor" + json.dumps(content, sort_keys=True).encode() + before.encode()).hex()
