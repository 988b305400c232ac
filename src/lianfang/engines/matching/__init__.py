"""Are these records one person (人员比对)? *Certain* by stated rules, *likely* by a weight that explains itself, or not.

A *register* holds many records and is asked for one or for a whole list; a *block* is a key that two records must
share to be compared; a *level* says how a field compares; a *weight* counts in bits how much that speaks for one person.
Pure: no framework, no database. The page `docs/engines/matching.md` says what is meant and how it was tried.
"""

from lianfang.engines.matching.fields import PERSONS, Field, Fields, describe, load_fields
from lianfang.engines.matching.keyed import KeyedRegister, KeyedRow, keyed_row, keyed_rows
from lianfang.engines.matching.learning import learn
from lianfang.engines.matching.model import Answer, Match, MatchingError, Reason, Verdict
from lianfang.engines.matching.register import Register, match_list
from lianfang.engines.matching.storage import open_register

__all__ = [
    "PERSONS",
    "Answer",
    "Field",
    "Fields",
    "KeyedRegister",
    "KeyedRow",
    "Match",
    "MatchingError",
    "Reason",
    "Register",
    "Verdict",
    "describe",
    "keyed_row",
    "keyed_rows",
    "learn",
    "load_fields",
    "match_list",
    "open_register",
]
