"""The inner loop that says how somebody was exposed: all counting meetings with the sources of the degree before."""

# mypy: disable-error-code="no-any-return"

from typing import Any, NamedTuple

from lianfang.engines.tracing.native.compiled import INT, INTS, INTS_OUT, WORDS_OUT, compiled, fields, helper
from lianfang.engines.tracing.native.kernels import first_from, pairs, slot_of, unpacked
from lianfang.engines.tracing.native.tables import NEVER, SIDE, STAYS, WORLD, Array, Ints, Side, Stays, Words, World


class Sources(NamedTuple):
    """By person: from when somebody could pass it on (NEVER: no source), and the entry of a contact in `Meetings`.

    `cases` are the people (rising) whose window ends at `until`; empty for contacts, whose window does not end. The
    ranks put places and people into the order of their names; empty where the numbers are in that order.
    """

    since: Ints
    entry: Ints
    cases: Ints
    until: Ints
    place_rank: Ints
    person_rank: Ints


class Meetings(NamedTuple):
    """By contact: beginning of the first meeting, end of the last, seconds of all; and the meeting that is shown."""

    first: Ints
    last: Ints
    seconds: Words
    place: Ints
    source: Ints
    until: Ints


SOURCES = fields(Sources, *[INTS] * 6)
MEETINGS = fields(Meetings, INTS_OUT, INTS_OUT, WORDS_OUT, INTS_OUT, INTS_OUT, INTS_OUT)


@helper
def end_of_window(person: int, sources: Sources) -> Any:
    """Until when a source can pass it on."""
    n = first_from(sources.cases, 0, sources.cases.size, person)
    return sources.until[n] if n < sources.cases.size and sources.cases[n] == person else NEVER


@helper
def rank(ranks: Array, number: int) -> int:
    """The rank of a number."""
    return ranks[number] if ranks.size else number


@helper
def shown_before(meeting: Array, k: int, meetings: Meetings, sources: Sources) -> bool:
    """Whether a meeting is shown rather than the one so far: the first, by place and person, the longest."""
    begin, end, place, source = meeting
    if begin != meetings.first[k]:
        return begin < meetings.first[k]
    if place != meetings.place[k]:
        return rank(sources.place_rank, place) < rank(sources.place_rank, meetings.place[k])
    if source != meetings.source[k]:
        return rank(sources.person_rank, source) < rank(sources.person_rank, meetings.source[k])
    return end > meetings.until[k]


@helper
def note(meeting: Array, k: int, meetings: Meetings, sources: Sources) -> None:
    """Count one meeting of contact k."""
    begin, end, place, source = meeting
    if shown_before(meeting, k, meetings, sources):
        meetings.first[k], meetings.place[k] = begin, place
        meetings.source[k], meetings.until[k] = source, end
    meetings.last[k] = max(meetings.last[k], end)
    meetings.seconds[k] += end - begin


@compiled(INT, STAYS, INT, SIDE, WORLD, SOURCES, MEETINGS)
def explain(stays: Stays, count: int, side: Side, world: World, sources: Sources, meetings: Meetings) -> int:
    """Note every counting meeting of the contacts' visits (the first `count` stays) with a source."""
    base, unit, who_bits, shape_bits, shape_base = unpacked(side)
    high = who_bits + shape_bits
    who_mask, shape_mask = (1 << who_bits) - 1, (1 << shape_bits) - 1
    for n in range(count):
        slot = slot_of(stays.place[n], side)
        if slot < 0:
            continue
        gone = max(stays.end[n], stays.begin[n] + 1)
        least = (max(stays.begin[n] - side.entries[2 * slot + 1] - base, 0) // unit) << high
        j = first_from(side.words, side.entries[2 * slot], side.entries[2 * slot + 2], least)
        while j < side.entries[2 * slot + 2] and base + (side.words[j] >> high) * unit < gone:
            word = side.words[j]
            j += 1
            source, shape = (word >> shape_bits) & who_mask, (word & shape_mask) + shape_base
            if sources.since[source] >= gone or world.span[shape] < 0:
                continue
            began = base + (word >> high) * unit + world.lead[shape]
            until = end_of_window(source, sources)
            begin = max(began, stays.begin[n], sources.since[source])
            end = min(began + world.span[shape], stays.end[n], until)
            together = begin < min(max(began + world.span[shape], began + 1), gone, until)
            if together and end - begin >= world.asked[0] and pairs(stays.who[n], stays.shape[n], source, shape, world):
                note((begin, end, stays.place[n], source), sources.entry[stays.who[n]], meetings, sources)
    return 0
