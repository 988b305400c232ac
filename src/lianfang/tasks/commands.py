"""The worker (后台进程): fires clocks, does recurring work, delivers messages and runs queued jobs, with nobody looking."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

import click

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds between two rounds."""


@click.command()
@click.option("--once", is_flag=True, help="Do one round of what is due and stop.")
def worker(once: bool) -> None:
    """Fire due times, deliver messages, run recurring and queued work, until told to stop."""
    if once:
        click.echo(", ".join(f"{name} {count}" for name, count in one_round().items()))
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stopper(stop))
    click.echo("worker: started")
    while not stop.is_set():
        one_round(stop)
        stop.wait(PAUSE)
    click.echo("worker: stopped")


def one_round(stop: threading.Event | None = None) -> dict[str, int]:
    """Each part once, by name with how much it did; a part that fails (a database gone, too) is tried again next round."""
    done: dict[str, int] = {}
    for name, part in parts().items():
        if stop is not None and stop.is_set():
            break
        done[name] = _attempt(name, part)
    return done


def parts() -> dict[str, Callable[[], int]]:
    """What a round consists of, in order: what is late first."""
    from lianfang.kernel.jobs import run_due
    from lianfang.messaging.delivering import deliver_due
    from lianfang.tasks.clocks import fire_due

    return {
        "clocks": fire_due,
        "jobs": lambda: len(run_due()),
        "messages": deliver_due,
        "queue": run_queue,
    }


def run_queue() -> int:
    """Run the jobs that pages have queued; returns how many."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().count()
    if waiting:
        Worker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="lianfang",
            excluded_queue_names=[],
        ).run()
    return int(waiting)


def _attempt(name: str, part: Callable[[], int]) -> int:
    from django.db import close_old_connections, connection

    try:
        return part()
    except Exception as failure:  # noqa: BLE001 - the worker outlives whatever one part meets
        log.error("worker: %s failed: %s", name, type(failure).__name__)
        return 0
    finally:
        if not connection.in_atomic_block:
            close_old_connections()


def _stopper(stop: threading.Event) -> Callable[[int, FrameType | None], None]:
    return lambda number, frame: stop.set()


COMMANDS = [worker]
