"""What runs beside which database: everything beside SQLite, and beside PostgreSQL what asks a database.

A machine that tries orders of events tries them all beside SQLite and a few beside PostgreSQL, where each takes longer
and says nothing new of the rules. What is generated is the same in every run, so that a run says something of the change
and not of its luck; ``--hypothesis-profile=hunt`` looks for what nobody has met.
"""

import os

import pytest
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
        return
    left = [item for item in items if not _asks(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def _asks(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    return item.get_closest_marker("django_db") is not None or bool(ASKING & set(getattr(item, "fixturenames", ())))
