"""Numbers as people type them, and the order of what is numbered."""

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)
_LONGEST_KEY = 60


def number_of(text: str) -> Decimal:
    """The number that was typed: full-width digits, a comma or 。 for the point. Raises ValueError for anything else.

    Python's own reading would take ``1_0`` for ten; the phone (``field/reading.js``) and this say that it is no number.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", ".").replace("。", ".")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain)


def walk_key(door: str) -> str:
    """A door as a text by which doors sort as one walks: 3-2-601 before 3-10-101."""
    parts = "".join(each if each.isdigit() else f" {each} " if each.isalnum() else " " for each in door).split()
    return " ".join(part.zfill(5) if part.isdigit() else part for part in parts)[:_LONGEST_KEY]
