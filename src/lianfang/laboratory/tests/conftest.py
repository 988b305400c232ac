import pytest

from lianfang.checkpoints.tests.make import logged_in
from lianfang.laboratory.tests.make import Cast, make_cast


@pytest.fixture
def cast(watcher) -> Cast:
    with watcher.resting():
        return make_cast()


@pytest.fixture
def browse(cast):
    """A browser in which somebody of the cast is logged in."""
    return lambda name: logged_in(cast.users[name])
