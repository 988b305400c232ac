"""Whether what was answered is still there after the power has failed."""

from typing import Any

from django.db import connection

ASKED = {
    "postgresql": ("fsync", "synchronous_commit", "full_page_writes"),
    "sqlite": ("journal_mode", "synchronous"),
}


def how_it_commits() -> dict[str, Any]:
    """The settings of the database that say so, as they are for this connection and those of the program."""
    return {name: _setting(name) for name in ASKED[connection.vendor]}


def _setting(name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"{'SHOW' if connection.vendor == 'postgresql' else 'PRAGMA'} {name}")
        return cursor.fetchone()[0]
