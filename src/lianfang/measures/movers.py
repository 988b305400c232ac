"""A measure and an open appeal follow the area and the unit; the steps of a measure stay where they were taken."""

from django.db.models import Q

from lianfang.measures.models import Appeal, Change, Measure
from lianfang.measures.rules import State
from lianfang.orgs.movers import goes_along_with_unit
from lianfang.territory.movers import goes_along, stays


def running() -> Q:
    return Q(state__in=[State.PROPOSED.value, State.ORDERED.value])


def undecided() -> Q:
    return Q(decided_at=None)


for model, is_open in ((Measure, running), (Appeal, undecided)):
    goes_along(model, "area_path", while_open=is_open)
    goes_along_with_unit(model, "unit_path", while_open=is_open)
stays(Change, "area_path", "unit_path")
