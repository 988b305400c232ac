"""Every write about people observed at home."""

from lianfang.isolation.services.chasing import expect_reports, find_missed
from lianfang.isolation.services.helping import need_help, need_help_by_link, send_to_clinic
from lianfang.isolation.services.reporting import record_answers, record_health, report_by_link, void_report

__all__ = [
    "expect_reports",
    "find_missed",
    "need_help",
    "need_help_by_link",
    "record_answers",
    "record_health",
    "report_by_link",
    "send_to_clinic",
    "void_report",
]
