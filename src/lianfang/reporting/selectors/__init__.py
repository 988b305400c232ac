"""Reading reports and bulletins, each within what the reader may see."""

from lianfang.reporting.selectors.bulletins import bulletins_visible_to, get_bulletin_for, published_bulletins
from lianfang.reporting.selectors.counted import Counted, counted_for, report_of
from lianfang.reporting.selectors.reports import (
    Standing,
    get_unit_to_report_for,
    must_report,
    period_on,
    reporting_rules,
    standings,
    units_to_report,
)
from lianfang.reporting.selectors.rollup import RolledUp, roll_up, with_what_is_stated

__all__ = [
    "Counted",
    "RolledUp",
    "Standing",
    "bulletins_visible_to",
    "counted_for",
    "get_bulletin_for",
    "get_unit_to_report_for",
    "must_report",
    "period_on",
    "published_bulletins",
    "report_of",
    "reporting_rules",
    "roll_up",
    "standings",
    "units_to_report",
    "with_what_is_stated",
]
