"""What the worker does for this module; the arguments are ids alone."""

from django_tasks import task

from lianfang.people.importing import runs


@task()
def work_on_import(run_id: str) -> None:
    """Look at a list of residents that was sent, or take it over; the row says which."""
    runs.work(run_id)
