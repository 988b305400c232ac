"""Open rows follow the area and the unit; who had a row before stays as it was."""

from django.db.models import Q

from lianfang.orgs.movers import goes_along_with_unit
from lianfang.territory.movers import goes_along, stays
from lianfang.verification.models import NameList, NameRow, Passing
from lianfang.verification.rules import State


def unanswered() -> Q:
    return ~Q(state=State.ANSWERED.value)


def running() -> Q:
    return Q(closed_at=None)


goes_along(NameRow, "area_path", while_open=unanswered)
goes_along_with_unit(NameRow, "unit_path", while_open=unanswered)
goes_along(NameList, "area_path", while_open=running)
goes_along_with_unit(NameList, "unit_path", while_open=running)
stays(Passing, "from_unit_path", "to_unit_path")
