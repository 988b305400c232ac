"""Reports and bulletins stay with the area and the unit for which they were filed."""

from lianfang.reporting.models import Bulletin, DailyReport, UpwardReport
from lianfang.territory.movers import stays

stays(DailyReport, "area_path", "unit_path")
stays(UpwardReport, "area_path", "unit_path")
stays(Bulletin, "area_path")
