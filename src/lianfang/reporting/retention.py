from lianfang.privacy.declare import Ending, keep
from lianfang.reporting.models import Bulletin, DailyReport, DutyToReport, Reminder, ReportLine

keep(DutyToReport, not_personal=["id", "response", "unit_kind", "from_on", "until_on"], then=Ending.KEEP)
keep(
    DailyReport,
    not_personal=[
        "id",
        "response",
        "unit",
        "unit_path",
        "area_path",
        "day",
        "from_at",
        "until_at",
        "due_at",
        "known_at",
        "is_zero",
        "filed_at",
        "filed_by",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(
    ReportLine,
    personal=["because"],
    not_personal=["id", "report", "figure", "position", "counted", "stated"],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(Reminder, not_personal=["id", "response", "unit", "day", "call", "due_at", "at"], then=Ending.ERASE)
keep(
    Bulletin,
    personal=["note_zh", "note_en", "returned_because"],
    not_personal=[
        "id",
        "response",
        "unit",
        "area_path",
        "template",
        "number",
        "day",
        "from_at",
        "until_at",
        "state",
        "content",
        "known_at",
        "written_by",
        "written_at",
        "submitted_by",
        "submitted_at",
        "approved_by",
        "approved_at",
        "published_by",
        "published_at",
    ],
    then=Ending.KEEP,
)
