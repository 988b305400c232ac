"""Rows read in another process while the batch before them is written: a long list on two cores.

The other process is a copy of this one that reads cells and nothing else: it asks no database and opens no key. It ends
with the list, or when nobody takes its batches any more.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

WORTH_IT = 1_000_000
"""Bytes of a file from which on another process is worth its beginning."""


def in_batches(rows: Iterable[T], size: int, content: bytes | Path) -> Iterator[list[T]]:
    """Lists of so many rows each, the last one shorter; read ahead where the file is long and this process can be copied."""
    return ahead(rows, size) if _is_long(content) else batched(rows, size)


def ahead(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same for rows that are known to be many; what makes them asks no database and opens no key from now on."""
    return read_ahead(rows, size) if _can_be_copied() else batched(rows, size)


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of so many rows each, the last one shorter."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def read_ahead(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same, read by another process, one batch ahead. What reading raises is raised here."""
    taken, given = multiprocessing.Pipe(duplex=False)
    reader = multiprocessing.get_context("fork").Process(target=_give, args=(rows, size, given, taken), daemon=True)
    reader.start()
    given.close()
    try:
        while batch := taken.recv():
            if isinstance(batch, Exception):
                raise batch
            yield batch
    finally:
        taken.close()
        reader.terminate()
        reader.join()


def _give(rows: Iterable[T], size: int, given: Connection, taken: Connection) -> None:
    """Give batch after batch, and at the end an empty one; the pipe holds one while the next is read."""
    taken.close()
    try:
        for batch in batched(rows, size):
            given.send(batch)
        given.send([])
    except BrokenPipeError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the rows are wanted
        given.send(error)


def _is_long(content: bytes | Path) -> bool:
    return (len(content) if isinstance(content, bytes) else content.stat().st_size) > WORTH_IT


def _can_be_copied() -> bool:
    """A process with several threads may have been copied while one of them held a lock, which nobody would ever release."""
    return hasattr(os, "fork") and threading.active_count() == 1 and (os.cpu_count() or 1) > 1
