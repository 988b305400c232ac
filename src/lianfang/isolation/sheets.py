"""What is filled in about somebody at home under a measure."""

from lianfang.acts.sheets import When, sheet_of
from lianfang.isolation.models import HealthReport, UrgentNeed

HEALTH_REPORT = sheet_of(
    HealthReport,
    "temperature",
    "second_temperature",
    "symptoms",
    "reporter",
    "note",
    code="isolation.health_report",
    ask_when={"second_temperature": When("temperature", at_least="fever_at")},
)
URGENT_NEED = sheet_of(UrgentNeed, "said", code="isolation.urgent_need")
