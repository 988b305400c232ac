"""What is out of line now: late, missing, unmanned. Each line opens the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import day_of, today
from lianfang.kernel.paths import under
from lianfang.kernel.wording import Text
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import units_with_nobody_on_duty
from lianfang.reporting.access import SEE_REPORTS
from lianfang.reporting.rules import State
from lianfang.reporting.selectors import Standing, standings, units_to_report
from lianfang.response.models import Response
from lianfang.response.selectors import current_or_none, edition_in_force
from lianfang.tasks import clocks
from lianfang.tasks.models import Task
from lianfang.tasks.selectors import overdue_under
from lianfang.territory.models import Area

MOST = 8


@dataclass(frozen=True)
class Band:
    """One kind of thing out of line: how many, and the first of them."""

    code: str
    name: Text
    total: int
    first: Sequence[Any]

    @property
    def is_clear(self) -> bool:
        return self.total == 0


def bands(actor: Actor, area: Area) -> list[Band]:
    """Overdue hand-overs and tasks, missing reports of today and yesterday, units with nobody on duty, and due times of
    the whole place that the program failed to answer."""
    late = overdue_under(actor, area_path=area.path).select_related("unit")
    handed = late.filter(hand_over__isnull=False)
    other = late.filter(hand_over__isnull=True)
    missing = missing_reports(actor, area)
    unmanned = units_with_nobody_on_duty(area.path)
    return [
        Band("hand_overs", _("Overdue hand-overs"), handed.count(), _first(handed)),
        Band("tasks", _("Overdue tasks"), other.count(), _first(other)),
        Band("reports", _("Missing reports"), len(missing), missing[:MOST]),
        Band("unmanned", _("Units with nobody on duty"), unmanned.count(), list(unmanned[:MOST])),
        Band("clocks", _("Due times that failed"), clocks.broken().count(), ()),
    ]


def _first(rows: QuerySet[Task]) -> list[Task]:
    return list(rows[:MOST])


def missing_reports(actor: Actor, area: Area) -> list[Standing]:
    """The reports of today and yesterday that are past their hour; none where the edition asks for none."""
    response = current_or_none(area.path)
    if response is None or edition_in_force(response).reporting is None:
        return []
    days = [day for day in (today() - timedelta(days=1), today()) if day >= day_of(response.started_at)]
    found = [
        standing
        for day in days
        for standing in standings(response, day, _reporting(actor, response, day, area))
        if standing.state is State.MISSING
    ]
    return sorted(found, key=lambda standing: (standing.due_at, standing.unit.path))


def _reporting(actor: Actor, response: Response, day: date, area: Area) -> QuerySet[Unit]:
    return units_to_report(actor, response, day, SEE_REPORTS).filter(under("area_path", area.path))
