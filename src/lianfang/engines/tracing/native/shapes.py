"""Shapes: what many visits have in common beside who, where and when; each has a number that fits a few bits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.tracing.model import Rule
from lianfang.engines.tracing.native.names import Numbering, fixed
from lianfang.engines.tracing.native.tables import LEAST, Ints, Words

UNKNOWN_ROW = -(2**15)
MOST_SETTINGS = 255
RECORD = np.dtype(
    [
        ("span", "<u4"),  # seconds from the widest beginning to the widest end
        ("lead", "<u4"),  # how much later it begins at the latest
        ("lag", "<u4"),  # how much sooner it ends at the earliest
        ("row", "<i2"),
        ("setting", "u1"),  # number in the store's list of settings; 0 is not known
        ("marks", "u1"),
    ]
)
PROTECTED, UNSURE = 1, 2
Records = NDArray[np.void]


def number_shapes(numbering: Numbering, records: Records) -> Ints:
    """The number of each record's shape."""
    return numbering.number(fixed(records.view(np.uint8).reshape(records.size, RECORD.itemsize)))


def records_of(numbering: Numbering) -> Records:
    """The shapes in the order of their numbers."""
    return np.array(numbering.known.data).view(RECORD)


@dataclass(frozen=True)
class Shapes:
    """The shapes of a store and its settings, the first of which is "" (not known)."""

    records: Records
    settings: tuple[str, ...]

    @property
    def spans(self) -> Ints:
        return self.records["span"].astype(np.int32)

    def tables(self, rule: Rule, wide: bool) -> tuple[Ints, Ints, Ints]:
        """`lead`, `span` and `row` by shape (see `tables.World`) under a rule in the widest or the surest world."""
        records = self.records
        lead = np.zeros(records.size, np.int64) if wide else records["lead"].astype(np.int64)
        span = records["span"].astype(np.int64)
        if not wide:
            span = span - records["lead"] - records["lag"]
        counts = self._counting(rule, wide) & (span >= 0)
        row = records["row"].astype(np.int32)
        return (
            lead.astype(np.int32),
            np.where(counts, span, -1).astype(np.int32),
            np.where(row == UNKNOWN_ROW, LEAST, row).astype(np.int32),
        )

    def _counting(self, rule: Rule, wide: bool) -> NDArray[np.bool_]:
        allowed = np.array([rule.settings is None or each in rule.settings for each in self.settings])
        if wide:
            allowed[0] = True
        counts: NDArray[np.bool_] = allowed[self.records["setting"]]
        if not rule.protected:
            counts &= self.records["marks"] & PROTECTED == 0
        if not wide:
            counts &= self.records["marks"] & UNSURE == 0
        return counts

    def rough(self, rule: Rule) -> bool:
        """Whether the surest world can differ from the widest under this rule."""
        records = self.records
        ranges = (records["lead"] > 0) | (records["lag"] > 0) | (records["marks"] & UNSURE > 0)
        unknown = (records["setting"] == 0) & (rule.settings is not None)
        return bool(np.any(ranges | unknown))


def ticks(spans: Words) -> int:
    """The greatest number of seconds of which all are multiples."""
    return max(int(np.gcd.reduce(spans)), 1) if spans.size else 1
