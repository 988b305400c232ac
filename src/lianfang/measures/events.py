"""What is announced about measures, inside the transaction that made it so."""

from dataclasses import dataclass
from datetime import date

from lianfang.measures.models import Appeal, Measure


@dataclass(frozen=True)
class MeasureProposed:
    measure: Measure


@dataclass(frozen=True)
class MeasureRefused:
    """The proposal was refused; nobody is bound by it."""

    measure: Measure


@dataclass(frozen=True)
class MeasureOrdered:
    measure: Measure


@dataclass(frozen=True)
class MeasureExtended:
    """The last day changed, later or earlier."""

    measure: Measure
    before: date


@dataclass(frozen=True)
class MeasureEnded:
    """The person is free of it, however it ended; published before `MeasureReleased` where it ran its time."""

    measure: Measure


@dataclass(frozen=True)
class MeasureReleased:
    """The person was released on or after the last day, with a paper."""

    measure: Measure


@dataclass(frozen=True)
class AppealFiled:
    appeal: Appeal


@dataclass(frozen=True)
class AppealDecided:
    appeal: Appeal
