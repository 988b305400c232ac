"""What the inner loops are handed: bundles of arrays, and the types they compile to.

Times are seconds since the store's origin; people, places and shapes are numbers.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.tracing.native.compiled import INTS, INTS_OUT, WORDS, WORDS_OUT, fields

Ints = NDArray[np.int32]
Words = NDArray[np.int64]
NEVER = 2**31 - 1
LEAST = -(2**31)


class Side(NamedTuple):
    """One order of a segment. `entries` hold (first word, longest visit in seconds) for each key, and one more.

    `keys` names the keys that there are; empty: every number has its entry. A word is
    ``tick << who + shape | who << shape | shape``; `layout` is base and unit of the ticks in seconds, bits of who, bits
    of shape, and the shape that is written as 0.
    """

    keys: Words
    entries: Words
    words: Words
    layout: Words


class World(NamedTuple):
    """What is asked of a meeting, for the widest or the surest world.

    By shape: the visit begins `lead` seconds after its tick and lasts `span`, -1 where it does not count; `row` LEAST
    where not known. `family` of each person, 0 where not known; empty unless kin is asked. `asked`: seconds together,
    latent seconds, rows apart or -1, kin or 0, whether each pair must be looked at for itself, and NEVER - 1 at the
    last degree (where only who was not reached before is of interest), else LEAST.
    """

    lead: Ints
    span: Ints
    row: Ints
    asked: Words
    family: Ints


class Stays(NamedTuple):
    """Visits of sources as far as they can pass it on; `who` is the person (or what the caller numbers)."""

    place: Ints
    begin: Ints
    end: Ints
    who: Ints
    shape: Ints


class Groups(NamedTuple):
    """Stays by place: those of places[m] are keys[starts[m]:stops[m]], (beginning, number of the stay), with `ends`."""

    places: Ints
    starts: Words
    stops: Words
    keys: Words
    ends: Ints


class State(NamedTuple):
    """By person: nobody is exposed so as to pass it on at `best` or later; `now` the exposure at this degree, or NEVER.

    `touched` are the people with an exposure, in the order in which they were met.
    """

    best: Ints
    now: Ints
    touched: Ints


class Frontier(NamedTuple):
    """People who can pass it on from `since` until just before `until`."""

    people: Ints
    since: Ints
    until: Ints


SIDE = fields(Side, WORDS, WORDS, WORDS, WORDS)
WORLD = fields(World, INTS, INTS, INTS, WORDS, INTS)
STAYS = fields(Stays, *[INTS_OUT] * 5)
GROUPS = fields(Groups, INTS_OUT, WORDS_OUT, WORDS_OUT, WORDS_OUT, INTS_OUT)
STATE = fields(State, INTS_OUT, INTS_OUT, INTS_OUT)
FRONTIER = fields(Frontier, INTS, INTS, INTS)
Array = Any  # inside the loops, where types are numba's
