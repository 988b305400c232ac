"""Every write to arrivals and departures."""

from lianfang.arrivals.services.departing import record_departure
from lianfang.arrivals.services.following import expect, mark_not_arrived, mark_seen
from lianfang.arrivals.services.reporting import Told, enter, found_at_the_door, report, use_up_a_try
from lianfang.arrivals.services.verifying import Checked, verify, verify_by_visit

__all__ = [
    "Checked",
    "Told",
    "enter",
    "expect",
    "found_at_the_door",
    "mark_not_arrived",
    "mark_seen",
    "record_departure",
    "report",
    "use_up_a_try",
    "verify",
    "verify_by_visit",
]
