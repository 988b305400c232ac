"""Values that nobody else has, and how they would look wherever they leaked."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

CANARY = {
    "name": "欧阳鸑鷟",
    "id_number": "210203196503143270",
    "phone": "18640927351",
    "plate": "辽B7Q9K3",
    "address": "鹓鶵里三十七号院九栋",
}
"""Believable, so that every check of the doors lets them pass, and found nowhere else."""


def needles(text: str) -> dict[str, bytes]:
    """Every spelling under which a text would lie in a file: encoding -> bytes."""
    escaped = "".join(character if character.isascii() else f"\\u{ord(character):04x}" for character in text)
    found = {
        "utf-8": text.encode(),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "gb18030": text.encode("gb18030"),
        "hexadecimal": text.encode().hex().encode(),
        "json escapes": escaped.encode(),
        "json escapes twice": escaped.replace("\\", "\\\\").encode(),
        "JSON ESCAPES": escaped.replace("\\u", "\\U").upper().replace("\\U", "\\u").encode(),
        "percent": quote(text).encode(),
    }
    for encoding in ("utf-8", "utf-16-le"):
        for offset, code in enumerate(_base64(text.encode(encoding))):
            found[f"base64 of {encoding} at {offset}"] = code
            found[f"base64 for urls of {encoding} at {offset}"] = code.translate(bytes.maketrans(b"+/", b"-_"))
    return found


def _base64(content: bytes) -> Iterator[bytes]:
    """The part of the code that does not depend on what stands around, for each of the three positions."""
    for offset in range(3):
        code = base64.b64encode(b"\0" * offset + content + b"\0" * 3)
        begin = -(-offset * 8 // 6)
        yield code[begin : (offset + len(content)) * 8 // 6]


NEEDLES = {(what, how): needle for what, text in CANARY.items() for how, needle in needles(text).items()}


def found_in(content: bytes) -> list[str]:
    """Which canaries lie in these bytes, and how."""
    return [f"{what} in {how}" for (what, how), needle in NEEDLES.items() if needle in content]


def found_in_files(paths: Iterable[Path]) -> list[str]:
    return [f"{path}: {leak}" for path in paths if path.is_file() for leak in found_in(path.read_bytes())]
