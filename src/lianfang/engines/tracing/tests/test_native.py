"""The store says what the reference says."""

import pytest
from hypothesis import given, settings

from lianfang.engines import tracing
from lianfang.engines.tracing import reference
from lianfang.engines.tracing.tests.worlds import worlds

pytestmark = pytest.mark.engine


@given(world=worlds())
@settings(max_examples=150, deadline=None)
def test_it_equals_the_reference(world, tmp_path_factory):
    visits, indexes, rules, degrees = world
    folder = tmp_path_factory.mktemp("store")
    tracing.build(visits, folder)
    answer = tracing.open(folder).trace(indexes, rules, degrees)
    expected = reference.trace(visits, indexes, rules, degrees)
    assert answer.counts == expected.counts
    assert answer.found == expected.found
