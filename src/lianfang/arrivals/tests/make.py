"""Arrivals for tests: of this module and of everything above it. Call them inside ``watcher.resting()``."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lianfang.accounts.models import User
from lianfang.arrivals.access import ENTER, SEE_ARRIVALS, VERIFY
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import Source
from lianfang.arrivals.services import Told, report
from lianfang.kernel.clock import now, today
from lianfang.measures.access import PROPOSE_MEASURE, SEE_MEASURES
from lianfang.orgs.tests.make import make_worker
from lianfang.people.identity import Identity
from lianfang.people.tests.make import id_number
from lianfang.risk.rules import Visit
from lianfang.risk.tests.make import PLACE
from lianfang.tasks.tests.make import LEADS, Cast, make_cast

VERIFIES = (*LEADS, SEE_ARRIVALS, VERIFY, ENTER, PROPOSE_MEASURE, SEE_MEASURES)


@dataclass
class Reception:
    """The cast of tasks, with a worker of Hedong who verifies and one of another town who does not see it."""

    cast: Cast
    worker: User
    stranger: User

    @property
    def community(self) -> str:
        return self.cast.areas["河东社区"].path


def make_reception() -> Reception:
    cast = make_cast()
    return Reception(
        cast,
        make_worker("verifies", cast.receiver, *VERIFIES),
        make_worker("elsewhere", cast.units["水峪村村委会"], *VERIFIES),
    )


def been(place: str = PLACE, days_ago: int = 3, until_days_ago: int = 1) -> Visit:
    return Visit("", place, today() - timedelta(days=days_ago), today() - timedelta(days=until_days_ago))


def told(reception: Reception, name: str = "周远航", **more: Any) -> Told:
    """What somebody tells who comes to Hedong tomorrow."""
    identity = Identity(name, more.pop("id_number", None) or id_number(), "13800002222", address="3-2-601")
    given: dict[str, Any] = {"source": Source.SELF, "visits": (been(),), **more}
    return Told(identity, reception.community, now() + timedelta(days=1), **given)


def make_arrival(reception: Reception, **more: Any) -> Arrival:
    """A report on the public page, as an arrival that waits for verification."""
    report(told=told(reception, **more))
    return Arrival.objects.select_related("unit", "person", "response").latest("reported_at", "id")
