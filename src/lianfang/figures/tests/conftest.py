"""The table of the test-only act, made once, and figures over it."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    from lianfang.figures.tests.make import Passage

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Passage)


@pytest.fixture(autouse=True)
def test_figures() -> Iterator[None]:
    from lianfang.figures.tests.make import declared

    with declared():
        yield


@pytest.fixture
def no_passages(transactional_db) -> Iterator[None]:
    """Tests that commit leave the table as they found it."""
    from lianfang.figures.tests.make import Passage

    yield
    Passage.objects.all().delete()
