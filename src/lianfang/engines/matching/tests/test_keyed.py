import hmac

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.engines.matching import KeyedRegister, Register, Verdict, keyed_row, keyed_rows
from lianfang.engines.matching.tests.worlds import person, records
from lianfang.engines.matching.training.people import district
from lianfang.engines.matching.training.worsening import listed

pytestmark = pytest.mark.engine

PEOPLE = district(21, 160)
WANG = person("王小明", id="211102199001021233", phone="13812345678", birth="1990-01-02", address="阳光花园3-2-601")


def keyed(value: str) -> bytes:
    return hmac.digest(b"a key of the test", value.encode(), "sha256")


def kept(people):
    return KeyedRegister.build(keyed_rows(people, keyed), keyed)


def certain(register, record):
    answer = register.answer(record, limit=20)
    named = {match.row for match in answer.matches if match.verdict is Verdict.CERTAIN}
    return answer.verdict if named else None, {
        (match.row, match.reasons[0].code) for match in answer.matches if match.row in named
    }


def test_it_is_as_certain_as_in_clear():
    clear, hidden = Register.build(PEOPLE), kept(PEOPLE)
    found = 0
    for record, _ in listed(PEOPLE, 22, 50, known=0.9):
        assert certain(hidden, record) == certain(clear, record), record
        found += bool(certain(clear, record)[0])
    assert found > 22


@settings(max_examples=25, deadline=None)
@given(records, st.lists(records, min_size=1, max_size=6))
def test_it_is_as_certain_as_in_clear_where_people_share_much(record, people):
    """But for numbers of 15 digits with a slip and landlines without their code, which only clear text brings together."""
    plain = [each for each in people if _is_told(each)]
    if plain and _is_told(record):
        assert certain(kept(plain), record) == certain(Register.build(plain), record)


def _is_told(record):
    return (
        not any(word in record["phone"] for word in ("555", "/"))
        and len(record["id"]) != 15
        and "·" not in record["name"]
    )


@pytest.mark.parametrize("name", ["王小明", "王晓铭", "王明小", "王*明", "Wang Xiaoming"])
def test_an_equal_number_and_a_compatible_name_are_certain(name):
    answer = kept([*PEOPLE, WANG]).answer(person(name, id=WANG["id"]))
    assert (answer.verdict, answer.best.row) == (Verdict.CERTAIN, len(PEOPLE))


@pytest.mark.parametrize("name", ["李大力", "王大力", "王老师", "王明", "王小小明"])
def test_an_equal_number_and_another_name_are_not(name):
    assert kept([*PEOPLE, WANG]).answer(person(name, id=WANG["id"])).verdict is not Verdict.CERTAIN


def test_the_others_are_offered_as_candidates():
    best = kept([*PEOPLE, WANG]).best(person("王晓明", phone="13812345678"))
    assert best[0].row == len(PEOPLE)
    assert {"sound", "shared"} <= {reason.code for reason in best[0].reasons}


def test_nothing_is_kept_in_clear():
    row = repr(keyed_row(WANG | {"key": "7"}, keyed))
    assert not any(text in row for text in ("王", "明", WANG["id"], WANG["phone"], "阳光", "19900102"))


def test_it_grows_and_shrinks():
    register = kept(PEOPLE)
    (row,) = register.add([keyed_row(WANG, keyed)])
    assert register.answer(WANG).best.row == row
    register.remove([row])
    assert register.answer(WANG).verdict is not Verdict.CERTAIN
    assert len(register) == len(PEOPLE)
