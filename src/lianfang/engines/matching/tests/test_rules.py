from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.engines.matching import PERSONS, Register, Verdict
from lianfang.engines.matching.records import Keys, columns_of, compare_records, read_records, take_records
from lianfang.engines.matching.rules import RULES, Pairs
from lianfang.engines.matching.tests.worlds import person, records
from lianfang.engines.matching.wording import SENTENCES

pytestmark = pytest.mark.engine

BLOCKS = {str(block): block for block in PERSONS.blocks}
ID, OTHER_ID, SLIPPED = "211102199001021233", "211102199003041211", "211102199001022133"
WANG = person("王小明", id=ID, phone="13812345678", birth="1990-01-02", sex="男", address="阳光花园3-2-601")


def all_pairs(people, others):
    """Every record with every row, compared."""
    asked, known = (read_records(columns_of(each, PERSONS), PERSONS) for each in (people, others))
    askers, rows = (np.array(each) for each in zip(*product(range(len(people)), range(len(others))), strict=True))
    one, two = take_records(asked, askers), take_records(known, rows)
    return Pairs(compare_records(one, two, PERSONS), one, two, PERSONS), one, two, askers, rows


@settings(max_examples=25, deadline=None)
@given(st.lists(records, min_size=1, max_size=8), st.lists(records, min_size=1, max_size=25))
def test_blocking_loses_nothing_that_is_certain(people, others):
    pairs, one, two, askers, rows = all_pairs(people, others)
    asking, known = Keys(one, PERSONS, asking=True), Keys(two, PERSONS, asking=False)
    register = Register.build(others)
    found = set(
        zip(
            *(each.tolist() for each in register.candidates(read_records(columns_of(people, PERSONS), PERSONS))),
            strict=True,
        )
    )
    for rule in RULES:
        holds = rule.holds(pairs)
        meet = np.zeros(len(askers), dtype=bool)
        for name in rule.found_by:
            assert BLOCKS[name].most is None
            left, right = asking[BLOCKS[name]], known[BLOCKS[name]]
            meet |= ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] != 0)).any(axis=(1, 2))
        assert not (holds & ~meet).any(), rule.code
        assert {(int(a), int(r)) for a, r in zip(askers[holds], rows[holds], strict=True)} <= found


@settings(max_examples=40, deadline=None)
@given(records, records)
def test_a_rule_holds_both_ways_round(one, two):
    there, back = all_pairs([one], [two])[0], all_pairs([two], [one])[0]
    for rule in RULES:
        if rule.code != "paper_and_name":
            assert rule.holds(there)[0] == rule.holds(back)[0], rule.code


def codes(one, two):
    pairs = all_pairs([one], [two])[0]
    return {rule.code for rule in RULES if rule.holds(pairs)[0]}


def without(who, *fields, **instead):
    return {name: value for name, value in who.items() if name not in fields} | instead


@pytest.mark.parametrize(
    "record, expected",
    [
        (without(WANG, "phone", "birth", "sex", "address"), {"id_and_name"}),
        (without(WANG, "phone", "birth", "sex", "address", name="王晓明"), {"id_and_name"}),
        (without(WANG, "phone", "birth", "sex", "address", name="王大力"), set()),
        (without(WANG, "phone", "birth", "sex", "address", name="王*明"), {"id_and_name"}),
        (without(WANG, "birth", "sex", "address", name="王明"), set()),
        (without(WANG, "phone", "address", "sex", birth="1955-07-08"), set()),
        (without(WANG, "phone", "birth", "address", sex="女"), set()),
        (without(WANG, "phone", "address", "sex", id=SLIPPED), {"name_and_slipped_id"}),
        (without(WANG, "phone", "birth", "address", "sex", id=SLIPPED), set()),
        (without(WANG, "id", "sex", "address"), {"name_phone_birth"}),
        (without(WANG, "id", "sex", "phone"), {"name_birth_door"}),
        (without(WANG, "id", "sex", birth="1990"), {"name_phone_door"}),
        (without(WANG, "id", "sex", "birth"), set()),
        (without(WANG, "id", "phone", "address"), set()),
        (without(WANG, "birth", "sex", id=OTHER_ID), set()),
        (without(WANG, name="王老师"), set()),
    ],
)
def test_each_rule_takes_what_it_says(record, expected):
    assert codes(record, WANG) == expected


def test_another_paper_counts_with_the_name():
    one = person("John Smith", id="E12345678")
    assert codes(one, one) == {"paper_and_name"}
    assert codes(person("John Smith", id="00000000"), person("John Smith", id="00000000")) == set()


@settings(max_examples=40, deadline=None)
@given(records, records)
def test_what_is_certain_does_not_contradict_itself(one, two):
    """Whatever the rule: neither two residents' numbers that differ by more than a slip, nor two sexes."""
    if codes(one, two):
        pairs = all_pairs([one], [two])[0]
        assert not pairs.says("sex", 2)[0]
        assert not pairs.says("id", 3)[0]
        assert pairs.compatible_names[0]


def test_each_rule_has_its_sentence_in_both_languages():
    for rule in RULES:
        english, chinese = SENTENCES[rule.code]
        assert english.isascii() and not chinese.isascii()


def test_the_verdict_names_its_rule():
    answer = Register.build([WANG]).answer(without(WANG, "phone"))
    assert answer.verdict is Verdict.CERTAIN
    assert answer.matches[0].reasons[0].code == "id_and_name"


HOME = "阳光花园3号楼2单元601室"
SON_ID, FATHERS = "21110219990102101X", "211102197102031052"
AT_HOME = [person("秦浩", id=FATHERS, phone="13812340009", address=HOME), person("秦昊", id=SON_ID, address=HOME)]


@pytest.mark.parametrize(
    "told, verdict",
    [
        (person("秦昊", id=SON_ID, address=HOME), Verdict.CERTAIN),
        (person("秦浩", id=SON_ID, address=HOME), Verdict.SEVERAL),
        (person("秦浩", id=SON_ID, phone="13812340009"), Verdict.SEVERAL),
        (person("秦浩", id=SON_ID), Verdict.CERTAIN),
    ],
)
def test_whoever_bears_the_name_beside_makes_a_number_doubtful(told, verdict):
    """Who fills in a form writes a relative's number now and then; without door and phone nobody can see that."""
    assert Register.build(AT_HOME).answer(told).verdict is verdict
