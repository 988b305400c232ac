from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from lianfang.accounts.tests.make import browser_of
from lianfang.sampling.tests.make import Cast, make_cast
from lianfang.vault.rings import STANDING
from lianfang.vault.services import open_ring


@pytest.fixture(scope="module")
def _cast_of_the_file(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Made once a file, in a transaction that ends with it; every test of the file is a savepoint inside."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        try:
            open_ring(STANDING)
            yield make_cast()
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


@pytest.fixture
def cast(_cast_of_the_file: Cast, db: None) -> Cast:
    made = _cast_of_the_file
    return replace(made, homes=list(made.homes), people=list(made.people))


@pytest.fixture
def sampler(cast):
    return browser_of(cast.sampler)


@pytest.fixture
def leader(cast):
    return browser_of(cast.leader)


@pytest.fixture
def stranger(cast):
    return browser_of(cast.stranger)
