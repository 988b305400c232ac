import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.engines.matching import MatchingError, Register, Verdict, match_list, open_register
from lianfang.engines.matching.tests.worlds import person, records
from lianfang.engines.matching.training.people import district
from lianfang.engines.matching.training.worsening import listed

pytestmark = pytest.mark.engine

PEOPLE = district(11, 900)
LISTED = listed(PEOPLE, 12, 300, known=0.8)
RECORDS = [record for record, _ in LISTED]


@pytest.fixture(scope="module")
def register():
    return Register.build(PEOPLE)


def said(register, people=RECORDS):
    """Everything answered, with rows by what their owner calls them."""
    return [
        (answer.verdict, [(match.key, round(match.weight, 6), match.reasons) for match in answer.matches])
        for answer in match_list(people, register, keep=3)
    ]


def test_most_are_found_and_none_is_wrongly_certain(register):
    answers = list(match_list(RECORDS, register))
    meant = [row for _, row in LISTED]
    certain = [answer for answer in answers if answer.verdict is Verdict.CERTAIN]
    likely = [answer for answer in answers if answer.verdict is Verdict.LIKELY]
    assert len(certain) > 150
    assert all(answer.best.row == meant[answer.record] for answer in certain)
    assert sum(answer.best.row == meant[answer.record] for answer in likely) >= 0.95 * len(likely)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_an_updated_index_answers_as_one_built_anew(data):
    """Rows come and go in any order; the answers are those of a register of what is left."""
    rows = [row | {"key": str(at)} for at, row in enumerate(data.draw(st.lists(records, min_size=1, max_size=14)))]
    asked = data.draw(st.lists(records, min_size=1, max_size=5))
    updated, left = Register.build([]), {}
    for row in rows:
        left[updated.add([row])[0]] = row
        if data.draw(st.booleans()):
            updated.remove([gone := data.draw(st.sampled_from(sorted(left)))])
            del left[gone]
    assert len(updated) == len(left)
    assert said(updated, asked) == said(Register.build(left.values()), asked)


def test_a_large_index_is_updated_too(register):
    keyed = [row | {"key": str(at)} for at, row in enumerate(PEOPLE)]
    updated = Register.build(keyed[:500])
    for at in range(500, 900, 50):
        updated.add(keyed[at : at + 50])
    updated.remove(range(0, 900, 3))
    assert said(updated) == said(Register.build([row for at, row in enumerate(keyed) if at % 3]))


def test_a_batch_says_what_one_by_one_says(register, monkeypatch):
    together = said(register)
    monkeypatch.setattr("lianfang.engines.matching.register.AT_ONCE", 7)
    monkeypatch.setattr("lianfang.engines.matching.register.PAIRS_AT_ONCE", 11)
    assert said(register) == together


def test_the_list_is_taken_piece_by_piece(register):
    """A list of any length is answered while it is read."""
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield RECORDS[0]

    answers = match_list(endless(), register)
    assert [next(answers).record for _ in range(3)] == [0, 1, 2]
    assert len(taken) < 10_000


# -- ambiguity -----------------------------------------------------------------------------------------------------

WEI = person("王伟", birth="1985-03-02", address="阳光花园3-2-601", phone="13812345678")
OTHER_WEI = person("王伟", birth="1985-07-09", address="月亮湾1-1-101", phone="13912345678")


def test_what_fits_two_is_given_to_neither():
    answer = Register.build([*PEOPLE, WEI, OTHER_WEI]).answer(person("王伟", birth="1985"), limit=3)
    assert answer.verdict is Verdict.SEVERAL
    assert answer.best is None
    assert {match.row for match in answer.matches} == {900, 901}


def test_somebody_who_stands_there_twice_is_one_person():
    register = Register.build([*PEOPLE, WEI, WEI | {"address": ""}])
    answer = register.answer(WEI)
    assert answer.verdict is Verdict.CERTAIN
    assert {match.row for match in answer.matches} == {900, 901}


def test_two_with_everything_in_common_but_the_number_are_several():
    one, two = WEI | {"id": "211102198503020016"}, WEI | {"id": "211102198503025335"}
    record = {name: WEI[name] for name in ("name", "birth", "phone")}
    assert Register.build([one, two]).answer(record).verdict is Verdict.SEVERAL


def test_somebody_known_by_a_title_at_a_door_is_not_certain():
    answer = Register.build([*PEOPLE, WEI]).answer(person("王师傅", address="阳光花园3-2-601", phone="13812345678"))
    assert answer.verdict is not Verdict.CERTAIN
    assert answer.matches[0].row == 900


# -- decisions -----------------------------------------------------------------------------------------------------


def test_what_a_person_decides_is_respected():
    register = Register.build([*PEOPLE, WEI, OTHER_WEI])
    asked = person("王伟", birth="1985")
    register.decide(asked, 901, same=True)
    answer = register.answer(asked)
    assert (answer.verdict, answer.best.row) == (Verdict.CERTAIN, 901)
    assert answer.best.reasons[0].code == "decided"


def test_a_pair_that_was_denied_is_not_proposed_again():
    register = Register.build([*PEOPLE, WEI])
    register.decide(WEI, 900, same=False)
    answer = register.answer(WEI)
    assert answer.verdict is not Verdict.CERTAIN
    assert 900 not in {match.row for match in answer.matches}
    register.decide(WEI, 900, same=True)
    assert register.answer(WEI).best.row == 900


def test_a_decision_outlives_the_rows_coming_anew():
    register = Register.build([WEI, OTHER_WEI])
    register.decide(person("小王"), 1, same=True)
    register.remove([0, 1])
    register.add([*PEOPLE[:5], OTHER_WEI])
    assert register.answer(person("小王")).best.row == 7


# -- folder --------------------------------------------------------------------------------------------------------


def test_a_register_is_kept_and_opened_again(tmp_path, register):
    kept = Register.build(PEOPLE, tmp_path / "kept")
    opened = open_register(tmp_path / "kept")
    assert said(opened) == said(kept) == said(register)
    assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "kept").iterdir())
    opened.remove([0])
    assert said(opened) == said(Register.build([*PEOPLE[1:]]))[: len(RECORDS)]


@pytest.mark.parametrize("harm", ["missing", "cut", "foreign", "text"])
def test_a_damaged_folder_is_refused_in_a_sentence(tmp_path, harm):
    Register.build(PEOPLE[:20], tmp_path)
    arrays, about = tmp_path / "register.npz", tmp_path / "register.json"
    if harm == "missing":
        arrays.unlink()
    elif harm == "cut":
        arrays.write_bytes(arrays.read_bytes()[:-500])
    elif harm == "foreign":
        about.write_text('{"version": 99}')
    else:
        about.write_text("not json")
    with pytest.raises(MatchingError) as refused:
        open_register(tmp_path)
    assert "register" in str(refused.value)
    assert "底册" in refused.value.sentence("zh")


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(MatchingError):
        Register.build(PEOPLE[:3], tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_weights_explain_themselves(register):
    """The sum of the reasons is the weight."""
    for answer in match_list(RECORDS[:50], register):
        for match in answer.matches:
            assert np.isclose(sum(reason.weight for reason in match.reasons), match.weight, atol=0.06)
