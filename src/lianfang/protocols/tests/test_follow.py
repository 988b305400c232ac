"""An edition over another: what it changes, what it takes over, what no longer holds, and what is refused."""

from datetime import date

import pytest

from lianfang.protocols import ProtocolError, load_edition, load_file, reader
from lianfang.protocols.report import assumption_lines, value_lines
from lianfang.protocols.tests.make import SMALL

pytestmark = pytest.mark.engine

HEAD = """
code = "fever-2031"
disease = "fever"
name_zh = "某热防控方案（修订）"
name_en = "A fever, amended"
complete = true
follows = "fever-2030"
in_force_from = { value = 2031-02-01, source = "the later order" }
"""
AMENDED = (
    HEAD
    + """
[without]
"measures.home_isolation.grounds.left_high_risk_area" = { source = "paragraph 1" }

[checkpoints.decisions]
high = { value = "pass", source = "paragraph 2" }

[measures.home_isolation]
days = { value = 5, unit = "days", source = "paragraph 3" }
tests = { value = [5], source = "paragraph 3" }
"""
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A place for editions that are shipped."""
    monkeypatch.setattr(reader, "_FOLDER", tmp_path)
    load_edition.cache_clear()
    yield lambda name, text: (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    load_edition.cache_clear()


@pytest.fixture
def both(folder):
    folder("fever-2030", SMALL)
    return folder


def refused(name="fever-2031"):
    with pytest.raises(ProtocolError) as error:
        load_edition(name)
    return str(error.value)


def test_what_it_writes_stands_in_the_place_of_the_base_and_the_rest_is_taken_over(both):
    both("fever-2031", AMENDED)
    edition, base = load_edition("fever-2031"), load_edition("fever-2030")

    assert (edition.follows, base.follows) == ("fever-2030", None)
    assert edition.in_force_from == date(2031, 2, 1)
    assert edition.measures["home_isolation"].days == 5 and edition.measures["home_isolation"].reports_per_day == 2
    assert (
        edition.checkpoints.decision_for("high") == "pass" and edition.checkpoints.fever_at == base.checkpoints.fever_at
    )
    assert edition.measures["home_isolation"].grounds == {}
    assert base.measures["home_isolation"].days == 7 and base.checkpoints.decision_for("high") == "hand_over"


def test_each_value_says_in_which_edition_it_is_written(both):
    both("fever-2031", AMENDED)
    edition = load_edition("fever-2031")

    assert edition.origin("measures.home_isolation.days").edition == "fever-2031"
    assert edition.origin("measures.home_isolation.reports_per_day").edition == "fever-2030"
    lines = list(value_lines(edition))
    assert lines[0] == "fever-2031 (complete, over fever-2030): 2 of 17 values are assumptions"
    assert "  measures.home_isolation.days = 5 <- source: paragraph 3" in lines
    assert "  measures.home_isolation.reports_per_day = 2 <- source: paragraph 6 [fever-2030]" in lines
    assert "  measures.home_isolation.grounds.left_high_risk_area no longer holds <- source: paragraph 1" in lines
    assert "  clocks.hand_over.accept = 30 min: somebody is awake [fever-2030]" in assumption_lines(edition)


def test_over_several_each_stands_over_the_one_before(both):
    both("fever-2031", AMENDED)
    own = '\n[checkpoints]\nwindow_days = { value = 3, unit = "days", source = "paragraph 9" }'
    head = HEAD.replace("2031", "2032").replace("fever-2030", "fever-2031")
    both("fever-2032", head + own)

    edition = load_edition("fever-2032")
    assert (edition.checkpoints.window_days, edition.measures["home_isolation"].days) == (3, 5)
    written_in = {edition.origin(f"checkpoints.{key}").edition for key in ("window_days", "decisions.high", "fever_at")}
    assert written_in == {"fever-2032", "fever-2031", "fever-2030"}


def test_an_edition_that_is_not_there_is_named_with_those_that_are(both):
    both("fever-2031", AMENDED.replace("fever-2030", "fever-2029"))
    assert "follows: names 'fever-2029', which is no edition; did you mean 'fever-2030'" in refused()


def test_a_circle_is_shown(both):
    both("fever-2031", AMENDED)
    both("fever-2030", SMALL.replace("complete = true", 'complete = true\nfollows = "fever-2031"'))
    assert "follows: leads back to itself (fever-2031 > fever-2030 > fever-2031)" in refused()
    both("fever-2032", HEAD.replace("2031", "2032").replace("fever-2030", "fever-2032"))
    assert "(fever-2032 > fever-2032)" in refused("fever-2032")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('disease = "fever"', 'disease = "cough"', "names an edition of fever; follow one of cough"),
        ("2031-02-01", "2029-02-01", "names an edition that came later (2030-02-01)"),
        ("grounds.left_high_risk_area", "grounds.case", "without.measures.home_isolation.grounds.case: is not said by"),
        ('{ source = "paragraph 1" }', "{ value = 3 }", "is not known here"),
        ('{ source = "paragraph 1" }', "{ }", "has neither source nor assumption"),
        ('follows = "fever-2030"', "", "without: takes something out of nothing"),
        ('"pass"', '"to_clinc"', "checkpoints.decisions.high: 'to_clinc' is not a word"),
        ("[5]", "[6]", "measures.home_isolation.tests: names day 6 though the measure lasts 5 days"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(both, old, new, said):
    assert old in AMENDED
    both("fever-2031", AMENDED.replace(old, new, 1))
    assert said in refused()


def test_a_file_of_ones_own_may_follow_a_shipped_one(tmp_path):
    head = HEAD.replace('"fever"', '"covid19"').replace('"fever-2030"', '"covid19-2022-ed9"')
    path = tmp_path / "own.toml"
    path.write_text(
        head + '\n[reporting]\ncut_off = { value = "15:00", assumption_zh = "本区下午三点截数" }', encoding="utf-8"
    )
    edition = load_file(path)
    assert f"{edition.reporting.cut_off:%H:%M}" == "15:00"
    assert edition.origin("reporting.cut_off").said("en") == "本区下午三点截数"
