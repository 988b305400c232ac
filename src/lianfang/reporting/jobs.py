"""What reporting does by itself: it reminds; it never files."""

from lianfang.kernel.jobs import job
from lianfang.reporting.services import remind


@job("reporting.remind", minutes=5)
def remind_units() -> None:
    """Remind units whose report is due or missing."""
    remind()
