"""What a row of a list may be, what became of it, and by when. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum


class ListKind(StrEnum):
    """What sort of list (名单类型); the yield is told by sender and sort."""

    TRAVELLED_TOGETHER = "travelled"
    WAS_AT_PLACE = "place"
    CONTACTS = "contacts"
    RETURNED = "returned"
    ENTERED = "entered"
    OTHER = "other"


class Stage(StrEnum):
    """How far a list has been taken in (名单进度)."""

    READY = "ready"
    RUNNING = "running"
    TAKEN = "taken"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Certainty(StrEnum):
    """Whether a row means a resident (比对结论): by a stated rule, by a person, probably, one of several, nobody."""

    CERTAIN = "certain"
    CONFIRMED = "confirmed"
    LIKELY = "likely"
    SEVERAL = "several"
    NONE = "none"


UNSETTLED = frozenset({Certainty.LIKELY, Certainty.SEVERAL})
"""A person says who is meant; nobody is guessed."""


class Split(StrEnum):
    """By what a row came to its unit (分派依据)."""

    HOME = "home"
    ADDRESS = "address"
    PHONE = "phone"
    NOBODY = "nobody"
    HAND = "hand"


class State(StrEnum):
    """Where a row stands (核查状态): exactly one at a time."""

    TO_CONFIRM = "confirm"
    OPEN = "open"
    ANSWERED = "answered"


_MAY_BECOME: Mapping[State, frozenset[State]] = {
    State.TO_CONFIRM: frozenset({State.OPEN, State.ANSWERED}),
    State.OPEN: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset({State.OPEN}),
}


def may_become(state: State, then: State) -> bool:
    """Whether a row may go on so; what was answered is opened again only by taking the answer back."""
    return then in _MAY_BECOME[state]


class Outcome(StrEnum):
    """What was found out (核查结果)."""

    DONE = "done"
    ALREADY_KNOWN = "already_known"
    WRONG_DATA = "wrong_data"
    NOT_RESIDENT = "not_resident"
    OUT_OF_WINDOW = "out_of_window"
    PASSED_ON = "passed_on"
    NOT_FOUND = "not_found"


NOT_REACHED = "not_reached"
"""What came of a try that answers nothing yet."""
SAID = (Outcome.DONE, Outcome.ALREADY_KNOWN, Outcome.WRONG_DATA, Outcome.NOT_RESIDENT, Outcome.OUT_OF_WINDOW)
"""What somebody who reached the person, the family or a neighbour may say; the others follow from what was done."""


class WasThere(StrEnum):
    """Whether somebody was where the list says (是否到过)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


TRIES = 3
"""Visits or calls without reaching anybody after which the sender is told so (assumption: three, as for other visits)."""
WITHIN = timedelta(hours=24)
"""Where neither the sender nor the edition sets a clock."""


def due_of(received_at: datetime, stated: datetime | None, clock: timedelta | None) -> datetime:
    """By when a list is to be answered: the sender's own time, else the edition's clock."""
    return stated or received_at + (clock or WITHIN)


def settle_by(received_at: datetime, due_at: datetime) -> datetime:
    """By when it must be known who is meant and who is responsible: a quarter of the clock (assumption)."""
    return received_at + max(due_at - received_at, timedelta()) / 4


def is_outside(day: date | None, first: date | None, last: date | None) -> bool:
    """Whether a day that a row tells lies outside the window its sender asks about; without a day it does not."""
    return day is not None and ((first is not None and day < first) or (last is not None and day > last))


class Likely(StrEnum):
    """What somebody says about a likely row."""

    SAME = "same"
    NOBODY = "nobody"
