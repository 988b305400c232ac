"""What is announced about reports and bulletins."""

from dataclasses import dataclass

from lianfang.reporting.models import Bulletin, DailyReport


@dataclass(frozen=True)
class ReportFiled:
    """A unit filed its report of a day, a zero or not."""

    report: DailyReport


@dataclass(frozen=True)
class BulletinPublished:
    """A bulletin is out; it does not change any more."""

    bulletin: Bulletin
