"""Open work follows an area and a unit; what is finished, and what was raised to whom, stays where it was."""

from django.db.models import Q

from lianfang.orgs.movers import goes_along_with_unit
from lianfang.tasks.models import Escalation, HandOver, Responsibility, Task
from lianfang.tasks.rules import PENDING, WAITING
from lianfang.territory.movers import goes_along, stays


def waiting() -> Q:
    return Q(state__in=sorted(WAITING))


def pending() -> Q:
    return Q(state__in=sorted(PENDING))


def running() -> Q:
    return Q(until=None)


for model, is_open in ((Task, waiting), (Responsibility, running)):
    goes_along(model, "area_path", while_open=is_open)
    goes_along_with_unit(model, "unit_path", while_open=is_open)
goes_along(HandOver, "area_path", while_open=pending)
goes_along_with_unit(HandOver, "from_unit_path", while_open=pending)
goes_along_with_unit(HandOver, "to_unit_path", while_open=pending)
stays(Escalation, "from_unit_path", "to_unit_path", "area_path")
