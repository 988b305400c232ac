import pytest

from lianfang.screening.tests.make import Cast, make_cast


@pytest.fixture
def cast(watcher) -> Cast:
    with watcher.resting():
        return make_cast()
