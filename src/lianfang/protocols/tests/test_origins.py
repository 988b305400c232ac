import pytest

from lianfang.protocols import Assumption, Origin, ProtocolError, editions, load_edition
from lianfang.protocols.report import assumption_lines
from lianfang.protocols.tests.make import read, text_with


def test_every_value_of_every_edition_has_an_origin():
    for edition in map(load_edition, editions()):
        assert edition.entries
        assert all(entry.origin.text for entry in edition.entries.values())


def test_every_assumption_and_note_that_is_shipped_is_said_in_both_languages():
    for edition in map(load_edition, editions()):
        for path, origin in [*((path, e.origin) for path, e in edition.entries.items()), *edition.without.items()]:
            assert origin.kind == "source" or (origin.text and origin.text_zh), (edition.code, path)
            assert bool(origin.note) == bool(origin.note_zh), (edition.code, path)


def test_where_one_language_is_missing_the_other_is_read(tmp_path):
    both = 'assumption = "seen by a doctor", assumption_zh = "由医生诊治"'
    edition = read(tmp_path, text_with('assumption = "seen by a doctor"', both))

    said = [[each.said(language) for each in edition.assumptions()] for language in ("en", "zh-hans")]
    assert said == [["seen by a doctor", "somebody is awake"], ["由医生诊治", "somebody is awake"]]


def test_it_lists_the_assumptions_with_their_reasons(tmp_path):
    edition = read(tmp_path)

    assert edition.assumptions() == (
        Assumption("checkpoints.decision_for_symptoms", "to_clinic", "seen by a doctor", "", "fever-2030"),
        Assumption("clocks.hand_over.accept", edition.clock("hand_over.accept"), "somebody is awake", "", "fever-2030"),
    )


def test_it_says_where_a_value_comes_from():
    edition = load_edition("covid19-2022-ed9")

    assert edition.origin("measures.central_isolation.days") == Origin(
        "source", "Q-9: 第九版, 2022-06-28", edition="covid19-2022-ed9"
    )
    assert edition.origin("checkpoints.fever_at").kind == "assumption"
    assert edition.origin("clocks.report.case").text.startswith("T-2: ")


def test_what_a_ground_takes_over_has_the_origin_of_its_measure(tmp_path):
    edition = read(tmp_path)
    ground = "measures.home_isolation.grounds.left_high_risk_area"

    assert edition.origin(f"{ground}.days").text == "paragraph 7"
    assert edition.origin(f"{ground}.tests").text == "paragraph 6"


@pytest.mark.parametrize("path", ["measures.home_observation.days", "nothing", "reporting.remind_before_minutes"])
def test_it_refuses_a_path_at_which_nothing_stands(tmp_path, path):
    with pytest.raises(ProtocolError, match="the edition says nothing of it; "):
        read(tmp_path).origin(path)


def test_a_name_that_is_no_clock_is_refused_and_an_absent_clock_is_none(tmp_path):
    edition = read(tmp_path)

    assert edition.clock("urgent_need") is None
    with pytest.raises(ProtocolError, match=r"did you mean 'hand_over\.accept'"):
        edition.clock("hand_over.acept")


def test_the_assumptions_are_written_one_to_a_line(tmp_path):
    assert list(assumption_lines(read(tmp_path))) == [
        "fever-2030 (complete): 2 of 18 values are assumptions",
        "  checkpoints.decision_for_symptoms = to_clinic: seen by a doctor",
        "  clocks.hand_over.accept = 30 min: somebody is awake",
    ]


def test_values_are_written_as_people_read_them():
    lines = "\n".join(line for code in editions() for line in assumption_lines(load_edition(code)))

    assert "report_by = 10:00, 18:00:" in lines
    assert "second_reading = yes:" in lines
    assert "followed_by = none:" in lines
    assert "clocks.vector.recheck = 7 d:" in lines
    assert "clocks.hand_over.see = 2 h:" in lines
