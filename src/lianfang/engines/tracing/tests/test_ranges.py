"""What is certain and what is possible, against every completion of the ranges, tried one by one."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.engines.tracing import reference
from lianfang.engines.tracing.tests import worlds

pytestmark = pytest.mark.engine
GRID = [worlds.MIDNIGHT + n * worlds.STEP for n in range(-3, 4)]
HOURS = st.sampled_from(GRID)


@st.composite
def rough_visits(draw):
    visit = draw(worlds.visits())
    begin, end = sorted((draw(HOURS), draw(HOURS)))
    between = st.sampled_from([moment for moment in GRID if begin <= moment <= end])
    narrow = (draw(between), draw(between)) if draw(st.booleans()) else (None, None)
    person, place = draw(st.sampled_from("abc")), draw(st.sampled_from(("x", "y")))
    known = {"begin": begin, "end": end, "begin_latest": narrow[0], "end_earliest": narrow[1]}
    return replace(visit, person=person, place=place, **known)


def completions(visit):
    """Every visit that this one can have been, on the grid; None: it was none, or too short for any moment to be sure."""
    begins = [moment for moment in GRID if visit.begin <= moment <= (visit.begin_latest or visit.begin)]
    ends = [moment for moment in GRID if (visit.end_earliest or visit.end) <= moment <= visit.end]
    if not visit.sure or visit.surest() is None:
        yield None
    for begin, end in product(begins, ends):
        if begin <= end:
            for setting in ("home", "shop") if visit.setting == "" else (visit.setting,):
                yield replace(
                    visit, begin=begin, end=end, begin_latest=None, end_earliest=None, sure=True, setting=setting
                )


@given(st.lists(rough_visits(), max_size=3), worlds.indexes(), worlds.rules)
@settings(max_examples=40, deadline=None)
def test_certain_is_in_every_completion_and_possible_in_some(visits, indexes, rules):
    contacts = reference.trace(visits, indexes, rules, 2)
    degrees = []
    for each in product(*map(completions, visits)):
        found = reference.trace([visit for visit in each if visit], indexes, rules, 2).found
        degrees.append({contact.person: contact.degree for contact in found})
    people = {person for found in degrees for person in found}
    assert people == {contact.person for contact in contacts.found}
    for contact in contacts.found:
        reached = [found.get(contact.person) for found in degrees]
        assert contact.degree == min(degree for degree in reached if degree)
        sure = None if None in reached else max(reached)
        assert contact.sure_degree == sure or (contact.sure_degree or 0) > rules.defined
