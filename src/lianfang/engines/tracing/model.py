"""The words of tracing (流调追踪): who was where, who is asked about, what counts as a meeting, and what comes out.

Times are aware datetimes of whole seconds; every one is kept as UTC, so that a time zone never takes part in a
comparison. A *name* of a person or place is a text or a whole number, all of one kind in one set of visits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

Name = str | int
MOMENT = timedelta(seconds=1)
ALL_TIME = datetime.max.replace(tzinfo=UTC, microsecond=0)
MOST_DEGREES = 7


class Certainty(StrEnum):
    """Certain (确定): in every completion of what is known only roughly. Possible (可能): in some."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


class _InUtc:
    """Every datetime of the dataclass is taken to UTC; one without a zone is refused."""

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if isinstance(value, datetime):
                object.__setattr__(self, each.name, _utc(value))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Visit(_InUtc):
    """Somebody was at a place (到访记录), from `begin` until just before `end`; of no length: at that one moment.

    A household, a vehicle, a row of seats are places too. What is known only roughly is a range: it began from `begin`
    to `begin_latest` and ended from `end_earliest` to `end`; `sure` False says that the place itself is only one that
    may be meant. `setting` "" is not known; `row` is the seat's row (or a position, as the rule counts it) where
    known; `protected` says that the person was effectively protected. Raises ValueError for times in no order.
    """

    person: Name
    place: Name
    begin: datetime
    end: datetime
    setting: str = ""
    row: int | None = None
    protected: bool = False
    begin_latest: datetime | None = None
    end_earliest: datetime | None = None
    sure: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.end < self.begin:
            raise ValueError(f"{self.person} at {self.place}: ends before it begins")
        for moment in (self.begin_latest, self.end_earliest):
            if moment is not None and not self.begin <= moment <= self.end:
                raise ValueError(f"{self.person} at {self.place}: the narrow times lie outside the wide ones")

    def widest(self) -> "Visit":
        """The visit as long as it can have been."""
        return Visit(self.person, self.place, self.begin, self.end, self.setting, self.row, self.protected)

    def surest(self) -> "Visit | None":
        """What is left of the visit in every completion; None where there is no moment that is sure."""
        begin = self.begin_latest or self.begin
        end = self.end if self.end_earliest is None else self.end_earliest
        if not self.sure or end < begin:
            return None
        return Visit(self.person, self.place, begin, end, self.setting, self.row, self.protected)

    @property
    def gone(self) -> datetime:
        """The first moment at which the person is no longer there."""
        return max(self.end, self.begin + MOMENT)


@dataclass(frozen=True)
class Index(_InUtc):
    """An index person (病例) who can pass it on from `since` until just before `until`; each person once."""

    person: Name
    since: datetime
    until: datetime = ALL_TIME


@dataclass(frozen=True)
class Rule:
    """Which meetings make a contact of one degree.

    `minutes` together at least; `settings` that count (None: all; both visits must be in one; an unknown setting makes
    a meeting possible only); `kin`: within one family or household; `rows`: at most so many rows apart where both rows
    are known; `protected`: whether a meeting counts in which either was effectively protected. Who is exposed can pass
    it on `latent_minutes` after the exposure. `code` names the class (close, secondary, ...) the contact belongs to.
    """

    minutes: int = 0
    settings: frozenset[str] | None = None
    kin: bool = False
    rows: int | None = None
    protected: bool = False
    latent_minutes: int = 0
    code: str = ""

    def within(self, other: "Rule") -> bool:
        """Whether each meeting that counts here counts under the other too, and is passed on no earlier than there."""
        return (
            self.minutes >= other.minutes
            and (other.settings is None or (self.settings is not None and self.settings <= other.settings))
            and self.kin >= other.kin
            and (other.rows is None or (self.rows is not None and self.rows <= other.rows))
            and self.protected <= other.protected
            and self.latent_minutes >= other.latent_minutes
        )


@dataclass(frozen=True)
class Rules:
    """A rule for each degree, first to last; degrees beyond the last go by the last and come back as counts only.

    `families`: who belongs to which family or household, for rules that ask for kin.
    """

    each: tuple[Rule, ...]
    families: Mapping[Name, Name] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, degree: int) -> Rule:
        """The rule of a degree, from 1."""
        return self.each[min(degree, len(self.each)) - 1]

    @property
    def defined(self) -> int:
        """How many degrees the edition or order defines."""
        return len(self.each)


@dataclass(frozen=True)
class Step:
    """One meeting of a chain: `source` met `person` at `place`, from when to when (`source` could pass it on)."""

    source: Name
    person: Name
    place: Name
    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Exposure:
    """From the first meeting's beginning to the last one's end, and how long all meetings were together."""

    first: datetime
    last: datetime
    seconds: int


@dataclass(frozen=True)
class Contact:
    """Somebody who may have been exposed (接触者); the engine proposes, a person decides.

    `degree` is the nearest that can be, `sure_degree` the one in every completion (None: in some completion no contact
    at all); `certainty` is certain where they are the same. `exposure` and `chain` are of the surest world where
    certain, else of the widest; `widest` is the exposure as long as it can have been.
    """

    person: Name
    degree: int
    sure_degree: int | None
    exposure: Exposure
    widest: Exposure
    chain: tuple[Step, ...]

    @property
    def certainty(self) -> Certainty:
        return Certainty.CERTAIN if self.sure_degree == self.degree else Certainty.POSSIBLE


@dataclass(frozen=True)
class Count:
    """How many people have this degree in the widest world: certainly, and only possibly."""

    certain: int
    possible: int


@dataclass(frozen=True)
class Contacts:
    """`found` by degree, first exposure and person, as far as the rules define degrees; `counts` of every degree asked."""

    found: tuple[Contact, ...]
    counts: Mapping[int, Count]


def check(indexes: Sequence[Index], rules: Rules, degrees: int) -> None:
    """Refuse (ValueError) what no engine can answer: an index person named twice, no rule, degrees out of range."""
    people = [index.person for index in indexes]
    if len(set(people)) < len(people):
        twice = next(person for person in people if people.count(person) > 1)
        raise ValueError(f"{twice} is an index person twice")
    if not rules.each:
        raise ValueError("there is no rule for the first degree")
    if not 1 <= degrees <= MOST_DEGREES:
        raise ValueError(f"degrees are from 1 to {MOST_DEGREES}")
