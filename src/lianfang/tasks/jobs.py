"""What tasks do by themselves, beside their clocks."""

from lianfang.kernel.jobs import job
from lianfang.tasks.services.coming_back import GONE, give_back, without_holder


@job("tasks.come_back", minutes=15)
def bring_back() -> None:
    """Tasks of people who can no longer do them wait for their unit again."""
    give_back(without_holder(), GONE)
