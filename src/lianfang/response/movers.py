"""A response follows the area it is for; its decisions stay as they were taken."""

from django.db.models import Q

from lianfang.response.models import Decree, Excess, Response
from lianfang.territory.movers import goes_along, stays


def active() -> Q:
    return Q(ended_at=None)


goes_along(Response, "area_path", while_open=active)
stays(Decree, "area_path", "unit_path")
stays(Excess, "area_path", "unit_path")
