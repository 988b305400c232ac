"""What is announced about people observed at home."""

from dataclasses import dataclass

from lianfang.isolation.models import HealthReport, Missed, UrgentNeed


@dataclass(frozen=True)
class HealthReported:
    report: HealthReport


@dataclass(frozen=True)
class ReportMissed:
    missed: Missed


@dataclass(frozen=True)
class UrgentNeedTold:
    need: UrgentNeed
