"""The definition on worlds small enough to answer by hand."""

import pytest

from lianfang.engines.tracing import reference
from lianfang.engines.tracing.model import Certainty, Count, Exposure, Rule, Rules, Step
from lianfang.engines.tracing.tests.make import ANY, at, case, was

pytestmark = pytest.mark.engine


def degrees_of(visits, index=None, rules=ANY, degrees=3):
    found = reference.trace(visits, [index or case()], rules, degrees).found
    return {contact.person: contact.degree for contact in found}


@pytest.mark.parametrize(
    ("begin", "end", "met"),
    [(8, 9, False), (8, 9.01, True), (9.5, 9.5, True), (9, 9, True), (10, 10, False), (10, 11, False)],
)
def test_touching_ends_do_not_meet_and_a_moment_meets_who_is_there(begin, end, met):
    visits = [was("case", "shop", 9, 10), was("a", "shop", begin, end)]
    assert ("a" in degrees_of(visits)) is met


@pytest.mark.parametrize(("end", "met"), [(9.24, False), (9.25, True)])
def test_a_meeting_lasts_as_long_as_its_rule_asks(end, met):
    visits = [was("case", "shop", 9, 10), was("a", "shop", 8, end)]
    assert ("a" in degrees_of(visits, rules=Rules((Rule(minutes=15),)))) is met


@pytest.mark.parametrize(("since", "until", "met"), [(9.5, None, False), (0, 9.25, False), (0, 9.3, True)])
def test_only_what_lies_in_the_window_counts(since, until, met):
    visits = [was("case", "shop", 9, 10), was("a", "shop", 9.25, 9.5)]
    assert ("a" in degrees_of(visits, case(since=since, until=until))) is met


def test_nobody_passes_on_before_the_latent_time():
    visits = [was("case", "home", 9, 10), was("a", "home", 9, 12), was("b", "home", 10, 11), was("c", "home", 11, 12)]
    assert degrees_of(visits, rules=Rules((Rule(latent_minutes=120), Rule()))) == {"a": 1, "c": 2}


def test_the_exposure_is_kept_for_each_degree():
    """a meets the case late and b early; c is met by a in between, through b."""
    visits = [was("case", "x", 9, 10), was("b", "x", 9, 10), was("b", "y", 11, 12), was("a", "y", 11, 12)]
    visits += [was("a", "z", 13, 14), was("c", "z", 13, 14), was("case", "w", 15, 16), was("a", "w", 15, 16)]
    found = {contact.person: contact for contact in reference.trace(visits, [case()], Rules((Rule(),) * 3)).found}
    assert {person: contact.degree for person, contact in found.items()} == {"a": 1, "b": 1, "c": 3}
    assert [step.person for step in found["c"].chain] == ["b", "a", "c"]
    assert found["a"].chain == (Step("case", "a", "w", at(15), at(16)),)


def test_ties_go_by_place_and_person():
    visits = [was(who, place, 9, 10) for who in ("case", "a", "b") for place in ("x", "y")]
    visits += [was(who, "z", 11, 12) for who in ("a", "b", "c")]
    found = {contact.person: contact for contact in reference.trace(visits, [case()], Rules((Rule(),) * 2)).found}
    assert (found["a"].chain[0].place, found["c"].chain[-1].source) == ("x", "a")
    assert found["a"].exposure == Exposure(at(9), at(10), 7200)


def test_what_is_known_roughly_is_possible_and_may_be_of_a_nearer_degree():
    visits = [was("case", "x", 9, 10), was("a", "x", 9, 10), was("a", "y", 11, 12), was("b", "y", 11, 12)]
    visits += [was("b", "x", 9, 10, sure=False)]
    contacts = reference.trace(visits, [case()], Rules((Rule(),) * 2), degrees=2)
    a, b = contacts.found
    assert (a.certainty, a.sure_degree) == (Certainty.CERTAIN, 1)
    assert (b.certainty, b.degree, b.sure_degree) == (Certainty.POSSIBLE, 1, 2)
    assert contacts.counts == {1: Count(1, 1), 2: Count(0, 0)}


def test_degrees_that_no_rule_defines_come_back_as_counts():
    visits = [was("case", "x", 9, 10), was("a", "x", 9, 10), was("a", "y", 11, 12), was("b", "y", 11, 12)]
    contacts = reference.trace(visits, [case()], ANY, degrees=2)
    assert [contact.person for contact in contacts.found] == ["a"]
    assert contacts.counts[2] == Count(1, 0)
