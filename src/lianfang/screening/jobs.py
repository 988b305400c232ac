"""What rounds do by themselves."""

from lianfang.kernel.jobs import job
from lianfang.screening.services import enter_missing


@job("screening.enter_missing", minutes=15)
def enter() -> None:
    """Every household of the area of a running round is among its doors."""
    enter_missing()
