"""Whose a tube is, what a result says, what is open about it, and what follows it: every decision by plain calls."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from lianfang.laboratory.rules import (
    CLOCK_ERROR,
    IN_CHARGE,
    BoxState,
    Facts,
    Follows,
    NoNumber,
    Own,
    Place,
    PoolTerms,
    Reading,
    Side,
    Value,
    What,
    agrees,
    ct_of,
    holder,
    own_result,
    problem,
    takes_over,
    value_of,
    what_follows,
)
from lianfang.sampling.rules import TubeState, Why

pytestmark = pytest.mark.engine

NOON = datetime(2022, 9, 1, 4, tzinfo=UTC)
STRICT = PoolTerms(isolates_all=True)
HERE = Facts(TubeState.RECEIVED, is_here=True, sampled_at=NOON)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("阴性", Value.NEGATIVE),
        ("阴性（-）", Value.NEGATIVE),
        ("-", Value.NEGATIVE),
        ("（－）", Value.NEGATIVE),
        (" NEG ", Value.NEGATIVE),
        ("negative", Value.NEGATIVE),
        ("未检出", Value.NEGATIVE),
        ("阳性", Value.POSITIVE),
        ("阳性(+)", Value.POSITIVE),
        ("＋", Value.POSITIVE),
        ("Positive", Value.POSITIVE),
        ("弱阳性", Value.POSITIVE),
        ("无效", Value.INVALID),
        ("样本无效", Value.INVALID),
        ("Invalid", Value.INVALID),
        ("可疑", None),
        ("灰区", None),
        ("非阴性", None),
        ("阴性阳性", None),
        ("", None),
    ],
)
def test_a_result_is_read_in_its_usual_wordings_and_never_guessed(text, value):
    assert value_of(text) is value


@pytest.mark.parametrize(
    ("text", "number"),
    [("35.126", "35.13"), ("３８", "38.00"), ("NoCt", None), ("/", None), ("", None), ("N/A", None), ("1", "1.00")],
)
def test_a_ct_value_is_read_to_a_hundredth(text, number):
    assert ct_of(text) == (Decimal(number) if number else None)


@pytest.mark.parametrize("text", ["阴性", "0.5", "61", "-3", "inf", "35,2x"])
def test_what_is_no_ct_value_is_refused(text):
    with pytest.raises(NoNumber):
        ct_of(text)


def test_every_tube_is_in_one_charge_whatever_became_of_it():
    """By hand for each: the site has what is in no box or in one that has not left, the courier what is under way or missing."""
    for tube, place, box in product(TubeState, [None, *Place], [None, *BoxState]):
        assert isinstance(holder(tube, place, box), Side)
    assert {state: holder(TubeState.PACKED, Place.INSIDE, state) for state in BoxState} == dict(IN_CHARGE)
    assert holder(TubeState.CLOSED) is Side.SITE
    assert holder(TubeState.CLOSED, Place.TAKEN_OUT, BoxState.UNDER_WAY) is Side.SITE
    assert holder(TubeState.RECEIVED) is Side.LABORATORY
    assert holder(TubeState.PACKED, Place.MISSING, BoxState.RECEIVED) is Side.COURIER
    assert holder(TubeState.LOST, Place.LOST, BoxState.RECEIVED) is Side.COURIER
    assert holder(TubeState.RECEIVED, Place.ARRIVED, BoxState.RECEIVED) is Side.LABORATORY


NEGATIVE = Reading("T1", Value.NEGATIVE, tested_at=NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        (None, What.UNKNOWN_TUBE),
        (HERE, None),
        (replace(HERE, state=TubeState.OPEN), What.NOT_CLOSED),
        (replace(HERE, state=TubeState.CLOSED), What.NOT_RECEIVED),
        (replace(HERE, state=TubeState.PACKED), What.NOT_RECEIVED),
        (replace(HERE, state=TubeState.LOST), What.LOST),
        (replace(HERE, is_here=False), What.ELSEWHERE),
        (replace(HERE, sampled_at=NOON + timedelta(hours=2)), What.BEFORE_SAMPLING),
        (replace(HERE, sampled_at=NOON + timedelta(hours=1) + CLOCK_ERROR), None),
        (replace(HERE, earlier=NEGATIVE), None),
        (replace(HERE, earlier=replace(NEGATIVE, value=Value.POSITIVE)), What.CHANGED),
        (replace(HERE, earlier=replace(NEGATIVE, tested_at=NOON)), What.OTHER_NUMBERS),
    ],
)
def test_what_does_not_fit_is_asked(facts, what):
    assert problem(NEGATIVE, facts) is what
    if what is not None and facts is not None:
        assert problem(NEGATIVE, facts, cleared=frozenset(What)) is None


def test_a_second_reading_agrees_where_no_number_contradicts():
    full = Reading("T1", Value.POSITIVE, Decimal(30), Decimal(31), NOON)
    assert agrees(Reading("T1", Value.POSITIVE), full)
    assert agrees(full, full)
    assert not agrees(full, Reading("T1", Value.POSITIVE))
    assert not agrees(replace(full, ct_n=Decimal(29)), full)
    assert not agrees(Reading("T1", Value.NEGATIVE), full)


@pytest.mark.parametrize(
    ("value", "people", "why", "follows"),
    [
        (Value.NEGATIVE, 10, Why.ROUND, Follows(None)),
        (Value.POSITIVE, 10, Why.ROUND, Follows(Why.RESAMPLE_POSITIVE, True)),
        (Value.POSITIVE, 1, Why.ROUND, Follows(Why.RECHECK, True)),
        (Value.POSITIVE, 1, Why.RESAMPLE_POSITIVE, Follows(Why.RECHECK, True)),
        (Value.POSITIVE, 1, Why.RESAMPLE_INVALID, Follows(Why.RECHECK, True)),
        (Value.POSITIVE, 1, Why.RECHECK, Follows(None, True)),
        (Value.POSITIVE, 2, Why.RECHECK, Follows(Why.RECHECK, True)),
        (Value.INVALID, 10, Why.ROUND, Follows(Why.RESAMPLE_INVALID)),
        (Value.INVALID, 1, Why.RESAMPLE_POSITIVE, Follows(Why.RESAMPLE_POSITIVE, True)),
        (Value.INVALID, 1, Why.RECHECK, Follows(Why.RECHECK, True)),
    ],
)
def test_what_follows_a_result(value, people, why, follows):
    assert what_follows(value, people=people, why=why, terms=STRICT) == follows
    assert not what_follows(value, people=people, why=why, terms=PoolTerms()).stays


def test_an_edition_that_resamples_nobody_asks_for_nothing():
    terms = PoolTerms(resampled_singly=False)
    assert what_follows(Value.POSITIVE, people=5, why=Why.ROUND, terms=terms).why is None


def test_a_graver_reason_takes_over_and_never_a_lighter_one():
    gravity = [Why.RESAMPLE_INVALID, Why.RESAMPLE_POSITIVE, Why.RECHECK]
    for (at, new), (before, running) in product(enumerate(gravity), enumerate(gravity)):
        assert takes_over(new, running) is (at > before)


@pytest.mark.parametrize(
    ("value", "people", "why", "own"),
    [
        (None, 10, Why.ROUND, Own.WAITING),
        (Value.NEGATIVE, 10, Why.ROUND, Own.NEGATIVE),
        (Value.POSITIVE, 10, Why.ROUND, Own.AGAIN),
        (Value.POSITIVE, 1, Why.ROUND, Own.AGAIN),
        (Value.POSITIVE, 1, Why.RECHECK, Own.POSITIVE),
        (Value.POSITIVE, 2, Why.RECHECK, Own.AGAIN),
        (Value.INVALID, 1, Why.ROUND, Own.AGAIN),
    ],
)
def test_a_person_is_told_of_the_own_sample_alone(value, people, why, own):
    assert own_result(value, people=people, why=why, terms=STRICT) is own


def test_a_pooled_negative_clears_nobody_where_the_edition_says_so():
    terms = PoolTerms(clears_all=False)
    assert own_result(Value.NEGATIVE, people=10, why=Why.ROUND, terms=terms) is Own.AGAIN
    assert own_result(Value.NEGATIVE, people=1, why=Why.ROUND, terms=terms) is Own.NEGATIVE
