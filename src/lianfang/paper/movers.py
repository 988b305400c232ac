"""Pages that are still out follow the area and the unit; what is finished stays where it was written."""

from django.db.models import Q

from lianfang.orgs.movers import goes_along_with_unit
from lianfang.paper.models import Page
from lianfang.paper.rules import OUT
from lianfang.territory.movers import goes_along


def still_out() -> Q:
    return Q(state__in=[state.value for state in OUT])


goes_along(Page, "area_path", while_open=still_out)
goes_along_with_unit(Page, "unit_path", while_open=still_out)
