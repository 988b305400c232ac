"""What runs beside which database: everything beside SQLite, and beside PostgreSQL what asks a database.

A machine that tries orders of events tries them all beside SQLite and a few beside PostgreSQL, where each takes longer
and says nothing new of the rules. What is generated is the same in every run, so that a run says something of the change
and not of its luck; ``--hypothesis-profile=hunt`` looks for what nobody has met.

A server beside the test gets a SQLite in a file: of one in memory all threads share one connection, and two that write at
once fail where a real place lets the second wait.
"""

import os
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings

POSTGRES = os.environ.get("LIANFANG_TEST_DATABASE") == "postgres"
ASKING = {"db", "transactional_db", "live_server", "place"}
"""Fixtures that give a test a database; a place has one of its own."""

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.register_profile("hunt", deadline=None)
settings.load_profile("steady")


def orders(many: int) -> int:
    """How many of so many orders are tried here."""
    return max(4, many // 4) if POSTGRES else many


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "once: says nothing of the database that it uses; runs once, beside SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not POSTGRES:
        if any("live_server" in getattr(item, "fixturenames", ()) for item in items):
            _use_a_file()
        return
    left = [item for item in items if not _asks(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def _use_a_file() -> None:
    """Let the test database be a file that waits for no disk: it does not outlive the run."""
    known = connection.settings_dict
    known["TEST"]["NAME"] = str(Path(tempfile.mkdtemp(prefix="lianfang-served-")) / "test.sqlite3")
    known["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


def _asks(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    return item.get_closest_marker("django_db") is not None or bool(ASKING & set(getattr(item, "fixturenames", ())))
