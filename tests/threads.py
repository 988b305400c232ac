"""Steps that begin at the same moment, which only a database with row locks can show."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from lianfang.kernel.errors import LianfangError


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Run steps in threads that begin together; what each returned, or its refusal."""
    results, start = [None] * len(steps), Barrier(len(steps), timeout=30)

    def run(number: int, step: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[number] = step()
        except LianfangError as refused:
            results[number] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
