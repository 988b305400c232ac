"""The register (底册): many records kept so that one, or a whole list, is looked up in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.answers import Findings, Wanted, answers_of
from lianfang.engines.matching.decisions import Decisions, as_key, fingerprints
from lianfang.engines.matching.features import Array
from lianfang.engines.matching.fields import PERSONS, Fields
from lianfang.engines.matching.kinds.id_number import IdNumber
from lianfang.engines.matching.model import Answer, Match
from lianfang.engines.matching.postings import Postings, Tally
from lianfang.engines.matching.records import (
    Growing,
    Keys,
    Levels,
    Records,
    Rows,
    columns_of,
    compare_records,
    read_records,
    size_of,
    take_records,
)
from lianfang.engines.matching.rules import DECIDED, Pairs, first_rule
from lianfang.engines.matching.weights import Weights, frequency, prior, shipped, starting

AT_ONCE = 2048
"""Records of a list that are looked up together."""
PAIRS_AT_ONCE = 250_000


class Register:
    """Rows with numbers from 0 on, in the order in which they came; a number is never given again.

    ``rows`` are mappings from the names of the fields (for residents name, id, phone, birth, sex, address) to texts as
    people write them; what is missing is absent. ``key`` in a row is what its owner calls it, else its fingerprint.
    """

    def __init__(self, fields: Fields = PERSONS, weights: Weights | None = None) -> None:
        self.fields = fields
        self.weights = weights or (shipped(fields) if fields.people else starting(fields))
        self.records: Records = read_records({name: [] for name in fields.names}, fields)
        self.keys: list[str] = []
        self.fingerprints = np.zeros(0, dtype=np.uint64)
        self.gone = np.zeros(0, dtype=bool)
        self.postings = {block: Postings() for block in fields.blocks}
        self.tallies = {name: Tally() for name in fields.names}
        self.decisions = Decisions()
        self.by_fingerprint = Postings()
        self._growing: dict[str, Growing] | None = None

    @classmethod
    def build(
        cls, rows: Rows, folder: Path | None = None, *, fields: Fields = PERSONS, weights: Weights | None = None
    ) -> "Register":
        """A register of these rows; with ``folder`` it is kept there, to be opened again by ``storage.open_register``."""
        register = cls(fields, weights)
        register.add(rows)
        if folder is not None:
            from lianfang.engines.matching.storage import save_register

            save_register(register, folder)
        return register

    def __len__(self) -> int:
        return int(np.count_nonzero(~self.gone))

    # -- changing ------------------------------------------------------------------------------------------------

    def add(self, rows: Rows) -> list[int]:
        """Take rows in; gives the number of each."""
        rows = list(rows)
        first = len(self.gone)
        columns = columns_of(rows, self.fields)
        self._take_in(read_records(columns, self.fields), len(rows))
        known = fingerprints(columns, self.fields)
        self.fingerprints = np.concatenate([self.fingerprints, known])
        self.by_fingerprint.add(known, np.arange(first, first + len(rows), dtype=np.int32))
        self.keys += [str(row.get("key") or "") for row in rows]
        return list(range(first, first + len(rows)))

    def _take_in(self, records: Records, count: int) -> None:
        numbers = np.arange(len(self.gone), len(self.gone) + count, dtype=np.int32)
        if self._growing is None:
            self._growing = {name: Growing(features) for name, features in self.records.items()}
        self.records = {name: growing.append(records[name]) for name, growing in self._growing.items()}
        self.gone = np.concatenate([self.gone, np.zeros(count, dtype=bool)])
        keys = Keys(records, self.fields, asking=False)
        for block, postings in self.postings.items():
            postings.add(keys[block], numbers)
        self._count(records, 1)

    def remove(self, rows: Sequence[int]) -> None:
        """Leave rows out, by their numbers; those that are not there are passed over."""
        chosen = np.array([row for row in dict.fromkeys(rows) if 0 <= row < len(self.gone) and not self.gone[row]], int)
        self._count(take_records(self.records, chosen), -1)
        self.gone[chosen] = True

    def _count(self, records: Records, sign: int) -> None:
        for field in self.fields.fields:
            self.tallies[field.name].add(field.how.counted(records[field.name]), sign)

    def decide(self, record: Mapping[str, str], row: int, *, same: bool) -> None:
        """A person says whether a record and a row are one; respected from now on for whoever says the same."""
        asked = fingerprints(columns_of([record], self.fields), self.fields)
        self.decisions.decide(asked[0], self.fingerprints[row], same=same)

    def key_of(self, row: int) -> str:
        """What the row is called by its owner, else its fingerprint."""
        return self.keys[row] or as_key(self.fingerprints[row])

    def rows_called(self, key: str) -> list[int]:
        """The rows with this key, or with this fingerprint."""
        if found := self._rows_like(_number(key)):
            return found
        return [number for number, each in enumerate(self.keys) if each == key and not self.gone[number]]

    def _rows_like(self, known: int) -> list[int]:
        """The rows with this fingerprint."""
        asked = np.array([known], dtype=np.uint64)
        rows: list[int] = self.by_fingerprint.find(asked, np.zeros(1, np.int32), self.gone, None)[1].tolist()
        return rows

    # -- looking up ----------------------------------------------------------------------------------------------

    def best(self, record: Mapping[str, str], limit: int = 5) -> list[Match]:
        """What comes nearest to one record, best first; `answer` says what to make of it."""
        return list(self.answer(record, limit).matches)

    def answer(self, record: Mapping[str, str], limit: int = 5) -> Answer:
        """The verdict on one record."""
        return next(match_list([record], self, limit=limit, keep=limit))

    def candidates(self, records: Records) -> tuple[Array, Array]:
        """Pairs (record, row) that share a key, each once, in order."""
        keys = Keys(records, self.fields, asking=True)
        askers = np.arange(size_of(records), dtype=np.int32)
        found = [postings.find(keys[block], askers, self.gone, block.most) for block, postings in self.postings.items()]
        pairs = np.unique(np.concatenate([one.astype(np.int64) << 32 | two for one, two in found]))
        return pairs >> 32, pairs & 0xFFFFFFFF

    def weigh(self, records: Records, askers: Array, rows: Array) -> Findings:
        """Compare and weigh pairs of a record and a row."""
        parts = [
            self._weigh(records, askers[at : at + PAIRS_AT_ONCE], rows[at : at + PAIRS_AT_ONCE])
            for at in range(0, max(len(askers), 1), PAIRS_AT_ONCE)
        ]
        return parts[0] if len(parts) == 1 else Findings.joined(parts)

    def one_person(self, rows: Array) -> bool:
        """Whether rows, the best first, are one person who stands in the register more than once."""
        others = np.arange(1, len(rows))
        beside = self.weigh(take_records(self.records, rows), np.zeros(len(others), dtype=np.int64), rows[others])
        same = (beside.rule >= 0) | (beside.total >= Wanted().likely_at)
        if self.fields.people:
            same &= beside.levels[:, self.fields.at("id")] != IdNumber.OTHER
        return bool(same.all())

    def _weigh(self, records: Records, askers: Array, rows: Array) -> Findings:
        one, two = take_records(records, askers), take_records(self.records, rows)
        levels = compare_records(one, two, self.fields)
        weighed = self.weights.bits(self.fields, levels.counted, self.often(levels))
        household = weighed.household(len(self)) if self.weights.household else np.zeros(len(rows))
        total = prior(len(self), self.weights.expected) + weighed.parts.sum(axis=1) + household
        rule = np.full(len(rows), -1, dtype=np.int8)
        if self.fields.people:
            rule = first_rule(Pairs(levels, one, two, self.fields), len(rows))
        return Findings(askers, rows, levels.counted, weighed.parts, household, total, rule)

    def often(self, levels: Levels) -> NDArray[np.float64]:
        """The share of the register that has what a pair has in common; 1 where nothing is shared."""
        result = np.ones(levels.terms.shape)
        for at, name in enumerate(self.fields.names):
            shared = (levels.terms[:, at] != 0) & (levels.counted[:, at] != 0)
            tally = self.tallies[name]
            counts = tally.of(levels.terms[shared, at])
            result[shared, at] = frequency(self.fields, name, levels.counted[shared, at], counts, tally.total)
        return result

    def decided(self, batch: Sequence[Mapping[str, str]]) -> dict[tuple[int, int], bool]:
        """Pairs (place in the batch, row) of which a person has said whether they are one."""
        if not len(self.decisions):
            return {}
        known = fingerprints(columns_of(batch, self.fields), self.fields)
        return {
            (at, number): same
            for at, record in enumerate(known)
            for row, same in self.decisions.about(record)
            for number in self._rows_like(row)
        }


def match_list(
    records: Rows,
    register: Register,
    *,
    likely_at: float = 3.0,
    limit: int = 5,
    keep: int = 1,
    itself: bool = False,
) -> Iterator[Answer]:
    """An answer for every record in its order, with memory for a few thousand at a time.

    ``likely_at`` in bits: 3 asks for 8 : 1. At most ``limit`` rows come with an answer, and ``keep`` where it is "not".
    ``itself`` says that the records are the rows of the register in their order, to find who stands there twice.
    """
    wanted = Wanted(likely_at, limit, keep)
    for start, batch in _batches(records):
        read = read_records(columns_of(batch, register.fields), register.fields)
        askers, rows = register.candidates(read)
        decided = register.decided(batch)
        askers, rows = _with_decided(askers, rows, decided)
        if itself:
            others = askers + start != rows
            askers, rows = askers[others], rows[others]
        findings = register.weigh(read, askers, rows)
        for pair, same in decided.items():
            findings.rule[(askers == pair[0]) & (rows == pair[1])] = DECIDED if same else -1
        yield from answers_of(findings, register, range(start, start + len(batch)), wanted)


def _with_decided(askers: Array, rows: Array, decided: Mapping[tuple[int, int], bool]) -> tuple[Array, Array]:
    """Pairs that are decided to be one are looked at however they were found, the others of that record and those
    decided not to be one are left out."""
    if not decided:
        return askers, rows
    same = np.array([pair for pair, is_same in decided.items() if is_same] or np.zeros((0, 2)), dtype=np.int64)
    other = {pair for pair, is_same in decided.items() if not is_same}
    kept = ~np.isin(askers, same[:, 0])
    kept &= np.array([pair not in other for pair in zip(askers.tolist(), rows.tolist(), strict=True)], dtype=bool)
    return np.concatenate([askers[kept], same[:, 0]]), np.concatenate([rows[kept], same[:, 1]])


def _batches(records: Rows) -> Iterator[tuple[int, list[Mapping[str, str]]]]:
    batch: list[Mapping[str, str]] = []
    start = 0
    for record in records:
        batch.append(record)
        if len(batch) == AT_ONCE:
            yield start, batch
            start, batch = start + len(batch), []
    if batch:
        yield start, batch


def _number(key: str) -> int:
    """The number of sixteen hexadecimal digits; 0 for what is none."""
    return int(key, 16) if re.fullmatch(r"[0-9a-f]{16}", key) else 0
