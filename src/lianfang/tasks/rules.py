"""States of tasks and hand-overs, what may follow what, who is in charge, and when something is late. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a task stands (任务状态)."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DONE = "done"
    RETURNED = "returned"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


WAITING = frozenset({State.OPEN, State.ACCEPTED, State.RETURNED})
"""States in which somebody still has to do something; a returned task waits for whoever decides again."""

_TASK_MAY_BECOME: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.ACCEPTED, State.DONE, State.RETURNED, State.LAPSED, State.CANCELLED}),
    State.ACCEPTED: frozenset({State.OPEN, State.DONE, State.RETURNED, State.LAPSED, State.CANCELLED}),
    State.RETURNED: frozenset({State.OPEN, State.DONE, State.LAPSED, State.CANCELLED}),
    State.LAPSED: frozenset({State.DONE}),
    State.DONE: frozenset(),
    State.CANCELLED: frozenset(),
}
"""A lapsed task may still be done: the act was offline."""


def task_may_become(state: State, then: State) -> bool:
    return then in _TASK_MAY_BECOME[state]


class Handing(StrEnum):
    """Where a hand-over stands (交接状态)."""

    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    SEEN = "seen"
    NOT_ARRIVED = "not_arrived"


PENDING = frozenset({Handing.SENT, Handing.ACCEPTED})
"""States of which a person has at most one at a time."""

_HANDING_MAY_BECOME: Mapping[Handing, frozenset[Handing]] = {
    Handing.SENT: frozenset({Handing.ACCEPTED, Handing.RETURNED, Handing.WITHDRAWN, Handing.SEEN}),
    Handing.ACCEPTED: frozenset({Handing.SEEN, Handing.NOT_ARRIVED}),
    Handing.NOT_ARRIVED: frozenset({Handing.SEEN}),
    Handing.RETURNED: frozenset({Handing.SEEN}),
    Handing.WITHDRAWN: frozenset({Handing.SEEN}),
    Handing.SEEN: frozenset(),
}
"""Who was seen was seen: a sighting recorded offline may arrive after the desk returned or withdrew the hand-over."""


def handing_may_become(state: Handing, then: Handing) -> bool:
    return then in _HANDING_MAY_BECOME[state]


class Side(StrEnum):
    """The two sides of a hand-over."""

    SENDER = "sender"
    RECEIVER = "receiver"


def side_in_charge(state: Handing) -> Side:
    """The sender answers for the person until somebody accepts, the receiver until the person is seen and beyond."""
    return Side.RECEIVER if state in {Handing.ACCEPTED, Handing.SEEN, Handing.NOT_ARRIVED} else Side.SENDER


class What(StrEnum):
    """What is handed over (交接类型)."""

    ARRIVAL = "arrival"
    TRANSFER = "transfer"
    CLINIC = "clinic"
    NOTICE = "notice"
    APPEAL = "appeal"


MOVES_A_PERSON = frozenset({What.ARRIVAL, What.TRANSFER, What.CLINIC})
"""The others hand over a paper about a person: a notice of somebody turned back, an appeal against a measure."""


class Lateness(StrEnum):
    """How a due time stands to now."""

    IN_TIME = "in_time"
    SOON = "soon"
    LATE = "late"


ACCEPT_WITHIN = timedelta(minutes=30)
SEE_WITHIN = timedelta(hours=2)
RISE_AFTER = timedelta(minutes=30)
"""Used where the edition sets no time. Lateness rises one step up the tree of units after every further `RISE_AFTER`."""
SOON = timedelta(minutes=30)
"""A due time nearer than this is shown amber."""


def lateness(due_at: datetime | None, now: datetime) -> Lateness:
    """A task without a due time is never late; one is late from its due time on."""
    if due_at is None or now < due_at - SOON:
        return Lateness.IN_TIME
    return Lateness.SOON if now < due_at else Lateness.LATE


class Channel(StrEnum):
    """How a household was reached (方式)."""

    DOOR = "door"
    PHONE = "phone"
    COUNTER = "counter"


class Reached(StrEnum):
    """What came of a knock (结果); only the first is coverage."""

    REACHED = "reached"
    NOT_AT_HOME = "not_at_home"
    REFUSED = "refused"
    MOVED = "moved"
    EMPTY = "empty"
