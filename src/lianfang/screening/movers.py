"""Rounds that run, and their doors, follow the area and the unit."""

from django.db.models import Q

from lianfang.orgs.movers import goes_along_with_unit
from lianfang.screening.models import Door, Round
from lianfang.territory.movers import goes_along


def running() -> Q:
    return Q(closed_at=None)


def in_a_running_round() -> Q:
    return Q(round__closed_at=None)


goes_along(Round, "area_path", while_open=running)
goes_along_with_unit(Round, "unit_path", while_open=running)
goes_along(Door, "area_path", while_open=in_a_running_round)
goes_along_with_unit(Door, "unit_path", while_open=in_a_running_round)
