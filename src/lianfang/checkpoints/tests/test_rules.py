from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.checkpoints.rules import Decision, Missing, Symptom, Traveller, judge, refusal_of
from lianfang.protocols import load_edition

RULES = load_edition("covid19-2022-ed9").checkpoints
DENGUE = load_edition("dengue-2014").checkpoints


@pytest.mark.parametrize(
    ("second", "decision"), [("37.2", Decision.PASS), ("37.3", Decision.TO_CLINIC), ("39.0", Decision.TO_CLINIC)]
)
def test_fever_begins_where_the_edition_says_and_only_the_second_reading_counts(second, decision):
    traveller = Traveller(first_reading=Decimal("38.5"), second_reading=Decimal(second))
    assert judge(traveller, RULES).decision is decision


def test_a_first_reading_of_fever_asks_for_a_second():
    assert judge(Traveller(first_reading=Decimal("37.3")), RULES) is Missing.SECOND_READING


def test_below_the_threshold_one_reading_is_enough():
    assert judge(Traveller(first_reading=Decimal("37.2")), RULES).decision is Decision.PASS


@pytest.mark.parametrize("level", ["high", "medium"])
def test_who_was_in_a_noted_area_is_handed_over(level):
    verdict = judge(Traveller(first_reading=Decimal("36.5"), risk=level, risk_place="某地"), RULES)
    assert (verdict.decision, verdict.because) == (Decision.HAND_OVER, f"was_in_{level}")


def test_an_edition_for_another_disease_looks_at_fever_only():
    traveller = Traveller(first_reading=Decimal("36.5"), risk="high", risk_place="某地")
    assert judge(traveller, DENGUE).decision is Decision.PASS


travellers = st.builds(
    Traveller,
    first_reading=st.none() | st.decimals("34", "43", places=1),
    second_reading=st.none() | st.decimals("34", "43", places=1),
    symptoms=st.frozensets(st.sampled_from([symptom.value for symptom in Symptom])),
    risk=st.sampled_from([None, "high", "medium", "low"]),
    risk_place=st.just("某地"),
    lives_here=st.booleans(),
)


@given(travellers)
def test_nobody_who_is_ill_or_lives_here_is_ever_proposed_to_be_turned_back(traveller):
    for rules in (RULES, DENGUE):
        verdict = judge(traveller, rules)
        if isinstance(verdict, Missing) or verdict.decision is not Decision.TURN_BACK:
            continue
        assert refusal_of(Decision.TURN_BACK, traveller, rules) is None
        assert not traveller.lives_here
        assert not traveller.has_fever(rules)


@given(travellers)
def test_a_crew_may_turn_back_only_who_is_well_and_from_elsewhere(traveller):
    allowed = refusal_of(Decision.TURN_BACK, traveller, RULES) is None
    ill = traveller.has_fever(RULES) or bool(traveller.symptoms & set(RULES.symptoms))
    assert allowed == (not traveller.lives_here and not ill)
