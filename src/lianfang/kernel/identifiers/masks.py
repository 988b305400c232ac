"""What may be shown of a number or a name to who need not know it whole (掩码)."""

import unicodedata

from lianfang.kernel.identifiers.spelling import plain


def mask_phone(text: str) -> str:
    """``138****5678``; whatever is too short for that shows its last two digits at most."""
    bare = plain(text)
    return bare[:3] + "*" * (len(bare) - 7) + bare[-4:] if len(bare) >= 10 else _all_but_the_end(bare, 2)


def mask_id(text: str) -> str:
    """``2105**********123X``: the first four and the last four; other papers show their last two characters."""
    bare = plain(text)
    return bare[:4] + "*" * (len(bare) - 8) + bare[-4:] if len(bare) >= 15 else _all_but_the_end(bare, 2)


def mask_plate(text: str) -> str:
    """``辽A***45``: the region and the last two."""
    bare = plain(text)
    return bare[:2] + "*" * (len(bare) - 4) + bare[-2:] if len(bare) >= 6 else _all_but_the_end(bare, 1)


def mask_name(text: str) -> str:
    """``王**``: the first character, a star for each further one."""
    bare = unicodedata.normalize("NFKC", text).strip()
    return bare[:1] + "*" * (len(bare) - 1)


def _all_but_the_end(bare: str, shown: int) -> str:
    shown = shown if len(bare) > 2 * shown else 0
    return "*" * (len(bare) - shown) + bare[len(bare) - shown :]
