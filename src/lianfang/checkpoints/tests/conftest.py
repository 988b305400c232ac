import pytest

from lianfang.checkpoints.tests.make import Cast, logged_in, make_cast, make_risk_area


@pytest.fixture
def cast(watcher) -> Cast:
    with watcher.resting():
        cast = make_cast()
        make_risk_area(cast.response)
    return cast


@pytest.fixture
def crew(cast):
    return logged_in(cast.crew)


@pytest.fixture
def stranger(cast):
    return logged_in(cast.stranger)
