"""Looking up records in a register of tokens."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from lianfang.engines.matching.answers import Findings, Wanted, answers_of
from lianfang.engines.matching.features import Array
from lianfang.engines.matching.fields import PERSONS
from lianfang.engines.matching.keyed.likeness import Likeness
from lianfang.engines.matching.keyed.rows import Clear, Keyed, KeyedRow, readings_of
from lianfang.engines.matching.model import Answer, Match
from lianfang.engines.matching.person_names import Form
from lianfang.engines.matching.postings import Postings
from lianfang.engines.matching.records import Levels, counted_levels
from lianfang.engines.matching.rules import Pairs, first_rule
from lianfang.engines.matching.weights import Weights, frequency, prior, shipped

_KINDS = ("id", "phone", "whole", "name", "birth", "door")
_MOST = 200
_MOST_OF_A_PIECE = 60


class KeyedRegister:
    """Rows of tokens: the certain rules hold as in clear, and for the rest those who come near are named.

    Long names with other letters, and a 15-digit number with a slip, are seen in clear only.
    """

    def __init__(self, keyed: Keyed, weights: Weights | None = None) -> None:
        self._keyed = keyed
        self.fields = PERSONS
        self.weights = weights or shipped(PERSONS)
        self.rows: list[KeyedRow] = []
        self.gone = np.zeros(0, dtype=bool)
        self._postings = {kind: Postings() for kind in _KINDS}

    @classmethod
    def build(cls, rows: Iterable[KeyedRow], keyed: Keyed) -> "KeyedRegister":
        register = cls(keyed)
        register.add(rows)
        return register

    def __len__(self) -> int:
        return int(np.count_nonzero(~self.gone))

    def add(self, rows: Iterable[KeyedRow]) -> list[int]:
        """Take rows in; gives the number of each."""
        first, rows = len(self.rows), list(rows)
        for kind, postings in self._postings.items():
            pairs = [(token, number) for number, row in enumerate(rows, first) for token in _tokens(row, kind)]
            keys = np.array([token for token, _ in pairs], dtype=np.uint64)
            postings.add(keys, np.array([number for _, number in pairs], dtype=np.int32))
        self.rows += rows
        self.gone = np.concatenate([self.gone, np.zeros(len(rows), dtype=bool)])
        return list(range(first, len(self.rows)))

    def remove(self, rows: Sequence[int]) -> None:
        """Leave rows out."""
        self.gone[list(rows)] = True

    def key_of(self, row: int) -> str:
        return self.rows[row].key or str(row)

    def best(self, record: Mapping[str, str], limit: int = 5) -> list[Match]:
        """What comes nearest to a record in clear."""
        return list(self.answer(record, limit).matches)

    def answer(self, record: Mapping[str, str], limit: int = 5, likely_at: float = 3.0) -> Answer:
        """The verdict on a record in clear."""
        likeness = Likeness(Clear.read([record])[0], self._keyed)
        rows = self._candidates(likeness)
        found = self._weigh(likeness, rows)
        return next(answers_of(found, self, range(1), Wanted(likely_at, limit, limit)))

    def one_person(self, rows: Array) -> bool:
        """Whether rows are one person written more than once: their ID numbers are the same, or name and birth where one lacks."""
        first, *others = (self.rows[row] for row in rows)
        return all(_same(first, other) for other in others)

    def _candidates(self, likeness: Likeness) -> Array:
        clear = likeness.clear
        sounds = ["".join(said) for said in readings_of(likeness.letters)] if clear.name.form is Form.FULL else []
        wanted: list[tuple[str, int | None, list[int]]] = [
            ("id", None, [likeness.token("id", clear.number)]),
            ("whole", _MOST, [likeness.token("whole name", clear.name.text)]),
            ("phone", _MOST, [likeness.token("phone", phone) for phone in clear.phones]),
            ("name", _MOST_OF_A_PIECE, [likeness.token("name", sound) for sound in sounds]),
            ("door", _MOST, [likeness.token("door", clear.door)]),
            ("birth", _MOST, [likeness.token("birth", clear.birth)]),
        ]
        found = [self._find(kind, tokens, most) for kind, most, tokens in wanted]
        whole = self._find("whole", wanted[1][2], None)
        others = [self._find(kind, tokens, None) for kind, _, tokens in (wanted[2], wanted[4], wanted[5])]
        return np.unique(np.concatenate([*found, *(np.intersect1d(whole, each) for each in others)]))

    def _find(self, kind: str, tokens: list[int], most: int | None) -> Array:
        keys = np.array(tokens, dtype=np.uint64)
        return self._postings[kind].find(keys, np.zeros(len(tokens), np.int32), self.gone, most)[1]

    def _weigh(self, likeness: Likeness, rows: Array) -> Findings:
        """The levels one by one, then the same weights and rules as in clear."""
        seen = np.zeros((len(rows), len(PERSONS.names)), dtype=np.uint8)
        papers = np.zeros(len(rows), dtype=np.uint8)
        for at, number in enumerate(rows):
            row = self.rows[number]
            level, paper = likeness.id_level(row)
            papers[at] = paper
            seen[at] = (
                likeness.name_level(row),
                level,
                likeness.phone_level(row),
                likeness.birth_level(row),
                likeness.sex_level(row),
                likeness.door_level(row),
            )
        levels = Levels(seen, counted_levels(seen, PERSONS), np.zeros(seen.shape, dtype=np.uint64))
        weighed = self.weights.bits(PERSONS, levels.counted, self._often(levels.counted))
        household = weighed.household(len(self))
        total = prior(len(self)) + weighed.parts.sum(axis=1) + household
        rule = first_rule(
            Pairs(levels, _features(likeness.clear, len(rows)), {"id": {"paper": papers}, "name": _UNMASKED}, PERSONS),
            len(rows),
        )
        return Findings(np.zeros(len(rows), np.int64), rows, levels.counted, weighed.parts, household, total, rule)

    def _often(self, levels: Array) -> Array:
        """How common a shared value is, is not known of tokens: as common as such values usually are."""
        result = np.ones(levels.shape)
        nobody = np.zeros(len(levels))
        for at, field in enumerate(PERSONS.fields):
            usual = frequency(PERSONS, field.name, levels[:, at], nobody, len(self))
            shared = np.isin(levels[:, at], [n for n, level in enumerate(field.how.levels) if level in _SHARED])
            result[:, at] = np.where(shared & (field.name != "id"), usual, 1.0)
        return result


_SHARED = frozenset(("equal", "sound", "surname", "surname_only", "shared", "door"))


def _same(one: KeyedRow, other: KeyedRow) -> bool:
    if one.id and other.id:
        return one.id == other.id
    return bool(one.whole == other.whole and one.birth and one.birth == other.birth)


def _tokens(row: KeyedRow, kind: str) -> Iterable[int]:
    return {
        "id": (row.id,),
        "phone": row.phones,
        "whole": (row.whole,),
        "name": row.name,
        "birth": (row.birth,),
        "door": (row.door,),
    }[kind]


_UNMASKED = {"letters": np.zeros((1, 1), dtype=np.uint32)}
"""Nobody masks a name before it is keyed."""


def _features(clear: Clear, count: int) -> dict[str, dict[str, Array]]:
    """What the rules ask of the record's own number and name."""
    number, letters = (
        np.repeat([[ord(letter) for letter in text.ljust(20, "\0")]], count, axis=0).astype(np.uint32)
        for text in (clear.number, clear.name.text)
    )
    return {"id": {"paper": np.full(count, clear.paper, np.uint8), "number": number}, "name": {"letters": letters}}
