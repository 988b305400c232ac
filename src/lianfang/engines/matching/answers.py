"""From weighed pairs to answers: one person, several who may be meant, or nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array
from lianfang.engines.matching.fields import Fields
from lianfang.engines.matching.kinds.address import DoorAddress
from lianfang.engines.matching.kinds.names import PersonName
from lianfang.engines.matching.kinds.phone import Phone
from lianfang.engines.matching.model import Answer, Match, Reason, Verdict
from lianfang.engines.matching.rules import CODES


class Known(Protocol):
    """What is asked of a register, in clear or keyed."""

    fields: Fields

    def __len__(self) -> int: ...

    def key_of(self, row: int) -> str: ...

    def one_person(self, rows: Array) -> bool: ...


_FAR = 60.0


@dataclass(frozen=True)
class Findings:
    """Pairs of a record and a row, weighed: by pair the levels and bits of each field, the sum, the rule or -1."""

    askers: Array
    rows: Array
    levels: NDArray[np.uint8]
    parts: NDArray[np.float64]
    household: NDArray[np.float64]
    total: NDArray[np.float64]
    rule: NDArray[np.int8]

    @classmethod
    def joined(cls, parts: Sequence["Findings"]) -> "Findings":
        names = cls.__dataclass_fields__
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an answer: bits from which a row is likely, rows given at most, and with a "not"."""

    likely_at: float = 3.0
    limit: int = 5
    keep: int = 1


def answers_of(found: Findings, register: Known, numbers: range, wanted: Wanted) -> Iterator[Answer]:
    """An answer for each record; the first of the findings is number ``numbers.start`` of its list."""
    count = len(numbers)
    order = np.lexsort((found.rows, -found.total, found.rule < 0, found.askers))
    bounds = np.searchsorted(found.askers[order], np.arange(count + 1))
    odds = 2.0 ** np.clip(np.where(found.rule >= 0, _FAR, found.total), -_FAR, _FAR)
    sums = 1.0 + np.bincount(found.askers, odds, count)
    share = odds / sums[found.askers]
    judge = _Judge(found, register, share, np.log2(np.maximum(sums - 1.0, 1e-18)), wanted)
    for record in range(count):
        yield judge.answer(numbers[record], order[bounds[record] : bounds[record + 1]])


@dataclass(frozen=True)
class _Judge:
    found: Findings
    register: Known
    share: NDArray[np.float64]
    together: NDArray[np.float64]
    """Of each record the bits that somebody of the register is meant, whoever it is."""
    wanted: Wanted

    @property
    def fields(self) -> Fields:
        return self.register.fields

    def answer(self, record: int, chosen: Array) -> Answer:
        """Who stands out from the candidates (best first), if anybody does; several may be likely only together."""
        if not len(chosen) or not self._anybody(chosen[0]):
            return Answer(record, Verdict.NOT, self._matches(chosen[: self.wanted.keep], Verdict.NOT))
        standing = [at for at in chosen[: self.wanted.limit * 4] if self._rivals(chosen[0], at)]
        verdict = Verdict.CERTAIN if self.found.rule[chosen[0]] >= 0 else Verdict.LIKELY
        if len(standing) > 1 and not self._one_person(standing):
            verdict = Verdict.SEVERAL
        return Answer(record, verdict, self._matches(standing[: self.wanted.limit], verdict))

    def _anybody(self, best: int) -> bool:
        heavy = self.together[self.found.askers[best]] >= self.wanted.likely_at
        return bool(self.found.rule[best] >= 0 or heavy)

    def _stands(self, at: int) -> bool:
        return bool(self.found.rule[at] >= 0 or self.found.total[at] >= self.wanted.likely_at)

    def _rivals(self, best: int, at: int) -> bool:
        """Whether this one may be meant as well as the best: by a rule beside a rule, or nearly as heavy."""
        if self.found.rule[best] >= 0:
            return bool(self.found.rule[at] >= 0) or self._bears_the_name(best, at)
        return self._stands(at) or bool(self.found.total[best] - self.found.total[at] < self.wanted.likely_at)

    def _bears_the_name(self, best: int, at: int) -> bool:
        """Whether the record's name, which is not the best one's, is as much that of this one, at the same door or phone.

        A father 秦浩 who writes down the number of his son 秦昊 is not his son.
        """
        if not self.fields.people:
            return False
        name, door, phone = (self.found.levels[:, self.fields.at(field)] for field in ("name", "address", "phone"))
        is_near = door[at] == DoorAddress.DOOR or phone[at] == Phone.SHARED
        return bool(PersonName.EQUAL <= name[at] <= name[best] != PersonName.EQUAL and is_near)

    def _one_person(self, standing: Sequence[int]) -> bool:
        """Whether the rows are one person who stands in the register more than once."""
        return self.register.one_person(self.found.rows[standing])

    def _matches(self, chosen: Sequence[int] | Array, verdict: Verdict) -> tuple[Match, ...]:
        return tuple(self._match(int(at), verdict) for at in chosen)

    def _match(self, at: int, verdict: Verdict) -> Match:
        found, row = self.found, int(self.found.rows[at])
        single = Verdict.CERTAIN if found.rule[at] >= 0 else verdict
        return Match(
            row, self.register.key_of(row), single, float(found.total[at]), float(self.share[at]), self._reasons(at)
        )

    def _reasons(self, at: int) -> tuple[Reason, ...]:
        found, fields = self.found, self.fields
        rule = [Reason(CODES[found.rule[at]])] if found.rule[at] >= 0 else []
        parts = [
            Reason(field.how.levels[level], float(bits), field.name)
            for field, level, bits in zip(fields.fields, found.levels[at], found.parts[at], strict=True)
            if level
        ]
        parts.sort(key=lambda reason: -abs(reason.weight))
        family = [Reason("household", float(found.household[at]))] if found.household[at] < -0.05 else []
        before = found.total[at] - found.parts[at].sum() - found.household[at]
        return (*rule, *parts, *family, Reason("prior", float(before)))
