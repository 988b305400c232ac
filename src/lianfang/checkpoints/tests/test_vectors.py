"""The cases shared with the phone are what the rules here say."""

import json

import pytest

from lianfang.checkpoints.tests.vectors import FILE, JUDGED, made, written

pytestmark = pytest.mark.engine


def test_the_file_says_what_the_rules_say():
    assert FILE.read_text(encoding="utf-8") == written(), "write it anew: python -m lianfang.checkpoints.tests.vectors"


def test_every_edition_with_rules_for_posts_has_its_boundaries():
    told = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(told["judge"]["cases"]) == set(told["rules"])
    for code, rules in told["rules"].items():
        cases = [dict(zip(JUDGED, case, strict=True)) for case in told["judge"]["cases"][code]]
        assert rules["fever_at"] in {case["first"] for case in cases} & {case["second"] for case in cases}
        assert {symptom for case in cases for symptom in case["symptoms"]} >= set(rules["symptoms"])


def test_nobody_who_is_ill_or_lives_here_may_be_turned_back_in_any_case():
    for cases in made()["judge"]["cases"].values():
        for case in (dict(zip(JUDGED, each, strict=True)) for each in cases):
            assert case["decision"] != "turn_back" or not case["lives_here"]
            if case["lives_here"] or case["because"] in {"fever", "symptoms"}:
                assert case["turning_back_refused"]
