"""People observed at home, as tests need them."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.isolation import services
from lianfang.isolation.access import RECORD_HEALTH, SEE_OBSERVED, SEND_TO_CLINIC
from lianfang.isolation.models import HealthReport
from lianfang.isolation.rules import Reading, Reporter
from lianfang.kernel.clock import at, today
from lianfang.measures.models import Measure
from lianfang.measures.tests.make import BOTH, WORKER

SYSTEM = Actor.system("tests")
OBSERVER = (*WORKER, *BOTH, SEE_OBSERVED, RECORD_HEALTH, SEND_TO_CLINIC)


def reading(temperature: str = "36.5", **more: Any) -> Reading:
    more.setdefault("reporter", Reporter.RESIDENT)
    return Reading(Decimal(temperature), **more)


def make_report(
    measure: Measure, temperature: str = "36.5", *, when: datetime | None = None, **more: Any
) -> HealthReport:
    """A report, by the person and now unless told otherwise."""
    stamp = Stamp(at=when) if when else Stamp()
    return services.record_health(actor=SYSTEM, stamp=stamp, measure=measure, reading=reading(temperature, **more))


def o_clock(hour: int, minute: int = 0) -> datetime:
    """A time of today."""
    return at(today(), time(hour, minute))
