"""Boxes that are not received, what is open and who is to be sampled follow the area and the unit; what is over stays."""

from django.db.models import Q

from lianfang.laboratory.models import Box, Doubt, Packed, Resample, ResultList
from lianfang.laboratory.rules import UNDER_WAY, BoxState, Place
from lianfang.orgs.movers import goes_along_with_unit
from lianfang.territory.movers import goes_along, stays


def on_its_way() -> Q:
    return ~Q(state=BoxState.RECEIVED.value)


def inside() -> Q:
    return Q(place=Place.INSIDE.value)


def undecided() -> Q:
    return Q(decided_at=None)


def to_be_sampled() -> Q:
    return Q(step__in=sorted(UNDER_WAY))


for model, is_open in ((Box, on_its_way), (Packed, inside), (Doubt, undecided), (Resample, to_be_sampled)):
    goes_along(model, "area_path", while_open=is_open)
    goes_along_with_unit(model, "unit_path", while_open=is_open)
for model, is_open in ((Box, on_its_way), (Packed, inside)):
    goes_along_with_unit(model, "to_unit_path", while_open=is_open)
stays(Resample, "sender_path")
stays(ResultList, "area_path", "unit_path")
