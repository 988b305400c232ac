"""A segment: some visits twice, by place and by person, packed and sorted."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lianfang.engines.tracing.native import packing
from lianfang.engines.tracing.native.compiled import frozen
from lianfang.engines.tracing.native.encoding import Encoded
from lianfang.engines.tracing.native.files import Entry, Mapped, write_array
from lianfang.engines.tracing.native.packing import Rows
from lianfang.engines.tracing.native.tables import Ints, Side, Words

SIDES = ("place", "person")
PARTS = ("keys", "entries", "words", "layout")
WORD = 63  # bits of a word, the sign apart
AT_ONCE = 1 << 22
Chunks = Callable[[], Iterable[Encoded]]


@dataclass(frozen=True)
class Census:
    """How much is numbered: people, places, and the longest span of each shape in seconds; and the span of time."""

    people: int
    places: int
    spans: Ints
    first: int  # the earliest beginning, in seconds since the origin
    last: int
    unit: int  # of which all beginnings since `first` are multiples, in seconds

    @property
    def shape_bits(self) -> int:
        """Bits that are left for the shape in the fuller of the two words."""
        ticks = ((self.last - self.first) // self.unit).bit_length()
        return WORD - ticks - max(self.people, self.places, 1).bit_length()


@dataclass(frozen=True)
class Segment:
    """One segment, mapped."""

    visits: int
    place: Side
    person: Side

    def chunks(self) -> Iterator[Encoded]:
        """The visits again."""
        index, words = self.place.entries, self.place.words
        for start in range(0, words.size, AT_ONCE):
            part = words[start : start + AT_ONCE]
            slots = np.searchsorted(index[0:-2:2], np.arange(start, start + part.size), side="right") - 1
            keys = self.place.keys[slots] if self.place.keys.size else slots
            yield _unpacked(part, keys, self.place.layout)


def _unpacked(words: Words, keys: Words, layout: Words) -> Encoded:
    base, unit, who_bits, shape_bits, shape_base = (int(each) for each in layout)
    begin = base + (words >> (who_bits + shape_bits)) * unit
    who = (words >> shape_bits) & ((1 << who_bits) - 1)
    shape = (words & ((1 << shape_bits) - 1)) + shape_base
    return Encoded(*(each.astype(np.int32) for each in (who, keys, begin, shape)))


def write_segments(
    folder: Path, name: str, chunks: Chunks, census: Census
) -> tuple[list[dict[str, Any]], dict[str, Entry]]:
    """Write visits as segments: one, or as many as there are shapes that don't fit a word together.

    `chunks` gives the visits anew each time it is called. Returns the segments for the manifest, and their files.
    """
    most = 1 << max(census.shape_bits, 1)
    segments, files = [], {}
    for number, shape_base in enumerate(range(0, max(census.spans.size, 1), most)):
        shapes = min(most, census.spans.size - shape_base)
        segment, written = _write_segment(folder, f"{name}-{number}", chunks, census, (shape_base, shapes))
        if segment["visits"]:
            segments.append(segment)
            files.update(written)
    return segments, files


def _write_segment(
    folder: Path, name: str, chunks: Chunks, census: Census, shapes: tuple[int, int]
) -> tuple[dict[str, Any], dict[str, Entry]]:
    with ThreadPoolExecutor(2) as pool:
        built = dict(zip(SIDES, pool.map(lambda side: _side(side, chunks, census, shapes), SIDES), strict=True))
    files = {
        f"{name}-{side}-{part}": write_array(folder, f"{name}-{side}-{part}", array)
        for side in SIDES
        for part, array in zip(PARTS, built[side], strict=True)
    }
    return {"name": name, "visits": int(built["place"].words.size)}, files


def _side(side: str, chunks: Chunks, census: Census, shapes: tuple[int, int]) -> Side:
    total, others = (census.places, census.people) if side == "place" else (census.people, census.places)
    counts, reach = np.zeros(total, np.int64), np.zeros(total, np.int64)
    shape_base, shape_count = shapes
    spans = census.spans
    for rows in _rows(side, chunks):
        packing.tally(rows, spans, shape_base, shape_base + shape_count, counts, reach)
    keys, index, cursor = _index(counts, reach)
    who_bits = max(others - 1, 1).bit_length()
    layout = np.array([census.first, census.unit, who_bits, max(shape_count - 1, 1).bit_length(), shape_base], np.int64)
    words = np.empty(int(index[-2]), np.int64)
    for rows in _rows(side, chunks):
        packing.scatter(rows, layout, shape_count, cursor, words)
    packing.order(index, words, 0, index.size // 2 - 1)
    return Side(keys, index, words, layout)


def _rows(side: str, chunks: Chunks) -> Iterator[Rows]:
    for person, place, begin, shape in chunks():
        keys = (place, person) if side == "place" else (person, place)
        yield frozen(Rows(*keys, begin, shape))


def _index(counts: Words, reach: Words) -> tuple[Words, Words, Words]:
    """Keys (empty where most numbers have visits), the index over them, and where each number's words begin."""
    ends = np.cumsum(counts)
    cursor = ends - counts
    present = np.flatnonzero(counts)
    dense = counts.size < 1024 or present.size * 8 > counts.size
    chosen = np.arange(counts.size) if dense else present
    index = np.zeros(2 * chosen.size + 2, np.int64)
    index[0:-2:2], index[1:-2:2] = cursor[chosen], reach[chosen]
    index[-2] = ends[-1] if ends.size else 0
    return (np.zeros(0, np.int64) if dense else present), index, cursor


def map_segment(mapped: Mapped, segment: dict[str, Any]) -> Segment:
    """A segment of the manifest. Raises TracingError where a file is missing or cut off."""

    def side(of: str) -> Side:
        return frozen(Side(*(mapped.array(f"{segment['name']}-{of}-{part}") for part in PARTS)))

    return Segment(segment["visits"], side("place"), side("person"))
