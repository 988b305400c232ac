"""Building a store in one pass over the visits, with bounded memory; and adding to one."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lianfang.engines.tracing.native.encoding import Encoded, Encoder
from lianfang.engines.tracing.native.files import Entry, write_array
from lianfang.engines.tracing.native.names import Numbering, sorted_order, taken
from lianfang.engines.tracing.native.packing import Texts
from lianfang.engines.tracing.native.segments import Census
from lianfang.engines.tracing.native.shapes import Shapes, records_of
from lianfang.engines.tracing.native.tables import Ints

Progress = Callable[[str, int], None]  # what is being done, and how many visits so far
WHO = ("person", "place")


def silent(doing: str, visits: int) -> None:
    """Tell nobody."""


class Spill:
    """Encoded visits on disk, in the order in which they came, while their final numbers are not known."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - lives as long as the spill
        self._sizes: list[int] = []
        self.visits, self.first, self.last, self.unit = 0, 2**31, -(2**31), 0

    def __enter__(self) -> "Spill":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, encoded: Encoded) -> None:
        """Keep some visits."""
        if encoded.begin.size == 0:
            return
        for array in encoded:
            array.tofile(self._file)
        self._sizes.append(encoded.begin.size)
        self.visits += encoded.begin.size
        self.first = min(self.first, int(encoded.begin.min()))
        self.last = max(self.last, int(encoded.begin.max()))
        self.unit = int(np.gcd(self.unit, np.gcd.reduce(encoded.begin.astype(np.int64))))

    def chunks(self, people: Ints, places: Ints) -> Iterator[Encoded]:
        """The visits again, people and places under their final numbers (empty: as they are)."""
        at, number = 0, self._file.fileno()
        for size in self._sizes:
            self._file.flush()
            raw = np.frombuffer(_read(number, 16 * size, at), np.int32).reshape(4, size)
            at += 16 * size
            person, place, begin, shape = raw
            yield Encoded(
                people[person] if people.size else person, places[place] if places.size else place, begin, shape
            )

    def census(self, encoder: Encoder) -> Census:
        """How much there is."""
        spans = Shapes(records_of(encoder.shapes), ()).spans
        unit = max(int(np.gcd(self.unit, self.first)), 1) if self.visits else 1
        first, last = (self.first, self.last) if self.visits else (0, 0)
        return Census(encoder.people.count, encoder.places.count, spans, first, last, unit)


def _read(number: int, size: int, at: int) -> bytearray:
    """Read at a place without moving the file's position, so that several may."""
    whole = bytearray(size)
    view, done = memoryview(whole), 0
    while done < size:
        done += os.preadv(number, [view[done:]], at + done)
    return whole


def fill(spill: Spill, encoder: Encoder, batches: Iterable[pa.RecordBatch], progress: Progress) -> None:
    """Encode all batches. Raises TracingError for visits that are not well formed."""
    for batch in batches:
        spill.append(encoder.encode(batch))
        progress("read", spill.visits)


def rename(numbering: Numbering) -> tuple[Texts, Ints]:
    """The names sorted, and the place in that order of each number given so far."""
    order = sorted_order(numbering.known)
    places = np.empty(order.size, np.int32)
    places[order] = np.arange(order.size, dtype=np.int32)
    return taken(numbering.known, order), places


def write_names(folder: Path, name: str, texts: Texts, positions: Ints) -> dict[str, Entry]:
    """A chunk of names; `positions` in the order of the names, empty where they are sorted as they stand."""
    parts: dict[str, Any] = {"offsets": texts.offsets, "data": texts.data, "positions": positions}
    return {f"{name}-{part}": write_array(folder, f"{name}-{part}", array) for part, array in parts.items()}
