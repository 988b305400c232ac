"""Signed sunset records: in the database, and beside the keys, so that a restored older backup has them again.

The signature is Ed25519, so that anyone who has the record and the public key can check it without asking anybody.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lianfang.privacy.models import SunsetRecord
from lianfang.vault import keyfile


def sign(record: SunsetRecord) -> bytes:
    return _key().sign(signed_text(record).encode())


def is_signed(record: SunsetRecord) -> bool:
    """Whether the record is as it was signed."""
    try:
        _key().public_key().verify(bytes(record.signature), signed_text(record).encode())
    except InvalidSignature:
        return False
    return True


def public_key() -> str:
    """The key by which anyone checks a signature, in PEM."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def signed_text(record: SunsetRecord) -> str:
    """The exact text that is signed."""
    return json.dumps(content_of(record), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_of(record: SunsetRecord) -> dict[str, Any]:
    return {
        "response": str(record.pk),
        "name": record.name,
        "began_at": _utc(record.began_at),
        "ended_at": _utc(record.ended_at) if record.ended_at else "",
        "done_by": record.done_by,
        "receipts": record.receipts,
        "tables": record.tables,
    }


def write_down(record: SunsetRecord) -> None:
    """Append the record to the file beside the keys."""
    with path().open("a") as file:
        file.write(json.dumps({**content_of(record), "signature": bytes(record.signature).hex()}) + "\n")


def bring_back() -> None:
    """Put the records of the file into the database where they are missing."""
    for line in path().read_text().splitlines() if path().exists() else ():
        content = json.loads(line)
        fields = {name: content[name] for name in ("name", "began_at", "ended_at", "done_by", "receipts", "tables")}
        fields["signature"] = bytes.fromhex(content["signature"])
        SunsetRecord.objects.update_or_create(pk=content["response"], defaults=fields)


def path() -> Path:
    return keyfile.folder() / "sunsets.jsonl"


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keyfile.secret("sunset"))


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
