from lianfang.isolation.models import HealthReport, Missed, UrgentNeed
from lianfang.privacy.declare import Ending, keep

keep(
    HealthReport,
    personal=["person", "measure", "temperature", "second_temperature", "symptoms", "note"],
    not_personal=["day", "day_number", "slot", "reporter", "finding"],
    then=Ending.ERASE,
)
keep(
    UrgentNeed,
    personal=["person", "measure", "said"],
    not_personal=["reporter", "task_id"],
    then=Ending.ERASE,
)
keep(
    Missed,
    personal=["measure"],
    not_personal=["id", "response", "area_path", "unit_path", "day", "slot", "due_at", "found_at", "told_at"],
    then=Ending.ERASE,
)
