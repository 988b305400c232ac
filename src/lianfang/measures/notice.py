"""What somebody under a measure reads: what, why, until when, who can see it, whom to ask, how to appeal."""

from dataclasses import dataclass
from datetime import date, time

from lianfang.kernel.wording import Text
from lianfang.measures.models import Measure
from lianfang.measures.selectors import reviewing_unit
from lianfang.measures.words import FREEDOMS
from lianfang.orgs.models import Unit

_FREEDOMS = dict(FREEDOMS)


@dataclass(frozen=True)
class Notice:
    """The words of a notice; days are dates, hours local."""

    freedoms: list[Text]
    tests: list[date]
    report_by: tuple[time, ...]
    reviewer: Unit | None


def notice_of(measure: Measure) -> Notice:
    known = measure.rules
    tests = [day for day in known.test_dates(measure.counted_from) if day <= measure.last_day] if known else []
    return Notice(
        freedoms=[_FREEDOMS[each] for each in known.freedoms] if known else [],
        tests=tests,
        report_by=known.report_by if known else (),
        reviewer=reviewing_unit(measure),
    )
