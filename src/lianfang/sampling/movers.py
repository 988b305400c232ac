"""Sites that stand and sessions that are not over follow the area and the unit; a tube stays where it was filled."""

from django.db.models import Q

from lianfang.orgs.movers import goes_along_with_unit
from lianfang.sampling.models import Called, Session, Site, Slot, Tube
from lianfang.territory.movers import goes_along, stays


def standing() -> Q:
    return Q(closed_at=None)


def of_a_standing_session() -> Q:
    return Q(session__closed_at=None)


goes_along(Site, "area_path", while_open=standing)
goes_along_with_unit(Site, "unit_path", while_open=standing)
goes_along(Session, "area_path", while_open=standing)
goes_along_with_unit(Session, "unit_path", while_open=standing)
goes_along(Called, "area_path", while_open=of_a_standing_session)
goes_along(Slot, "area_path", while_open=of_a_standing_session)
stays(Tube, "area_path", "unit_path")
