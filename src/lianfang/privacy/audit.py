"""The audit log: who did what to which thing, in chains that show what was removed or changed.

Each entry's seal is an HMAC over the entry and the seal before it, with a key outside the database; a chain's head is
sealed too, and `anchors` writes the heads to a file outside the database every day. On PostgreSQL several chains stand
side by side: a transaction takes one that nobody holds and keeps to it, so that it neither waits for another writer nor
can be part of a deadlock. SQLite has one writer, so one chain is enough.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any

from django.db import connection, models, transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.privacy.models import AuditEntry, AuditHead
from lianfang.vault import keyfile

CHAINS = 64
"""More than the writers there ever are at once; a chain that is not there is a chain that was removed."""
BEGINNING = bytes(32)


def audit(actor: Actor, verb: str, subject: models.Model | str, subject_id: object = "", **detail: Any) -> None:
    """Record a change, in the transaction that makes it. ``detail`` holds ids, codes and numbers, never what was typed.

    Of a paper give `digest_of` its title; a text that is no code is kept as its digest. A batch is one entry: name the
    kind and put the count and the batch's id into the detail.
    """
    with transaction.atomic(savepoint=False):
        _append([_entry(actor, verb, subject, subject_id, detail)])


def audit_each(actor: Actor, verb: str, subjects: Iterable[tuple[models.Model, Mapping[str, Any]]]) -> None:
    """Record the same change of several things, an entry for each with its detail, written with few statements."""
    entries = [_entry(actor, verb, subject, "", detail) for subject, detail in subjects]
    with transaction.atomic(savepoint=False):
        _append(entries)


def _entry(
    actor: Actor, verb: str, subject: models.Model | str, subject_id: object, detail: Mapping[str, Any]
) -> AuditEntry:
    kind = subject if isinstance(subject, str) else subject._meta.label_lower
    which = str(subject_id or ("" if isinstance(subject, str) else subject.pk))
    return AuditEntry(at=now(), actor=actor.name, verb=verb, subject_kind=kind, subject_id=which, detail=_plain(detail))


def _plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The detail as it will be read back from either database: ids and dates as text, and fractions too."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(detail), default=str), parse_float=str)
    return {name: _codes_only(value) for name, value in plain.items()}


CODE = re.compile(r"[\w.:/+%@,=~-]{0,120}", re.ASCII)
"""An id, a code, a path, an instant: no spaces and no characters beyond ASCII, so no name, address or sentence."""
DIGEST = "digest:"


def digest_of(text: str) -> str:
    """Stands in the detail for something typed, a document's title: equal for equal texts, and tells no more."""
    return DIGEST + keyed(b"text" + text.strip().encode()).hex()[:16]


def slipped(text: str) -> str:
    """What stands for a text that should not have come here; tests fail on it."""
    return digest_of(text)


def _codes_only(value: Any) -> Any:
    if isinstance(value, list):
        return [_codes_only(each) for each in value]
    if isinstance(value, dict):
        return {name: _codes_only(each) for name, each in value.items()}
    return slipped(value) if isinstance(value, str) and not CODE.fullmatch(value) else value


def _append(entries: Sequence[AuditEntry]) -> None:
    """Put entries at the end of one chain, in their order."""
    if not entries:
        return
    head = _take_head()
    for entry in entries:
        entry.chain, entry.number = head.chain, head.number + 1
        entry.mac = seal_of(entry, bytes(head.mac))
        head.number, head.mac = entry.number, entry.mac
    head.seal = seal_of_head(head)
    _write(entries, head)


def _write(entries: Sequence[AuditEntry], head: AuditHead) -> None:
    """By plain statements, because every transaction that changes anything pays for them."""
    rows = [
        [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in WRITTEN] for entry in entries
    ]
    moved = [field.get_db_prep_save(getattr(head, field.attname), connection) for field in MOVED]
    with connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(ENTER, rows[0])
        else:
            cursor.executemany(ENTER, rows)
        cursor.execute(MOVE, moved)


def _take_head() -> AuditHead:
    """The head of this transaction's chain, locked until the transaction ends."""
    take = _take_free_head if connection.vendor == "postgresql" else _take_first_head
    head = take()
    if head is None and not AuditHead.objects.exists():
        begin_chains()
        head = take()
    if head is None:
        head = AuditHead.objects.select_for_update().order_by("chain")[0]
    return head


def _take_first_head() -> AuditHead | None:
    return AuditHead.objects.order_by("chain").first()


WRITTEN: list[Any] = [field for field in AuditEntry._meta.concrete_fields if not field.primary_key]
COLUMNS = ", ".join(f'"{field.column}"' for field in WRITTEN)
HOLES = ", ".join(["%s"] * len(WRITTEN))
ENTER = f'INSERT INTO "{AuditEntry._meta.db_table}" ({COLUMNS}) VALUES ({HOLES})'  # noqa: S608 - names of the model
MOVED: list[Any] = [AuditHead._meta.get_field(name) for name in ("number", "mac", "seal", "chain")]
MOVE = f'UPDATE "{AuditHead._meta.db_table}" SET "number" = %s, "mac" = %s, "seal" = %s WHERE "chain" = %s'  # noqa: S608


MINE = "lianfang.audit_chain"
FREE = f"""
    SELECT chain, number, mac, seal, set_config('{MINE}', chain::text, true) FROM (
        SELECT * FROM privacy_audithead
        WHERE chain = COALESCE(NULLIF(current_setting('{MINE}', true), '')::int, chain)
        ORDER BY chain LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS free
"""  # noqa: S608 - a constant
"""The chain that this transaction began with, else the first that nobody holds.

A setting local to the transaction remembers it, and forgets it when the transaction, or the savepoint in which the
chain was taken, is rolled back together with the lock.
"""


def _take_free_head() -> AuditHead | None:
    with connection.cursor() as cursor:
        cursor.execute(FREE)
        row = cursor.fetchone()
    if row is None:
        return None
    head = AuditHead(chain=row[0], number=row[1], mac=bytes(row[2]), seal=bytes(row[3]))
    head._state.adding = False
    return head


def begin_chains() -> None:
    """Put down the heads of all chains; those that stand are left alone."""
    heads = [AuditHead(chain=chain, number=0, mac=BEGINNING) for chain in range(CHAINS)]
    for head in heads:
        head.seal = seal_of_head(head)
    AuditHead.objects.bulk_create(heads, ignore_conflicts=True)


def seal_of(entry: AuditEntry, before: bytes) -> bytes:
    """The HMAC of an entry and of the seal before it."""
    content = [
        entry.chain,
        entry.number,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor,
        entry.verb,
        entry.subject_kind,
        entry.subject_id,
        entry.detail,
    ]
    return keyed(before + json.dumps(content, sort_keys=True).encode())


def seal_of_head(head: AuditHead) -> bytes:
    return keyed(b"head" + json.dumps([head.chain, head.number]).encode() + bytes(head.mac))


def keyed(content: bytes) -> bytes:
    """The seal of the audit log, with its key outside the database."""
    return hmac.new(keyfile.secret("audit"), content, hashlib.sha256).digest()
