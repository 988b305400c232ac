"""What a measure is, how long the edition makes it, and how it may exceed the edition. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lianfang.protocols import Edition, MeasureRules


class Kind(StrEnum):
    """Kinds of measures, the strictest first (管控措施种类); the words are those of the editions."""

    CENTRAL_ISOLATION = "central_isolation"
    HOME_ISOLATION = "home_isolation"
    HOME_OBSERVATION = "home_observation"
    HEALTH_MONITORING = "health_monitoring"
    MOSQUITO_ISOLATION = "mosquito_isolation"


STRICTNESS = [Kind.CENTRAL_ISOLATION, Kind.HOME_ISOLATION, Kind.HOME_OBSERVATION, Kind.HEALTH_MONITORING]
AT_HOME = frozenset({Kind.HOME_ISOLATION, Kind.HOME_OBSERVATION, Kind.HEALTH_MONITORING, Kind.MOSQUITO_ISOLATION})


class Ground(StrEnum):
    """Why somebody is under a measure (管控依据); exposure decides, never origin."""

    CLOSE_CONTACT = "close_contact"
    SECONDARY_CONTACT = "secondary_contact"
    GENERAL_CONTACT = "general_contact"
    LEFT_HIGH_RISK_AREA = "left_high_risk_area"
    LEFT_MEDIUM_RISK_AREA = "left_medium_risk_area"
    LEFT_LOW_RISK_AREA = "left_low_risk_area"
    SEALED_ZONE = "sealed_zone"
    CASE = "case"


class CountsFrom(StrEnum):
    """The event from which days are counted (起算点)."""

    LAST_EXPOSURE = "last_exposure"
    ARRIVAL = "arrival"
    LEAVING_AREA = "leaving_area"
    ORDER = "order"
    RELEASE_OF_PREVIOUS = "release_of_previous"
    ONSET = "onset"


class Freedom(StrEnum):
    """What somebody under a measure may do, or is asked to leave (活动要求)."""

    MAY_LEAVE_HOME = "may_leave_home"
    MAY_LEAVE_HOME_WHEN_NECESSARY = "may_leave_home_when_necessary"
    MAY_LEAVE_FOR_CARE = "may_leave_for_care"
    DOOR_ONLY = "door_only"
    ROOM_ONLY = "room_only"
    UNDER_NET = "under_net"
    NO_GATHERINGS = "no_gatherings"
    NO_PUBLIC_TRANSPORT = "no_public_transport"


class State(StrEnum):
    """What has been decided about a measure (措施状态)."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    ORDERED = "ordered"
    ENDED = "ended"


class Stage(StrEnum):
    """Where a measure stands today (阶段): an ordered one may begin later or be past its last day."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    TO_BEGIN = "to_begin"
    RUNNING = "running"
    RELEASE_DUE = "release_due"
    ENDED = "ended"


MAY_BECOME: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.ORDERED, State.REFUSED}),
    State.REFUSED: frozenset(),
    State.ORDERED: frozenset({State.ENDED}),
    State.ENDED: frozenset(),
}


class Ending(StrEnum):
    """How a measure ended (结束方式)."""

    RELEASED = "released"
    ENDED_EARLY = "ended_early"
    REVOKED_ON_APPEAL = "revoked_on_appeal"
    BECAME_CASE = "became_case"
    LEFT_DISTRICT = "left_district"
    RESPONSE_CHANGED = "response_changed"


class Step(StrEnum):
    """What happened to a measure, for its history (经过)."""

    PROPOSED = "proposed"
    ORDERED = "ordered"
    REFUSED = "refused"
    SERVED = "served"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    RECOMPUTED = "recomputed"
    MOVED = "moved"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    ENDED = "ended"


class AppealDecision(StrEnum):
    """What the reviewing unit decided (申诉决定)."""

    UPHELD = "upheld"
    SHORTENED = "shortened"
    REVOKED = "revoked"


class ExcessKind(StrEnum):
    """In which way a measure goes further than the edition (超出方案)."""

    LONGER = "longer"
    STRICTER = "stricter"
    UNKNOWN_KIND = "unknown_kind"


@dataclass(frozen=True)
class Overshoot:
    """An excess over the edition; ``days`` too many (0 for a stricter kind), ``path`` the place in the edition."""

    kind: ExcessKind
    days: int
    path: str


@dataclass(frozen=True)
class Term:
    """The days of a measure, both included."""

    first_day: date
    last_day: date

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def includes(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def term(rules: MeasureRules, counted_from: date) -> Term:
    """The days that the edition gives a measure counted from an event; the first may lie before the order."""
    return Term(rules.date_of(counted_from, 1), rules.last_day(counted_from))


def stage(state: str, days: Term, today: date) -> Stage:
    """Where a measure stands on a day; on its last day release is due as soon as the day's duties are done."""
    if state != State.ORDERED:
        return Stage(state)
    if today < days.first_day:
        return Stage.TO_BEGIN
    return Stage.RUNNING if today < days.last_day else Stage.RELEASE_DUE


def excess(edition: Edition, kind: str, ground: str, days: int) -> Overshoot | None:
    """How a measure goes further than the edition: a kind it does not have, a stricter one than for this ground, or longer.

    A complete edition that asks nothing of people with this ground makes every measure for it an excess (九不准).
    """
    found = edition.excess(kind, days, ground or None)
    if found and found.allowed is None:
        return Overshoot(ExcessKind.UNKNOWN_KIND, days, found.path)
    if (allowed := asked_for(edition, ground)) is not None and _is_stricter(kind, allowed[0]):
        return Overshoot(ExcessKind.STRICTER, 0, allowed[1])
    return Overshoot(ExcessKind.LONGER, found.over, found.path) if found else None


def asked_for(edition: Edition, ground: str) -> tuple[tuple[str, ...], str] | None:
    """The kinds a complete edition asks for with this ground and where it says so; None where it leaves it open."""
    if not edition.complete:
        return None
    if ground.startswith("left_") and edition.arrivals:
        level = ground.removeprefix("left_").removesuffix("_risk_area")
        kind = edition.arrivals.measure_for(level)
        return ((kind,) if kind else ()), f"arrivals.measures.{level}"
    if ground.endswith("_contact") and edition.contacts:
        contact = edition.contacts.classes.get(ground.removesuffix("_contact"))
        return (contact.measures if contact else ()), f"contacts.classes.{ground.removesuffix('_contact')}.measures"
    return None


def _is_stricter(kind: str, allowed: tuple[str, ...]) -> bool:
    if not allowed:
        return True
    ranked = [STRICTNESS.index(Kind(each)) for each in allowed if each in STRICTNESS]
    return bool(ranked) and kind in STRICTNESS and STRICTNESS.index(Kind(kind)) < min(ranked)


def recomputed_last_day(new: MeasureRules | None, counted_from: date, today: date) -> date:
    """The last day under a new edition, never in the past; a kind it no longer has ends today."""
    return max(today, new.last_day(counted_from)) if new else today


def link_expires_on(last_day: date) -> date:
    """A personal link works until the day after the last, so that the release can still be read."""
    return last_day + timedelta(days=1)
