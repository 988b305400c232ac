"""Whether what was answered is still there after the power has failed."""

from typing import Any

from django.db import connection

ASKED = {
    "postgresql": ("fsync", "synchronous_commit", "full_page_writes"),
    "sqlite": ("journal_mode", "synchronous"),
}

FULL = 2


def how_it_commits() -> dict[str, Any]:
    """The settings of the database that say so, as they are for this connection and those of the program."""
    return {name: _setting(name) for name in ASKED[connection.vendor]}


def is_durable(commits: dict[str, Any]) -> bool:
    """Whether the database waits for the disk before it answers; SQLite's ``synchronous`` is 2 for FULL."""
    if connection.vendor == "sqlite":
        return int(commits["synchronous"]) >= FULL
    return "off" not in (commits["fsync"], commits["synchronous_commit"])


def _setting(name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"{'SHOW' if connection.vendor == 'postgresql' else 'PRAGMA'} {name}")
        return cursor.fetchone()[0]
