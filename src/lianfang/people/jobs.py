"""What the worker does for this module, and what it does by itself; the arguments are ids alone."""

from django_tasks import task

from lianfang.kernel.jobs import every
from lianfang.people.bulk import look_again
from lianfang.people.importing import runs


@task()
def work_on_import(run_id: str) -> None:
    """Look at a list of residents that was sent, or take it over; the row says which."""
    runs.work(run_id)


every("people.look_again", hours=24)(look_again)
