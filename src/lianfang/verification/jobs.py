"""What the worker does for this module; the arguments are ids alone."""

from django_tasks import task

from lianfang.kernel.jobs import job
from lianfang.verification.services.repairing import free_the_forgotten
from lianfang.verification.taking import runs


@task()
def work_on_list(list_id: str) -> None:
    """Take in the rows of a list that was started."""
    runs.work(list_id)


job("verification.free_the_forgotten", minutes=15)(free_the_forgotten)
job("verification.go_on_with_stalled", minutes=2)(runs.go_on_with_stalled)
