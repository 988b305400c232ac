from lianfang.figures.models import DAYS, Delta, MonthSum
from lianfang.privacy.declare import Ending, keep

keep(Delta, not_personal=["id", "day", "cell", "response", "area_path", "unit_path", "amount"], then=Ending.KEEP)
keep(
    MonthSum,
    not_personal=["id", "tree", "depth", "cell", "month", "place", "response", *DAYS],
    then=Ending.KEEP_WITHOUT_PERSON,
)
