"""Visits as an office wrote them, as visits of the definition."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lianfang.engines.tracing.columns import INSTANT
from lianfang.engines.tracing.reading.headings import VISIT_HEADINGS, columns_of
from lianfang.engines.tracing.reading.moments import YEARS, Span, read_moment
from lianfang.engines.tracing.reading.problems import Problem, Problems
from lianfang.engines.tracing.reading.settings import setting_of
from lianfang.engines.tracing.reading.tables import read_batches

LONGEST_STAY = timedelta(hours=12)
YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("yes", "y", "true", "1", "是", "有", "确定"), True),
    **dict.fromkeys(("no", "n", "false", "0", "否", "无", "不确定"), False),
}
Seconds = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """How visits are read: the zone of times that name none, how long a stay without an end can have been."""

    zone: ZoneInfo
    longest_stay: timedelta = LONGEST_STAY


def read_visits(path: Path, how: Reading, problems: Problems) -> Iterator[pa.RecordBatch]:
    """The file's visits with the columns of `columns.VISITS`; rows that can't be used go to the problems.

    Raises TracingError where the file can't be read or lacks a column.
    """
    found = None
    for rows, batch in read_batches(path, problems):
        if found is None:
            found = columns_of(batch.schema.names, VISIT_HEADINGS, ("person", "place", "from", "to"))
        columns = {column: batch.column(heading) for column, heading in found.items()}
        yield _Batch(columns, found, rows, how).read(str(path), problems)


class _Batch:
    """One batch on its way; `wrong` says for each row whether it is left out, and `said` which problem it has."""

    def __init__(
        self, columns: Mapping[str, pa.Array], headings: Mapping[str, str], numbers: Seconds, how: Reading
    ) -> None:
        self.columns, self.headings, self.numbers, self.how = columns, headings, numbers, how
        self.rows = len(columns["person"])
        self.wrong: Flags = self._blank()
        self.said: list[tuple[int, str, str]] = []

    def read(self, file: str, problems: Problems) -> pa.RecordBatch:
        names = {name: self._name(name) for name in ("person", "place")}
        times = self._times()
        rest = {
            "setting": self._setting(),
            "row": self._row(),
            "protected": self._flag("protected", False),
            "sure": self._flag("sure", True),
        }
        for n, column, code in sorted(self.said):
            heading = self.headings.get(column, column)
            value = str(self.columns[column][n].as_py()) if column in self.columns else ""
            problems.add(Problem(file, int(self.numbers[n]), heading, code, value))
        whole = pa.RecordBatch.from_pydict({**names, **times, **rest})
        return whole.filter(pa.array(~self.wrong)) if self.wrong.any() else whole

    def _blank(self) -> Flags:
        """Rows with nothing in them, as at the end of many files: there is nothing to use and nothing to name."""
        blank = np.ones(self.rows, bool)
        for cells in self.columns.values():
            if not pa.types.is_string(cells.type):
                return blank & False
            blank &= pc.equal(cells.fill_null(""), "").to_numpy(zero_copy_only=False)
        return blank

    def _blame(self, column: str, code: str, which: Flags) -> None:
        """These rows can't be used; each is told once."""
        fresh = which & ~self.wrong
        self.said += [(int(n), column, code) for n in np.flatnonzero(fresh)]
        self.wrong |= which

    def _name(self, column: str) -> pa.Array:
        names = self.columns[column]
        if pa.types.is_integer(names.type):
            self._blame(column, "cell_empty", _nulls(names))
            return names.cast(pa.int64()).fill_null(0)
        names = pc.utf8_trim_whitespace(_plain(names).cast(pa.string())).fill_null("")
        self._blame(column, "cell_empty", pc.equal(names, "").to_numpy(zero_copy_only=False))
        return names

    def _times(self) -> dict[str, pa.Array]:
        begin, begin_last, _ = self._moments("from", needed=True)
        end_first, end, known = self._moments("to", needed=False)
        stay = int(self.how.longest_stay.total_seconds())
        end, end_first = np.where(known, end, begin_last + stay), np.where(known, end_first, begin)
        self._blame("to", "times_reversed", end < begin)
        latest = self._within("from_latest", np.minimum(begin_last, end), begin, end)
        soonest = self._within("to_earliest", np.maximum(end_first, begin), begin, end)
        times = {"from": begin, "to": end, "from_latest": latest, "to_earliest": soonest}
        return {name: pa.array(seconds).cast(INSTANT) for name, seconds in times.items()}

    def _within(self, column: str, otherwise: Seconds, begin: Seconds, end: Seconds) -> Seconds:
        if column not in self.columns:
            return otherwise
        first, _, known = self._moments(column, needed=False)
        self._blame(column, "times_outside", known & ((first < begin) | (first > end)))
        return np.where(known, first, otherwise)

    def _moments(self, column: str, needed: bool) -> tuple[Seconds, Seconds, Flags]:
        """First and last second each cell can mean, and whether it says anything."""
        cells = self.columns[column]
        if pa.types.is_timestamp(cells.type):
            return self._instants(column, cells, needed)
        encoded = pc.utf8_trim_whitespace(_plain(cells).cast(pa.string())).fill_null("").dictionary_encode()
        spans = [_span(text, self.how.zone) for text in encoded.dictionary.to_pylist()] or [Span(0, 0)]
        which = encoded.indices.to_numpy(zero_copy_only=False)
        known = np.array([span is not None for span in spans])[which]
        wrong = np.array([span == WRONG for span in spans])[which]
        self._blame(column, "time_wrong", wrong)
        if needed:
            self._blame(column, "cell_empty", ~known)
        first, last = (np.array([getattr(span, of, 0) for span in spans], np.int64)[which] for of in ("first", "last"))
        return first, last, known

    def _instants(self, column: str, cells: pa.Array, needed: bool) -> tuple[Seconds, Seconds, Flags]:
        known = ~_nulls(cells)
        if needed:
            self._blame(column, "cell_empty", ~known)
        if cells.type.tz is None:
            cells = pc.assume_timezone(cells, self.how.zone.key, ambiguous="earliest", nonexistent="latest")
        seconds = pc.cast(cells, INSTANT, safe=False).cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
        self._blame(column, "time_wrong", known & ((seconds < EARLIEST) | (seconds >= LATEST)))
        return seconds, seconds, known

    def _setting(self) -> pa.Array:
        if "setting" not in self.columns:
            return pa.array([""] * self.rows, pa.string())
        cells = self.columns["setting"]
        encoded = (
            cells if pa.types.is_dictionary(cells.type) else cells.cast(pa.string()).fill_null("").dictionary_encode()
        )
        words = [setting_of(word or "") for word in encoded.dictionary.to_pylist()]
        indices = encoded.indices.fill_null(len(words)).cast(pa.int32())
        return pa.DictionaryArray.from_arrays(indices, pa.array([*words, ""], pa.string()))

    def _row(self) -> pa.Array:
        if "row" not in self.columns:
            return pa.nulls(self.rows, pa.int16())
        return self._looked_up("row", _row_number, pa.int16())

    def _flag(self, column: str, otherwise: bool) -> pa.Array:
        if column not in self.columns:
            return pa.array(np.full(self.rows, otherwise))
        return self._looked_up(column, lambda text: YES_NO[text.lower()], pa.bool_()).fill_null(otherwise)

    def _looked_up(self, column: str, read: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
        """Each different text read once; what can't be is a problem, what is empty null."""
        cells = (
            pc.utf8_trim_whitespace(_plain(self.columns[column]).cast(pa.string())).fill_null("").dictionary_encode()
        )
        values, wrong = [], []
        for text in cells.dictionary.to_pylist():
            try:
                values.append(read(text) if text else None)
                wrong.append(False)
            except (ValueError, KeyError):
                values.append(None)
                wrong.append(True)
        if any(wrong):
            self._blame(column, "cell_wrong", np.array(wrong)[cells.indices.to_numpy(zero_copy_only=False)])
        return pa.array(values, kind).take(cells.indices)


WRONG = Span(0, -1)
EARLIEST, LATEST = (int((year - 1970) * 365.2425 * 86400) for year in (YEARS.start, YEARS.stop))


def _span(text: str, zone: ZoneInfo) -> Span | None:
    if not text:
        return None
    try:
        return read_moment(text, zone)
    except ValueError:
        return WRONG


def _row_number(text: str) -> int:
    number = int(float(text))
    if not -1000 <= number <= 1000 or number != float(text):
        raise ValueError(text)
    return number


def _plain(cells: pa.Array) -> pa.Array:
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells


def _nulls(cells: pa.Array) -> Flags:
    nulls: Flags = cells.is_null().to_numpy(zero_copy_only=False)
    return nulls
