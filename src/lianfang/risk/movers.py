"""A risk area that lies in our own tree follows the area while it counts; for whom it was entered stays."""

from django.db.models import Q

from lianfang.kernel.clock import now
from lianfang.risk.models import RiskArea
from lianfang.territory.movers import goes_along, stays


def running() -> Q:
    return Q(until_at=None) | Q(until_at__gt=now())


goes_along(RiskArea, "area_path", while_open=running)
stays(RiskArea, "unit_path")
