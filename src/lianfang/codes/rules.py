"""How a code is drawn, checked and written; the phone checks by the same rules (``vectors/codes.json``)."""

import secrets
import unicodedata

from stdnum import luhn

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 characters without I, L, O and U, which are read as others (Crockford)."""
LENGTH = 9
"""Eight drawn by chance and one to check them."""
NEVER = ("0Z", "Z0")
"""Neighbours that no code has: the swap of the first and the last character is the one that Luhn's check lets through."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def draw() -> str:
    """A new code: eight characters by chance (just under 40 bits) and the Luhn check character over the 32."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _each in range(LENGTH - 1))
        code = f"{body}{luhn.calc_check_digit(body, alphabet=ALPHABET)}"
        if not any(pair in code for pair in NEVER):
            return code


def plain(text: str) -> str:
    """A code as it is stored, however it was typed: ``3f7k-92qm x`` is ``3F7K92QMX``; wide letters are letters."""
    upper = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in upper if letter.isalnum()).translate(_READ_AS)


def is_code(text: str) -> bool:
    """Whether a plain text is a code that was read without a slip: any one wrong character, any two swapped are seen."""
    if len(text) != LENGTH or any(each not in ALPHABET for each in text):
        return False
    return bool(luhn.checksum(text, alphabet=ALPHABET) == 0)


def spaced(code: str) -> str:
    """As it is printed under its square: ``3F7K 92QM X``."""
    return f"{code[:4]} {code[4:8]} {code[8:]}"
