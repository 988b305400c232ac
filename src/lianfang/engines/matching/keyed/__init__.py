"""A register whose names, numbers, phones, dates and doors are known only as keyed tokens (密文底册).

Whoever holds the key gives a ``keyed(value) -> token`` (an HMAC, as integer or bytes); a value carries its kind in
front, ``id:211102199001011234``, so that equal texts of two kinds have two tokens. Rows are kept as tokens and never in
clear; the record that is looked up is in clear for that moment, and its values, and those a slip away, are keyed too.
"""

from lianfang.engines.matching.keyed.register import KeyedRegister
from lianfang.engines.matching.keyed.rows import KeyedRow, Token, keyed_row, keyed_rows

__all__ = ["KeyedRegister", "KeyedRow", "Token", "keyed_row", "keyed_rows"]
