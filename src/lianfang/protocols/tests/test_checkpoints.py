from decimal import Decimal

import pytest

from lianfang.protocols import load_edition


@pytest.mark.parametrize(
    ("level", "decision"),
    [("high", "hand_over"), ("medium", "hand_over"), ("low", "pass"), (None, "pass"), ("", "pass")],
)
def test_the_ninth_edition_decides_by_the_riskiest_area(level, decision):
    assert load_edition("covid19-2022-ed9").checkpoints.decision_for(level) == decision


def test_fever_begins_where_the_edition_says():
    rules = load_edition("covid19-2022-ed9").checkpoints

    assert rules.fever_at == Decimal("37.3")
    assert rules.second_reading
    assert rules.decision_for_fever == rules.decision_for_symptoms == "to_clinic"
    assert rules.window.days == rules.window_days == 7


def test_dengue_sends_a_fever_to_the_clinic_and_lets_all_others_pass():
    rules = load_edition("dengue-2014").checkpoints

    assert {rules.decision_for(level) for level in ("high", "medium", "low", None)} == {"pass"}
    assert rules.decision_for_fever == "to_clinic"
    assert rules.decision_for_symptoms == "pass"
    assert not rules.turn_back_allowed
