"""Arrivals that are not closed follow the area and the unit."""

from django.db.models import Q

from lianfang.arrivals.models import Arrival
from lianfang.orgs.movers import goes_along_with_unit
from lianfang.territory.movers import goes_along


def unclosed() -> Q:
    return Q(closed_at=None)


goes_along(Arrival, "area_path", while_open=unclosed)
goes_along_with_unit(Arrival, "unit_path", while_open=unclosed)
