"""How a number is written before it is read, and what is raised where it is none."""

import re
import unicodedata
from typing import Any

_SPACES = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


class IdentifierError(ValueError):
    """The text is no such number. ``code`` says why, ``params`` hold counts, never the number itself."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def plain(text: str) -> str:
    """The text in half-width capitals, without spaces and invisible marks."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()
