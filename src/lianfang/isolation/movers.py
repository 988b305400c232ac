"""A report that was missed stays with the area and the unit of its day."""

from lianfang.isolation.models import Missed
from lianfang.territory.movers import stays

stays(Missed, "area_path", "unit_path")
