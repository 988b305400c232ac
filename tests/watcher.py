"""Sees every statement a test sends and notices writes that no audit entry stands beside."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, connections, transaction

WRITE = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?([a-z_0-9]+)\"?", re.IGNORECASE)
WRITE_INSIDE = re.compile(r"(?:INSERT INTO|(?<!FOR )\bUPDATE|DELETE FROM)\s+\"?([a-z_0-9]+)\"?", re.IGNORECASE)
"""The same in a statement that begins with ``WITH``."""
OURS = re.compile(
    r"^(?:territory|orgs|people|response|risk|acts|tasks|measures|checkpoints|screening|verification|arrivals|sampling|isolation|laboratory|paper|codes|reporting|publicity|accounts|messaging)_"
)
AUDIT = "privacy_auditentry"
JOURNALS = {"people_importrun"}
"""How far a job has come; what it brings in is audited batch by batch."""
BOOKKEEPING = re.compile(
    r"^\s*UPDATE\s+\"?\w+\"?\s+SET\s+\"?(?:last_seen|last_login|last_used)\w*\"?\s*=\s*(?:%s|NULL)\s*(?:WHERE|$)",
    re.IGNORECASE,
)


@dataclass
class Block:
    """What an atomic block has written, and whether it has audited."""

    written: set[str] = field(default_factory=set)
    audited: bool = False


class Watcher:
    """Follows the atomic blocks below the test's own; ``silent`` holds tables written in a transaction without an audit.

    What a block wrote and audited is forgotten with it when it is rolled back, and belongs to the block around it when it
    is not; a statement outside any block is a transaction by itself.
    """

    def __init__(self) -> None:
        self.silent: set[str] = set()
        self.blocks: list[Block] = []
        self.asleep = 0

    def __enter__(self) -> "Watcher":
        self._connection = connections["default"]
        self._enter, self._leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
        watcher, real_enter, real_leave = self, self._enter, self._leave

        def enter(atomic: Any) -> None:
            real_enter(atomic)
            if watcher._watches(atomic):
                watcher.blocks.append(Block())

        def leave(atomic: Any, kind: Any, error: Any, trace: Any) -> None:
            watched = watcher._watches(atomic)
            failed = kind is not None or (watched and watcher._connection.needs_rollback)
            try:
                real_leave(atomic, kind, error, trace)
            finally:
                if watched and watcher.blocks:
                    watcher._ended(watcher.blocks.pop(), failed)

        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave  # type: ignore[method-assign]
        self._wrapper = connection.execute_wrapper(self._see)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._wrapper.__exit__(None, None, None)
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = self._enter, self._leave  # type: ignore[method-assign]

    def _watches(self, atomic: Any) -> bool:
        return connections[atomic.using or "default"] is self._connection

    def _ended(self, block: Block, failed: bool) -> None:
        if failed:
            return
        if self.blocks:
            around = self.blocks[-1]
            around.written |= block.written
            around.audited |= block.audited
        elif not block.audited:
            self.silent |= block.written

    def _see(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        for table in () if self.asleep else written_by(sql):
            self._note(table)
        return result

    def _note(self, table: str) -> None:
        block = self.blocks[-1] if self.blocks else Block()
        if table == AUDIT:
            block.audited = True
        elif OURS.match(table) and table not in JOURNALS:
            block.written.add(table)
        if not self.blocks:
            self._ended(block, failed=False)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """For what a test puts in place by hand; never around the service under test."""
        self.asleep += 1
        try:
            yield
        finally:
            self.asleep -= 1


def written_by(sql: str) -> list[str]:
    """The tables that a statement writes; keeping count of logins and uses is no change of anything."""
    if BOOKKEEPING.match(sql):
        return []
    if sql.lstrip()[:4].upper() == "WITH":
        return [table.lower() for table in WRITE_INSIDE.findall(sql)]
    found = WRITE.match(sql)
    return [found[1].lower()] if found else []
