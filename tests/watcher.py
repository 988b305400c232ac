"""Sees every statement a test sends and notices writes that no audit entry stands beside."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

WRITE = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?([a-z_0-9]+)\"?", re.IGNORECASE)
OURS = re.compile(
    r"^(?:territory|orgs|people|response|risk|acts|tasks|measures|checkpoints|arrivals|isolation|reporting|publicity|accounts|messaging)_"
)
AUDIT = "privacy_auditentry"
NOT_DOMAIN = {"accounts_user_last_login"}
BOOKKEEPING = re.compile(r"last_seen|last_login|last_used")


class Watcher:
    """Groups writes by outermost atomic block below the test's own; ``silent`` holds tables written without an audit."""

    def __init__(self) -> None:
        self.silent: set[str] = set()
        self.written: set[str] = set()
        self.audited = False
        self.asleep = 0

    def __enter__(self) -> "Watcher":
        self._real_exit = transaction.Atomic.__exit__
        self._base = len(connection.savepoint_ids) if connection.in_atomic_block else -1
        watcher = self

        def leave(atomic: Any, kind: Any, error: Any, trace: Any) -> None:
            watcher._real_exit(atomic, kind, error, trace)
            if atomic.using in (None, "default") and watcher._at_base():
                watcher.close(failed=kind is not None)

        transaction.Atomic.__exit__ = leave  # type: ignore[method-assign]
        self._wrapper = connection.execute_wrapper(self._see)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._wrapper.__exit__(None, None, None)
        transaction.Atomic.__exit__ = self._real_exit  # type: ignore[method-assign]
        self.close()

    def _at_base(self) -> bool:
        if not connection.in_atomic_block:
            return self._base == -1
        return len(connection.savepoint_ids) == self._base

    def _see(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if not self.asleep and (match := WRITE.match(sql)):
            self._note(match[1].lower(), sql)
        return result

    def _note(self, table: str, sql: str) -> None:
        if table == AUDIT:
            self.audited = True
        elif OURS.match(table) and not BOOKKEEPING.search(sql):
            self.written.add(table)
        if self._at_base() and self._base == -1:
            self.close()

    def close(self, *, failed: bool = False) -> None:
        """A transaction ended: what it wrote needs an audit entry, unless it was rolled back."""
        if self.written and not self.audited and not failed:
            self.silent |= self.written
        self.written, self.audited = set(), False

    @contextmanager
    def resting(self) -> Iterator[None]:
        """For what a test puts in place by hand; never around the service under test."""
        self.asleep += 1
        try:
            yield
        finally:
            self.asleep -= 1
