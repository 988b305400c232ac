"""Words about arrivals, what may follow what, and how often one address may report. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class Source(StrEnum):
    """Who told (来源)."""

    SELF = "self"
    FAMILY = "family"
    CHECKPOINT = "checkpoint"
    OUTSIDE = "outside"
    LIST = "list"
    WORKER = "worker"


class State(StrEnum):
    """Where an arrival stands (状态)."""

    REPORTED = "reported"
    EXPECTED = "expected"
    VERIFIED = "verified"
    SEEN = "seen"
    NOT_ARRIVED = "not_arrived"
    CLOSED = "closed"


OPEN = frozenset(State) - {State.CLOSED}
WAITS_FOR_VERIFICATION = frozenset({State.REPORTED, State.EXPECTED, State.SEEN, State.NOT_ARRIVED})

_MAY_BECOME: Mapping[State, frozenset[State]] = {
    State.REPORTED: frozenset({State.EXPECTED, State.VERIFIED, State.SEEN, State.NOT_ARRIVED, State.CLOSED}),
    State.EXPECTED: frozenset({State.VERIFIED, State.SEEN, State.NOT_ARRIVED, State.CLOSED}),
    State.VERIFIED: frozenset({State.SEEN, State.NOT_ARRIVED, State.CLOSED}),
    State.NOT_ARRIVED: frozenset({State.VERIFIED, State.SEEN, State.CLOSED}),
    State.SEEN: frozenset({State.VERIFIED, State.CLOSED}),
    State.CLOSED: frozenset(),
}


def may_become(state: State, then: State) -> bool:
    return then in _MAY_BECOME[state]


class Result(StrEnum):
    """What came of a verification (核实结果); a list that yields little is told by these."""

    CONFIRMED = "confirmed"
    ALREADY_KNOWN = "already_known"
    WRONG_DATA = "wrong_data"
    NOT_COMING = "not_coming"
    OUT_OF_WINDOW = "out_of_window"
    NOT_REACHED = "not_reached"


CLOSING = frozenset({Result.ALREADY_KNOWN, Result.WRONG_DATA, Result.NOT_COMING, Result.OUT_OF_WINDOW})
"""Results after which nothing more is asked of anybody."""


class Origin(StrEnum):
    """The gravest risk area in which somebody was in the window (来自风险)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """Who reports for somebody else (关系)."""

    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    EMPLOYER = "employer"
    OTHER = "other"


class Mark(StrEnum):
    """How somebody closed (办结方式)."""

    NO_MEASURE = "no_measure"
    MEASURE = "measure_proposed"
    LEFT = "left"
    RELEASED = "released"
    DUPLICATE = "duplicate"


TRIES_PER_HOUR = 10
"""Reports from one address in an hour; a household or a bus station behind one address stays below it."""
MOST_VISITS = 5
"""Places that one report names."""
LOOKS_BACK_DAYS = 28
"""No edition's window is longer; earlier stays are not recorded."""
