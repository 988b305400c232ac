from collections.abc import Iterator

import pytest


@pytest.fixture
def things(db: None) -> Iterator[None]:
    """An empty table of things."""
    from lianfang.ui.tests.make import table_of_things

    with table_of_things():
        yield
