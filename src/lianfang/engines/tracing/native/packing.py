"""The inner loops of building: names to numbers, visits to words, words in order; and sums over files."""

from typing import NamedTuple

from numba import types

from lianfang.engines.tracing.native.compiled import (
    BYTES,
    BYTES_OUT,
    INT,
    INTS,
    INTS_OUT,
    WORDS,
    WORDS_OUT,
    compiled,
    fields,
    helper,
    prefetch,
)
from lianfang.engines.tracing.native.kernels import sort
from lianfang.engines.tracing.native.tables import Array, Words

AHEAD = 8
TAG = -(1 << 32)
LOW = (1 << 32) - 1


class Texts(NamedTuple):
    """Byte strings one after another: that of number n is data[offsets[n]:offsets[n + 1]]."""

    offsets: Words
    data: Array


class Rows(NamedTuple):
    """Visits by number, each array as long: `begin` in seconds since the store's origin."""

    key: Array
    other: Array
    begin: Array
    shape: Array


TEXTS, TEXTS_OUT = fields(Texts, WORDS, BYTES), fields(Texts, WORDS_OUT, BYTES_OUT)
ROWS = fields(Rows, INTS, INTS, INTS, INTS)


@helper
def eight(data: Array, at: int) -> int:
    """Eight bytes as one word."""
    word = types.uint64(data[at])
    word |= types.uint64(data[at + 1]) << types.uint64(8)
    word |= types.uint64(data[at + 2]) << types.uint64(16)
    word |= types.uint64(data[at + 3]) << types.uint64(24)
    word |= types.uint64(data[at + 4]) << types.uint64(32)
    word |= types.uint64(data[at + 5]) << types.uint64(40)
    word |= types.uint64(data[at + 6]) << types.uint64(48)
    return word | types.uint64(data[at + 7]) << types.uint64(56)  # type: ignore[no-any-return]


@helper
def mixed(value: int, word: int) -> int:
    """A hash taken one word further."""
    value = (value ^ word) * types.uint64(0x9FB21C651E98DF25)
    return value ^ (value >> types.uint64(32))  # type: ignore[no-any-return, unused-ignore]


@helper
def hash_of(texts: Texts, n: int) -> int:
    """A 64-bit hash of byte string n."""
    at, end = texts.offsets[n], texts.offsets[n + 1]
    value = types.uint64(end - at) * types.uint64(0x9E3779B97F4A7C15)
    while at + 8 <= end:
        value = mixed(value, eight(texts.data, at))
        at += 8
    for i in range(at, end):
        value = mixed(value, types.uint64(texts.data[i]))
    return types.int64(mixed(value, types.uint64(0x5851F42D4C957F2D)))  # type: ignore[no-any-return]


@helper
def same(texts: Texts, n: int, known: Texts, m: int) -> bool:
    """Whether text n and known text m are the same bytes."""
    at, other = texts.offsets[n], known.offsets[m]
    end = texts.offsets[n + 1]
    if end - at != known.offsets[m + 1] - other:
        return False
    while at + 8 <= end:
        if eight(texts.data, at) != eight(known.data, other):
            return False
        at, other = at + 8, other + 8
    for i in range(end - at):  # noqa: SIM110 - compiled
        if texts.data[at + i] != known.data[other + i]:
            return False
    return True


@helper
def keep(texts: Texts, n: int, known: Texts, m: int) -> None:
    """Write text n behind the known ones as number m."""
    at = known.offsets[m]
    for i in range(texts.offsets[n], texts.offsets[n + 1]):
        known.data[at] = texts.data[i]
        at += 1
    known.offsets[m + 1] = at


@helper
def come_to(hashes: Words, n: int, slots: Words, known: Texts) -> None:
    """Ask for what will be read of later texts: the slot of one, the offset of a nearer one, the bytes of the next."""
    mask = slots.size - 1
    prefetch(slots, hashes[n + 3 * AHEAD] & mask)
    prefetch(known.offsets, max((slots[hashes[n + 2 * AHEAD] & mask] & LOW) - 1, 0))
    prefetch(known.data, known.offsets[max((slots[hashes[n + AHEAD] & mask] & LOW) - 1, 0)])


@compiled(INT, TEXTS, WORDS_OUT, TEXTS_OUT, WORDS_OUT, INT, INTS_OUT)
def number(texts: Texts, hashes: Words, known: Texts, slots: Words, count: int, numbers: Array) -> int:
    """The number of each text; new ones get the next. A slot is half of a hash and a number + 1, or 0.

    `hashes` is room to work in. There must be room for all texts to be new. Returns how many are known then.
    """
    mask = slots.size - 1
    for n in range(numbers.size):
        hashes[n] = hash_of(texts, n)
    for n in range(numbers.size):
        if n + 3 * AHEAD < numbers.size:
            come_to(hashes, n, slots, known)
        at, tag, found = hashes[n] & mask, hashes[n] & TAG, -1
        while slots[at] != 0 and found < 0:
            if slots[at] & TAG == tag and same(texts, n, known, (slots[at] & LOW) - 1):
                found = (slots[at] & LOW) - 1
            at = (at + 1) & mask
        if found < 0:
            keep(texts, n, known, count)
            found, count = count, count + 1
            slots[at] = tag | count
        numbers[n] = found
    return count


@compiled(INT, TEXTS, INT, WORDS_OUT)
def refill(texts: Texts, count: int, slots: Array) -> int:
    """Enter the first `count` texts into empty slots."""
    mask = slots.size - 1
    for n in range(count):
        value = hash_of(texts, n)
        at = value & mask
        while slots[at] != 0:
            at = (at + 1) & mask
        slots[at] = (value & TAG) | (n + 1)
    return 0


@compiled(INT, ROWS, INTS, INT, INT, WORDS_OUT, WORDS_OUT)
def tally(rows: Rows, span: Array, least: int, most: int, counts: Array, reach: Array) -> int:
    """Add to the count of visits of each key, and to the seconds of its longest one (by the `span` of its shape).

    Only shapes from `least` to below `most` are looked at.
    """
    for n in range(rows.key.size):
        if n + AHEAD < rows.key.size:
            prefetch(counts, rows.key[n + AHEAD])
            prefetch(reach, rows.key[n + AHEAD])
        if least <= rows.shape[n] < most:
            counts[rows.key[n]] += 1
            reach[rows.key[n]] = max(reach[rows.key[n]], span[rows.shape[n]])
    return 0


@compiled(INT, ROWS, WORDS, INT, WORDS_OUT, WORDS_OUT)
def scatter(rows: Rows, layout: Words, shapes: int, cursor: Array, words: Array) -> int:
    """Write each visit's word where its key's cursor stands; only shapes from layout[4] on, `shapes` of them."""
    base, unit, who_bits, shape_bits, shape_base = layout[0], layout[1], layout[2], layout[3], layout[4]
    for n in range(rows.key.size):
        if n + AHEAD < rows.key.size:
            prefetch(cursor, rows.key[n + AHEAD])
        shape = rows.shape[n] - shape_base
        if 0 <= shape < shapes:
            tick = (rows.begin[n] - base) // unit
            at = cursor[rows.key[n]]
            cursor[rows.key[n]] += 1
            words[at] = (((tick << who_bits) | rows.other[n]) << shape_bits) | shape
    return 0


@compiled(INT, WORDS, WORDS_OUT, INT, INT)
def order(index: Words, words: Array, start: int, stop: int) -> int:
    """Sort the words of each of the entries start:stop of an index."""
    for slot in range(start, stop):
        sort(words, index[2 * slot], index[2 * slot + 2])
    return 0


@compiled(INT, WORDS)
def checksum(words: Words) -> int:
    """A sum over a file in which every word and its place count; reading it brings the file into memory."""
    total = types.uint64(words.size)
    for n in range(words.size):
        total = (total ^ types.uint64(words[n])) * types.uint64(0x9E3779B97F4A7C15)
        total ^= total >> types.uint64(31)
    return types.int64(total)  # type: ignore[no-any-return]
