"""A world that is made once for all tests of a file: making it takes longer than most tests.

    cast_of_the_file = of_the_file(make_cast)

    @pytest.fixture
    def cast(cast_of_the_file, db):
        return deepcopy(cast_of_the_file)

It stands in a transaction that ends with the file, and every test is a savepoint inside; so no live server sees it, and
what a test changes is rolled back in the database. What it changes in Python it changes in its copy.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

Made = TypeVar("Made")


@contextmanager
def rolled_back(blocker: Any) -> Iterator[None]:
    """A transaction of which nothing stays, open for longer than a test; ``blocker`` keeps tests from databases."""
    from django.db import transaction

    with blocker.unblock(), transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def of_the_file(make: Callable[[], Made]) -> Callable[..., Iterator[Made]]:
    """A fixture for the module that gives what ``make`` makes, with the standing keys."""

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Made]:
        from lianfang.vault.rings import STANDING
        from lianfang.vault.services import open_ring

        with rolled_back(django_db_blocker):
            open_ring(STANDING)
            yield make()

    return made
