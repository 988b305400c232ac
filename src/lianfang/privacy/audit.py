"""The audit log: who did what to which thing, in chains that show what was removed or changed.

Each entry's seal is an HMAC over the entry and the seal before it, with a key outside the database; a chain's head is
sealed too, and `anchor` writes the heads to a file outside the database every day. Several chains stand side by side so
that writers do not queue for one head; a transaction keeps to one chain.
"""

import hashlib
import hmac
import json
import threading
from typing import Any

from django.db import models

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.privacy.models import AuditEntry, AuditHead
from lianfang.vault import keyfile

CHAINS = 8
BEGINNING = bytes(32)


def audit(actor: Actor, verb: str, subject: models.Model | str, subject_id: object = "", **detail: Any) -> None:
    """Record a change, in the transaction that makes it. ``detail`` holds ids, codes and numbers, never personal data.

    A batch is one entry: name the kind and put the count and the batch's id into the detail.
    """
    kind = subject if isinstance(subject, str) else subject._meta.label_lower
    which = str(subject_id or ("" if isinstance(subject, str) else subject.pk))
    _append(AuditEntry(at=now(), actor=actor.name, verb=verb, subject_kind=kind, subject_id=which, detail=detail))


def _append(entry: AuditEntry) -> None:
    head = _locked_head(threading.get_ident() % CHAINS)
    entry.chain, entry.number = head.chain, head.number + 1
    entry.mac = seal_of(entry, bytes(head.mac))
    entry.save(force_insert=True)
    head.number, head.mac = entry.number, entry.mac
    head.seal = seal_of_head(head)
    head.save(update_fields=["number", "mac", "seal"])


def _locked_head(chain: int) -> AuditHead:
    head = AuditHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        beginning = AuditHead(chain=chain, number=0, mac=BEGINNING)
        AuditHead.objects.get_or_create(chain=chain, defaults={"mac": BEGINNING, "seal": seal_of_head(beginning)})
        head = AuditHead.objects.select_for_update().get(chain=chain)
    return head


def seal_of(entry: AuditEntry, before: bytes) -> bytes:
    """The HMAC of an entry and of the seal before it."""
    content = [
        entry.chain,
        entry.number,
        entry.at.isoformat(),
        entry.actor,
        entry.verb,
        entry.subject_kind,
        entry.subject_id,
        entry.detail,
    ]
    return _hmac(before + json.dumps(content, sort_keys=True, default=str).encode())


def seal_of_head(head: AuditHead) -> bytes:
    return _hmac(b"head" + json.dumps([head.chain, head.number]).encode() + bytes(head.mac))


def _hmac(content: bytes) -> bytes:
    return hmac.new(keyfile.secret("audit"), content, hashlib.sha256).digest()
