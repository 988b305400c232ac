from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from lianfang.checkpoints.tests.make import logged_in
from lianfang.laboratory.rules import Value
from lianfang.laboratory.tests.make import Cast, bring, give, make_cast, make_people, make_tube
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
    return replace(_cast_of_the_file, users=dict(_cast_of_the_file.users))


@pytest.fixture
def browse(cast):
    """A browser in which somebody of the cast is logged in."""
    return lambda name: logged_in(cast.users[name])


@pytest.fixture
def positive(cast):
    """A positive tube of two people of one household."""
    one, other = make_people(cast, 2, door="3-2-601")
    tube = make_tube(cast, [one, other])
    bring(cast, tube)
    give(cast, tube, Value.POSITIVE)
    return one, other, tube
