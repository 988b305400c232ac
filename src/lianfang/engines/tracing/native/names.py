"""People and places by number: texts or whole numbers, kept as bytes that sort as the names do."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lianfang.engines.tracing.model import Name
from lianfang.engines.tracing.native import packing
from lianfang.engines.tracing.native.compiled import frozen
from lianfang.engines.tracing.native.packing import Texts
from lianfang.engines.tracing.native.tables import Ints, Words

SIGN = np.uint64(1 << 63)
FEW = 1 << 16
MANY = 4096  # names that are looked up at once sooner than one by one


class Kind:
    """What names are: TEXT in UTF-8, NUMBER as eight bytes, highest first, the sign turned; both sort as bytes."""

    TEXT, NUMBER = "text", "number"

    @staticmethod
    def of(column: pa.Array) -> str:
        return Kind.NUMBER if pa.types.is_integer(column.type) else Kind.TEXT


def texts_of(column: pa.Array) -> Texts:
    """The names of a column without nulls as byte strings."""
    if Kind.of(column) == Kind.NUMBER:
        return _numbers(column.cast(pa.int64()).to_numpy(zero_copy_only=False))
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    column = column.cast(pa.large_binary()) if not pa.types.is_large_binary(column.type) else column
    _, offsets, data = column.buffers()
    starts = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    return Texts(starts, np.frombuffer(data or b"\0", np.uint8))


def _numbers(values: Words) -> Texts:
    turned = (values.view(np.uint64) ^ SIGN).byteswap()
    return Texts(np.arange(0, 8 * values.size + 1, 8), np.ascontiguousarray(turned).view(np.uint8))


def fixed(table: NDArray[np.uint8]) -> Texts:
    """Rows of a table of bytes as byte strings of one length."""
    count, width = table.shape
    return Texts(np.arange(0, width * count + 1, width), np.ascontiguousarray(table).reshape(-1))


def bytes_of(name: Name) -> bytes:
    """One name as it is kept."""
    if isinstance(name, str):
        return name.encode()
    return (name ^ -(1 << 63)).to_bytes(8, "big", signed=True) if _fits(name) else b""


def _fits(number: int) -> bool:
    return -(1 << 63) <= number < 1 << 63


def name_of(raw: bytes, kind: str) -> Name:
    """The name again."""
    return raw.decode() if kind == Kind.TEXT else int.from_bytes(raw, "big", signed=True) ^ -(1 << 63)


class Numbering:
    """Gives each new name the next number; grows as needed. Numbers are below 2 ** 31."""

    def __init__(self, known: Texts | None = None, count: int = 0) -> None:
        """`known`: texts that have their numbers already."""
        self.count = count
        self._known = known or Texts(np.zeros(1, np.int64), np.zeros(0, np.uint8))
        self._slots = np.zeros(0, np.int64)
        self._hashes = np.zeros(0, np.int64)

    @property
    def known(self) -> Texts:
        """All texts in the order of their numbers."""
        offsets = self._known.offsets[: self.count + 1]
        return Texts(offsets, self._known.data[: offsets[-1]])

    def number(self, texts: Texts) -> Ints:
        """The number of each text."""
        numbers = np.empty(texts.offsets.size - 1, np.int32)
        for start in range(0, numbers.size, FEW):  # there must be room for all to be new, but little more
            part = Texts(texts.offsets[start : start + FEW + 1], texts.data)
            into = numbers[start : start + FEW]
            self._make_room(into.size, int(part.offsets[-1] - part.offsets[0]))
            self.count = packing.number(frozen(part), self._hashes, self._known, self._slots, self.count, into)
        return numbers

    def _make_room(self, rows: int, size: int) -> None:
        if self._hashes.size < rows:
            self._hashes = np.empty(rows, np.int64)
        most = self.count + rows
        used = int(self._known.offsets[self.count])
        self._known = Texts(_grown(self._known.offsets, most + 1), _grown(self._known.data, used + size))
        if self._slots.size < 2 * most:
            self._slots = np.zeros(max(1 << 12, 1 << (2 * most - 1).bit_length()), np.int64)
            packing.refill(frozen(self._known), self.count, self._slots)


def _grown(array: Words | NDArray[np.uint8], size: int) -> Any:
    if array.size >= size and array.flags.writeable:
        return array
    grown = np.empty(max(size, array.size * 3 // 2), array.dtype)
    grown[: array.size] = array
    return grown


def sorted_order(texts: Texts) -> Ints:
    """The numbers in the order of the names."""
    if texts.offsets.size > 1 and np.all(np.diff(texts.offsets) == 8):
        order: Ints = np.argsort(texts.data.view(np.uint64).byteswap(), kind="stable").astype(np.int32)
        return order
    return np.asarray(pc.sort_indices(_binary(texts)).to_numpy().astype(np.int32))


def taken(texts: Texts, numbers: Ints) -> Texts:
    """Texts in another order."""
    return texts_of(_binary(texts).take(pa.array(numbers)))


def _binary(texts: Texts) -> pa.Array:
    buffers = [None, pa.py_buffer(texts.offsets), pa.py_buffer(texts.data)]
    return pa.LargeBinaryArray.from_buffers(pa.large_binary(), texts.offsets.size - 1, buffers)


class Names:
    """Names of a store for reading: chunks in the order of their numbers, each with the order of its names."""

    def __init__(self, kind: str, chunks: Iterable[tuple[Texts, Ints]]) -> None:
        """Each chunk's texts and, unless they are sorted as they stand, the positions in the order of the names."""
        self.kind = kind
        self._chunks = list(chunks)
        sizes = [texts.offsets.size - 1 for texts, _ in self._chunks]
        self._firsts: list[int] = [0, *np.cumsum(sizes).tolist()]
        self._asked: dict[int, Name] = {}

    def __len__(self) -> int:
        return self._firsts[-1]

    def name(self, number: int) -> Name:
        """The name with this number; those asked for before are remembered."""
        known = self._asked.get(number)
        if known is None:
            chunk = bisect_right(self._firsts, number) - 1
            raw = _text(self._chunks[chunk][0], number - self._firsts[chunk])
            known = self._asked[number] = name_of(raw, self.kind)
        return known

    def column(self, numbers: Ints) -> pa.Array:
        """The names with these numbers."""
        parts = [_binary(texts) for texts, _ in self._chunks]
        if len(parts) > 1:
            raw = pa.chunked_array(parts).take(pa.array(numbers)).combine_chunks()
        else:
            raw = parts[0].take(pa.array(numbers)) if parts else pa.array([], pa.large_binary())
        if self.kind == Kind.TEXT:
            return raw.cast(pa.large_string()).cast(pa.string())
        return pa.array((texts_of(raw).data[: 8 * len(raw)].view(np.uint64).byteswap() ^ SIGN).view(np.int64))

    def find(self, name: Name) -> int | None:
        """The number of a name, if it is known."""
        if isinstance(name, str) != (self.kind == Kind.TEXT):
            return None
        raw = bytes_of(name)
        for (texts, positions), first in zip(self._chunks, self._firsts, strict=False):
            at, exact = _place(texts, positions, raw)
            if exact:
                return first + (int(positions[at]) if positions.size else at)
        return None

    def find_all(self, names: Sequence[Name]) -> Ints:
        """The number of each name, -1 where it is not known."""
        if len(names) < MANY:
            found = (self.find(name) for name in names)
            return np.array([-1 if number is None else number for number in found], np.int32)
        of_kind = [name if isinstance(name, str) == (self.kind == Kind.TEXT) else None for name in names]
        mine = self.column(np.arange(len(self), dtype=np.int32))
        at = pc.index_in(pa.array(of_kind, mine.type), value_set=mine, skip_nulls=True)
        return np.asarray(at.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32))

    def ranks(self) -> Ints:
        """The rank of each number among the names; empty where numbers and names are in the same order."""
        if len(self._chunks) <= 1 and not any(positions.size for _, positions in self._chunks):
            return np.zeros(0, np.int32)
        whole = joined([texts for texts, _ in self._chunks])
        ranks = np.empty(len(self), np.int32)
        ranks[sorted_order(whole)] = np.arange(len(self), dtype=np.int32)
        return ranks

    def whole(self) -> Texts:
        """All names in the order of their numbers."""
        return joined([texts for texts, _ in self._chunks])


def _text(texts: Texts, n: int) -> bytes:
    return bytes(texts.data[texts.offsets[n] : texts.offsets[n + 1]])


def _place(texts: Texts, positions: Ints, raw: bytes) -> tuple[int, bool]:
    low, high = 0, texts.offsets.size - 1
    while low < high:
        middle = (low + high) // 2
        if _text(texts, int(positions[middle]) if positions.size else middle) < raw:
            low = middle + 1
        else:
            high = middle
    inside = low < texts.offsets.size - 1
    return low, inside and _text(texts, int(positions[low]) if positions.size else low) == raw


def joined(parts: list[Texts]) -> Texts:
    """Texts one after another."""
    if len(parts) == 1:
        return parts[0]
    offsets, at = [np.zeros(1, np.int64)], 0
    for part in parts:
        offsets.append(part.offsets[1:] - part.offsets[0] + at)
        at += int(part.offsets[-1] - part.offsets[0])
    datas = [part.data[part.offsets[0] : part.offsets[-1]] for part in parts]
    return Texts(np.concatenate(offsets), np.concatenate([*datas, np.zeros(0, np.uint8)]))
