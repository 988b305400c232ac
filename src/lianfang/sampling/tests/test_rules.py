"""What may share a tube, what may go into it, slots and pools: by plain calls and brute force."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.codes.rules import ALPHABET, draw
from lianfang.kernel.ids import new_id
from lianfang.protocols import load_edition
from lianfang.sampling.pooling import advise, best, expected_tests, needs_of
from lianfang.sampling.rules import (
    HOUSEHOLD_MOST,
    Coming,
    Filling,
    Place,
    Pool,
    TubeState,
    Why,
    departs,
    is_readable,
    may_go,
    pools_by_edition,
    trouble_with,
    tube_code,
)
from lianfang.sampling.slots import Building, propose, tables_needed

pytestmark = pytest.mark.engine

AT = datetime(2022, 9, 28, 8, tzinfo=UTC)


# -- how many share a tube -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition", "place", "sizes", "household"),
    [
        ("covid19-2022-ed9", Place.CONTROL, [10], False),
        ("covid19-2022-ed9", Place.ELSEWHERE, [20], False),
        ("covid19-2022-ed9", Place.LOCKDOWN, [1, HOUSEHOLD_MOST], True),
        ("covid19-2021-ed8", Place.KEY_GROUP, [1], False),
        ("covid19-2021-ed8", Place.LOCKDOWN, [HOUSEHOLD_MOST], True),
        ("covid19-2020-ed7", Place.ELSEWHERE, [10, 5], False),
        ("dengue-2014", Place.ELSEWHERE, [], False),
    ],
)
def test_the_edition_says_how_many_share_a_tube(edition, place, sizes, household):
    pools = pools_by_edition(load_edition(edition).pools, place)
    assert [pool.size for pool in pools] == sizes
    assert any(pool.of_household for pool in pools) is household


def test_more_than_the_edition_lets_is_a_departure_and_fewer_is_none():
    allowed = (Pool(10),)
    assert [departs(Pool(size), allowed) for size in (1, 5, 10, 20)] == [False, False, False, True]
    assert departs(Pool(1), ()) and departs(Pool(HOUSEHOLD_MOST, of_household=True), allowed)
    assert not departs(Pool(HOUSEHOLD_MOST, of_household=True), (Pool(HOUSEHOLD_MOST, of_household=True),))


# -- codes -----------------------------------------------------------------------------------------------------------


def test_any_one_slip_in_our_own_label_is_noticed():
    code = draw()
    assert is_readable(tube_code(f" {code[:4].lower()} {code[4:]}"), own_labels=True)
    slips = [code[:at] + sign + code[at + 1 :] for at in range(len(code)) for sign in ALPHABET if sign != code[at]]
    assert not any(is_readable(tube_code(slip), own_labels=True) for slip in slips)


def test_a_makers_code_keeps_its_letters():
    assert tube_code("ｔ00a-1234 ol") == "T00A-1234OL"
    assert is_readable("T00A-1234OL", own_labels=False)
    assert not any(is_readable(code, own_labels=False) for code in ("", "A1", "#1234", "A" * 31, "T00A-1234OL'--"))


# -- into a tube -----------------------------------------------------------------------------------------------------


def test_the_gravest_thing_is_said_first():
    session, other, inside, home, neighbours = (new_id() for _each in range(5))
    tube = Filling(size=2, of_household=True, session=session, closed_at=AT)
    tube.add(inside, home)
    tube.add(new_id(), home)
    later = AT + timedelta(minutes=1)

    def said(**more):
        return trouble_with(tube, Coming(**{"session": session, "at": later, "person": new_id(), **more}))

    assert said(session_open=False, session=other) == "not_open"
    assert said(session=other, person=inside) == "other_session"
    assert said(why=Why.RECHECK, person=inside) == "other_purpose"
    assert said(person=inside, other_tube="T1") == "twice_in_tube"
    assert said(other_tube="T1") == "twice_in_session"
    assert said() == "tube_closed"
    assert said(at=AT) == "tube_full"
    tube.size = 3
    assert said(at=AT, household=neighbours) == "other_household"
    assert said(at=AT, household=home) is None and said(at=AT, household=None) is None


def test_a_tube_goes_from_hand_to_hand_and_not_back_to_open():
    ways = {(here, to) for here, to in itertools.product(TubeState, TubeState) if may_go(here, to) and here is not to}
    assert (TubeState.CLOSED, TubeState.PACKED) in ways and (TubeState.PACKED, TubeState.RECEIVED) in ways
    assert not any(to is TubeState.OPEN for _here, to in ways)
    assert (TubeState.OPEN, TubeState.PACKED) not in ways


# -- slots -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 900), max_size=12), st.integers(1, 12), st.integers(40, 200))
def test_slots_follow_each_other_and_are_long_enough(people, tables, per_hour):
    plans = propose(
        [Building(f"{n:04}", each) for n, each in enumerate(people)], from_at=AT, tables=tables, per_hour=per_hour
    )
    assert [plan.people for plan in plans] == [each for each in people if each]
    total = 0
    for plan, following in itertools.zip_longest(plans, plans[1:]):
        total += plan.people
        assert plan.until_at - AT >= timedelta(hours=total / (tables * per_hour)) - timedelta(microseconds=1)
        assert (plan.until_at - plan.from_at).total_seconds() * tables * per_hour / 3600 >= plan.people - 0.001
        assert plan.from_at.minute % 10 == 0 and plan.until_at.minute % 10 == 0
        assert following is None or following.from_at >= plan.from_at


@given(st.integers(1, 50_000), st.integers(1, 24))
def test_no_fewer_tables_would_do(people, hours):
    tables = tables_needed(people, hours, 100)
    assert tables * hours * 100 >= people
    assert tables == 1 or (tables - 1) * hours * 100 < people


# -- pools -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 5, 10])
@pytest.mark.parametrize("prevalence", [0.0, 0.01, 0.2, 1.0])
def test_expected_tests_equal_the_sum_over_every_outcome(size, prevalence):
    """Every way in which k people can be positive or not, weighed by its chance."""
    tests = 0.0
    for outcome in itertools.product((True, False), repeat=size):
        chance = 1.0
        for positive in outcome:
            chance *= prevalence if positive else 1 - prevalence
        used = 1 if size == 1 else 1 + (size if any(outcome) else 0)
        tests += chance * used
    assert expected_tests(prevalence, size) == pytest.approx(tests / size)


@given(st.floats(0, 1), st.sampled_from([None, 1, 5, 10, 20]))
def test_the_best_size_takes_the_fewest_tests_of_those_allowed(prevalence, most):
    sizes = range(1, 21)
    chosen = best(advise(prevalence, sizes, most))
    allowed = [size for size in sizes if most is None or size <= most]
    assert chosen is not None and chosen.size in allowed
    assert chosen.tests <= min(expected_tests(prevalence, size) for size in allowed) + 1e-12


def test_dorfmans_own_table():
    """Dorfman (1943), table I: the best sizes at 1 %, 2 %, 5 %, 10 % and what they save in percent."""
    printed = {0.01: (11, 80), 0.02: (8, 73), 0.05: (5, 57), 0.10: (4, 41)}
    for prevalence, (size, saved) in printed.items():
        chosen = best(advise(prevalence, range(1, 33)))
        assert chosen is not None and (chosen.size, round(chosen.saved * 100)) == (size, saved)


def test_what_an_area_needs():
    needs = needs_of(people=1000, households=400, hours=5, pool=Pool(10))
    assert (needs.tables, needs.staff, needs.tubes, needs.swabs, needs.sets) == (2, 10, 105, 1050, 20)
    homes = needs_of(people=1000, households=400, hours=5, pool=Pool(HOUSEHOLD_MOST, of_household=True))
    assert homes.tubes == 420
    assert needs_of(people=0, households=0, hours=5, pool=Pool(10)).staff == 0
