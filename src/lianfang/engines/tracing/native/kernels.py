"""The inner loops of the search; `tables` says what they are handed."""

# mypy: disable-error-code="no-any-return"

from numba import types

from lianfang.engines.tracing.native.compiled import INT, INTS_OUT, compiled, helper, prefetch
from lianfang.engines.tracing.native.tables import (
    FRONTIER,
    GROUPS,
    LEAST,
    NEVER,
    SIDE,
    STATE,
    STAYS,
    WORLD,
    Array,
    Frontier,
    Groups,
    Side,
    State,
    Stays,
    World,
)

AHEAD = 12
NUMBER = (1 << 31) - 1


@helper
def slot_of(key: int, side: Side) -> int:
    """Where the entry of a key stands in the index, or -1."""
    if side.keys.size == 0:
        return key if 2 * key + 2 < side.entries.size else -1
    low = first_from(side.keys, 0, side.keys.size, key)
    return low if low < side.keys.size and side.keys[low] == key else -1


@helper
def first_from(words: Array, low: int, high: int, least: int) -> int:
    """The first position in [low, high) at which there is at least `least`."""
    while low < high:
        middle = (low + high) >> 1
        if words[middle] < least:
            low = middle + 1
        else:
            high = middle
    return low


@helper
def unpacked(side: Side) -> tuple[int, int, int, int, int]:
    """Base and unit of the ticks, bits of who, bits of shape, the shape written as 0."""
    return side.layout[0], side.layout[1], side.layout[2], side.layout[3], side.layout[4]


@helper
def come_to(numbers: Array, n: int, stop: int, side: Side) -> None:
    """Ask for the entry of a number some steps on, and for the words of a nearer one."""
    if side.keys.size == 0 and n + 2 * AHEAD < stop:
        if 2 * numbers[n + 2 * AHEAD] < side.entries.size:
            prefetch(side.entries, 2 * numbers[n + 2 * AHEAD])
        if 2 * numbers[n + AHEAD] + 2 < side.entries.size:
            first, last = side.entries[2 * numbers[n + AHEAD]], side.entries[2 * numbers[n + AHEAD] + 2]
            prefetch(side.words, (first + last) >> 1)
            prefetch(side.words, (first + 3 * last) >> 2)
            prefetch(side.words, last)


@helper
def sort(words: Array, low: int, high: int) -> None:
    """Sort words[low:high] in place: by insertion where they are few."""
    if high - low > 48:
        words[low:high].sort()
        return
    for i in range(low + 1, high):
        word = words[i]
        j = i - 1
        while j >= low and words[j] > word:
            words[j + 1] = words[j]
            j -= 1
        words[j + 1] = word


@compiled(INT, FRONTIER, SIDE, WORLD, STAYS, INT)
def collect(frontier: Frontier, side: Side, world: World, stays: Stays, at: int) -> int:
    """Append the counting visits of the frontier to the stays from `at` on; how many there are then."""
    base, unit, who_bits, shape_bits, shape_base = unpacked(side)
    who_mask, shape_mask = (1 << who_bits) - 1, (1 << shape_bits) - 1
    for k in range(frontier.people.size):
        come_to(frontier.people, k, frontier.people.size, side)
        slot = slot_of(frontier.people[k], side)
        if slot < 0:
            continue
        least = (max(frontier.since[k] - side.entries[2 * slot + 1] - base, 0) // unit) << (who_bits + shape_bits)
        first = first_from(side.words, side.entries[2 * slot], side.entries[2 * slot + 2], least)
        for j in range(first, side.entries[2 * slot + 2]):
            word = side.words[j]
            shape = (word & shape_mask) + shape_base
            if world.span[shape] < 0:
                continue
            begin = base + (word >> (who_bits + shape_bits)) * unit + world.lead[shape]
            end = begin + world.span[shape]
            gone = min(max(end, begin + 1), frontier.until[k])
            begin, end = max(begin, frontier.since[k]), min(end, frontier.until[k])
            if begin < gone and end - begin >= world.asked[0]:
                stays.place[at] = (word >> shape_bits) & who_mask
                stays.begin[at] = begin
                stays.end[at] = end
                stays.who[at] = frontier.people[k]
                stays.shape[at] = shape
                at += 1
    return at


@compiled(INT, STAYS, INT, INTS_OUT, GROUPS)
def group(stays: Stays, count: int, tally: Array, groups: Groups) -> int:
    """Put the keys of the stays together by place; `tally` is zero for every place before and after.

    Returns how many places there are.
    """
    met, at = 0, 0
    for i in range(count):
        if i + AHEAD < count:
            prefetch(tally, stays.place[i + AHEAD])
        if tally[stays.place[i]] == 0:
            groups.places[met] = stays.place[i]
            met += 1
        tally[stays.place[i]] += 1
    for m in range(met):
        groups.starts[m] = at
        at += tally[groups.places[m]]
        tally[groups.places[m]] = groups.starts[m]
    for i in range(count):
        if i + AHEAD < count:
            prefetch(tally, stays.place[i + AHEAD])
        groups.keys[tally[stays.place[i]]] = ((stays.begin[i] - LEAST) << 31) | i
        tally[stays.place[i]] += 1
    for m in range(met):
        groups.stops[m] = tally[groups.places[m]]
        tally[groups.places[m]] = 0
    return met


@compiled(INT, INT, INT, STAYS, GROUPS, INT)
def arrange(start: int, stop: int, stays: Stays, groups: Groups, thin: int) -> int:
    """Sort the stays of places[start:stop] by beginning; `thin`: leave out those that lie within another."""
    for m in range(start, stop):
        low, high = groups.starts[m], groups.stops[m]
        sort(groups.keys, low, high)
        at, last, gone = low, LEAST, LEAST
        for j in range(low, high):
            key = groups.keys[j]
            begin, end = (key >> 31) + LEAST, stays.end[key & NUMBER]
            if thin and end <= last and max(end, begin + 1) <= gone:
                continue
            last, gone = max(last, end), max(gone, end, begin + 1)
            groups.keys[at] = key
            groups.ends[at] = end
            at += 1
        groups.stops[m] = at
    return 0


@helper
def earliest(target: Array, i: int, last: int, groups: Groups, stays: Stays, world: World) -> int:
    """When the target's visit first meets one of the stays keys[i:last], or NEVER."""
    person, shape, begin, end = target
    gone = max(end, begin + 1)
    for k in range(i, last):
        since = (groups.keys[k] >> 31) + LEAST
        if since >= gone:
            return NEVER
        met = max(since, begin)
        if met < max(groups.ends[k], since + 1) and min(groups.ends[k], end) - met >= world.asked[0]:
            n = groups.keys[k] & NUMBER
            if world.asked[4] == 0 or pairs(person, shape, stays.who[n], stays.shape[n], world):
                return met
    return NEVER


@helper
def pairs(person: int, shape: int, other: int, other_shape: int, world: World) -> bool:
    """Whether a meeting of these two with these visits counts, whatever its time."""
    rows, kin = world.asked[2], world.asked[3]
    if person == other:
        return False
    if kin and (world.family[person] == 0 or world.family[person] != world.family[other]):
        return False
    a, b = world.row[shape], world.row[other_shape]
    return rows < 0 or a == LEAST or b == LEAST or abs(a - b) <= rows


@helper
def expose(person: int, met: int, latent: int, state: State, touched: int) -> int:
    """Note an exposure unless it is no better than what is known; how many people are touched then."""
    if met >= state.now[person] or met + latent >= state.best[person]:
        return touched
    if state.now[person] == NEVER:
        state.touched[touched] = person
        touched += 1
    state.now[person] = met
    return touched


@helper
def look_ahead(j: int, stop: int, side: Side, state: State) -> None:
    """Ask for what will be read of the person some words on."""
    if j + AHEAD < stop:
        person = (side.words[j + AHEAD] >> side.layout[3]) & ((1 << side.layout[2]) - 1)
        prefetch(state.now, person)
        prefetch(state.best, person)


@helper
def scan_place(m: int, bounds: Array, groups: Groups, stays: Stays, side: Side, world: World, state: State) -> int:  # noqa: PLR0913 - a part of `scan`
    """Expose who meets the stays of places[m]; bounds are the place's entry and how many people are touched."""
    base, unit, who_bits, shape_bits, shape_base = unpacked(side)
    who_mask, shape_mask = (1 << who_bits) - 1, (1 << shape_bits) - 1
    high, latent, final = who_bits + shape_bits, world.asked[1], world.asked[5]
    slot, touched = bounds
    j, stop, reach = side.entries[2 * slot], side.entries[2 * slot + 2], side.entries[2 * slot + 1]
    i, last, passed = groups.starts[m], groups.stops[m], LEAST
    while j < stop:
        tick = base + (side.words[j] >> high) * unit
        while i < last and groups.ends[i] < tick:
            i += 1
        if i == last:
            break
        soonest = (groups.keys[i] >> 31) + LEAST - reach
        if tick < soonest and passed < i:  # nobody here is in time for any stay that is left: search ahead, once
            passed = i
            j = first_from(side.words, j, stop, ((soonest - base) // unit) << high)
            continue
        look_ahead(j, stop, side, state)
        word = side.words[j]
        j += 1
        person = (word >> shape_bits) & who_mask
        if state.now[person] <= tick or state.best[person] <= max(tick + latent, final):
            continue
        shape = (word & shape_mask) + shape_base
        begin = tick + world.lead[shape]
        if world.span[shape] < 0:
            continue
        met = earliest((person, shape, begin, begin + world.span[shape]), i, last, groups, stays, world)
        touched = expose(person, met, latent, state, touched)
    return touched


@compiled(INT, types.UniTuple(INT, 3), GROUPS, STAYS, SIDE, WORLD, STATE)
def scan(part: tuple[int, int, int], groups: Groups, stays: Stays, side: Side, world: World, state: State) -> int:
    """Expose everybody who meets a stay of the places part[0]:part[1], at the earliest beginning of a meeting.

    part[2] people are touched already; returns how many are then.
    """
    touched = part[2]
    for m in range(part[0], part[1]):
        come_to(groups.places, m, part[1], side)
        slot = slot_of(groups.places[m], side)
        if slot >= 0:
            touched = scan_place(m, (slot, touched), groups, stays, side, world, state)
    return touched


@compiled(INT, FRONTIER, SIDE)
def count_visits(frontier: Frontier, side: Side) -> int:
    """How many visits the people of the frontier have in this segment."""
    total = 0
    for k in range(frontier.people.size):
        if k + AHEAD < frontier.people.size and side.keys.size == 0:
            prefetch(side.entries, 2 * frontier.people[k + AHEAD])
        slot = slot_of(frontier.people[k], side)
        if slot >= 0:
            total += side.entries[2 * slot + 2] - side.entries[2 * slot]
    return total


@compiled(INT, STATE, INT, STATE, INT)
def merge(state: State, touched: int, other: State, count: int) -> int:
    """Bring what another part of a scan found (`count` people) into the state, and clear it there."""
    for n in range(count):
        person = other.touched[n]
        if state.now[person] == NEVER:
            state.touched[touched] = person
            touched += 1
        state.now[person] = min(state.now[person], other.now[person])
        other.now[person] = NEVER
    return touched


@compiled(INT, STATE, INT, INT, INT, INTS_OUT, INTS_OUT)
def settle(state: State, touched: int, latent: int, prune: int, exposure: Array, fresh: Array) -> int:
    """End a degree: the exposure of everybody touched, and whether it is the first; `now` is cleared.

    `prune`: nobody shall be exposed again unless they could pass it on earlier than now. Returns how many are fresh.
    """
    new = 0
    for n in range(touched):
        person = state.touched[n]
        exposure[n] = state.now[person]
        fresh[n] = state.best[person] == NEVER
        new += fresh[n]
        state.best[person] = exposure[n] + latent if prune else NEVER - 1
        state.now[person] = NEVER
    return new
