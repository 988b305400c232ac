"""What an account may be called and how long a key may live. Pure."""

import re
import secrets
from datetime import timedelta

LOGIN_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
"""Begins with a letter, so that nobody logs in with a phone or an ID number, which would then stand in clear."""

TOKEN_LIVES_AT_MOST = timedelta(days=366)
TOKEN_LIVES = timedelta(days=90)

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def is_login_name(text: str) -> bool:
    return LOGIN_NAME.fullmatch(text) is not None and sum(letter.isdigit() for letter in text) < 7


def temporary_password() -> str:
    """Three groups of five letters and digits that are told apart on paper: 74 bits."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(3))
