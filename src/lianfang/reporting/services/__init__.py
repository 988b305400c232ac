"""Every write to reports, duties to report, reminders and bulletins."""

from lianfang.reporting.services.bulletins import (
    approve_bulletin,
    draft_bulletin,
    publish_bulletin,
    return_bulletin,
    submit_bulletin,
    write_note,
)
from lianfang.reporting.services.duties import begin_duty, end_duty
from lianfang.reporting.services.filing import affirm_zero, file_report
from lianfang.reporting.services.reminding import remind
from lianfang.reporting.services.upward import affirm_upward, record_sent

__all__ = [
    "affirm_upward",
    "affirm_zero",
    "approve_bulletin",
    "begin_duty",
    "draft_bulletin",
    "end_duty",
    "file_report",
    "publish_bulletin",
    "record_sent",
    "remind",
    "return_bulletin",
    "submit_bulletin",
    "write_note",
]
