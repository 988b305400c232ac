"""Records sealed to this place (密封件): whoever finds the phone cannot read them, and they can still be delivered.

The phone makes a key pair for each record (ECDH on P-256), derives a key with HKDF-SHA256 and locks the record with
AES-256-GCM; the server's private key follows from a secret beside the key file.
"""

import base64
import json
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lianfang.kernel.errors import Refused
from lianfang.vault import keyfile

INFO = b"lianfang sealed record 1"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (FIPS 186-4, D.1.2.3)."""


def public_key() -> str:
    """The key to which phones seal, as an uncompressed point in base64."""
    point = _private(keyfile.secret("phones")).public_key()
    raw = point.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.b64encode(raw).decode()


def open_sealed(sealed: dict[str, str]) -> dict[str, Any]:
    """The record in ``{"key": point, "nonce": ..., "locked": ...}``, each in base64. Raises Refused."""
    try:
        theirs, nonce, locked = (base64.b64decode(sealed[name]) for name in ("key", "nonce", "locked"))
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        plain = AESGCM(_shared(point)).decrypt(nonce, locked, None)
        record: dict[str, Any] = json.loads(plain)
    except (KeyError, ValueError, InvalidTag):
        raise Refused("sync.sealed_wrong") from None
    return record


def _shared(theirs: ec.EllipticCurvePublicKey) -> bytes:
    secret = _private(keyfile.secret("phones")).exchange(ec.ECDH(), theirs)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=INFO).derive(secret)


@lru_cache(maxsize=4)
def _private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    wide = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"lianfang phones").derive(secret)
    return ec.derive_private_key(int.from_bytes(wide, "big") % (_ORDER - 1) + 1, ec.SECP256R1())
