"""Phones (电话), after the numbering plan of the ministry of industry."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from lianfang.kernel.identifiers.spelling import IdentifierError, plain


class PhoneKind(StrEnum):
    """What answers there."""

    MOBILE = "mobile"  # 手机
    LANDLINE = "landline"  # 固定电话
    SERVICE = "service"  # 400 and 800 numbers
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone in its one spelling: ``13812345678``, ``0419-5551234``, ``4001234567`` or ``+85212345678``.

    ``known`` is false where no operator is known to hold the range: new ones are opened every year, so it is worth a
    second look and no ground to refuse.
    """

    number: str
    kind: PhoneKind
    known: bool = True
    extension: str = ""

    @property
    def e164(self) -> str:
        """As machines dial it, with +86."""
        return self.number if self.kind is PhoneKind.FOREIGN else "+86" + self.number.replace("-", "").lstrip("0")

    def __str__(self) -> str:
        return f"{self.number}-{self.extension}" if self.extension else self.number


_EXTENSION = re.compile(r"(?:转|EXT\.?|#|,)(\d{1,6})$")
_SEVERAL = re.compile(r"\d{7,}[/、,;，；]+\+?\d{7,}")


@lru_cache(maxsize=4096)
def parse_phone(text: str) -> Phone:
    """Read a phone (电话): mobile, landline with its area code, 400 number, or abroad with ``+``.

    Raises IdentifierError: empty, characters, several (more than one number in the text), area_code (a landline
    without one), length (``length``), range (the digits cannot be a phone).
    """
    written = plain(text)
    if not written:
        raise IdentifierError("empty")
    if _SEVERAL.search(written):
        raise IdentifierError("several")
    body, extension = _split_extension(written)
    digits = re.sub(r"[-()./·_\u2010-\u2015]", "", body)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise IdentifierError("characters")
    if (digits.startswith("+") or digits.startswith("00")) and not re.match(r"(\+|00)86", digits):
        return _foreign("+" + digits.lstrip("+0"))
    return _chinese(_without_86(digits), extension)


def _split_extension(written: str) -> tuple[str, str]:
    found = _EXTENSION.search(written) or re.search(r"(?<=\d{7})-(\d{1,6})$", written)
    return (written[: found.start()], found[1]) if found else (written, "")


def _without_86(digits: str) -> str:
    for prefix in ("+86", "0086"):
        if digits.startswith(prefix):
            rest = digits[len(prefix) :]
            return rest if re.match(r"1\d{10}$|0|400|800", rest) else "0" + rest
    return digits[2:] if re.fullmatch(r"861[3-9]\d{9}", digits) else digits


def _chinese(digits: str, extension: str) -> Phone:
    if re.fullmatch(r"01[3-9]\d{9}", digits):
        digits = digits[1:]
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return Phone(digits, PhoneKind.MOBILE, bool(_patterns()["mobile"].fullmatch(digits)), extension)
    if re.fullmatch(r"[48]00\d{7}", digits):
        return Phone(digits, PhoneKind.SERVICE, True, extension)
    if digits.startswith("0"):
        return _landline(digits, extension)
    if re.fullmatch(r"[2-9]\d{6,7}", digits):
        raise IdentifierError("area_code")
    raise IdentifierError(*(("range",) if len(digits) == 11 else ("length",)), length=len(digits))


def _landline(digits: str, extension: str) -> Phone:
    """Beijing 010 and the 02x have two digits after which eight follow, the others three and seven or eight."""
    size = 3 if digits.startswith("010") or digits.startswith("02") else 4
    area, rest = digits[:size], digits[size:]
    if not re.fullmatch(r"[2-9]\d{6,7}", rest) or (size == 3 and len(rest) != 8):
        raise IdentifierError("length", length=len(digits))
    known = bool(_patterns()["landline"].fullmatch(digits[1:]))
    return Phone(f"{area}-{rest}", PhoneKind.LANDLINE, known, extension)


def _foreign(digits: str) -> Phone:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(digits)
    except phonenumbers.NumberParseException:
        raise IdentifierError("range", length=len(digits) - 1) from None
    if not phonenumbers.is_possible_number(parsed):
        raise IdentifierError("length", length=len(digits) - 1)
    return Phone(digits, PhoneKind.FOREIGN, bool(phonenumbers.is_valid_number(parsed)))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """The ranges of China as phonenumbers knows them, compiled once: its own check takes fifty times as long."""
    from phonenumbers import PhoneMetadata

    china: Any = PhoneMetadata.metadata_for_region("CN")
    ranges = {"mobile": china.mobile, "landline": china.fixed_line}
    return {name: re.compile(of.national_number_pattern) for name, of in ranges.items()}
