"""Every fault of a file is told in one sentence that names the file, the key and what to do."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.protocols import ProtocolError, load_file, reader
from lianfang.protocols.tests.make import SMALL, read, text_with

HOME = "[measures.home_isolation]\n"
ARRIVAL = '"arrival", source = "paragraph 6" }'
FOLLOWED = ARRIVAL + '\nfollowed_by = { value = "home_observation", source = "p" }'
ANOTHER_CLOCK = """[clocks]
second_temperature = { value = 5, unit = "minutes", source = "p" }
[reporting]"""
EARLY_STREET = """[reporting.due]
street = { value = "10:00", source = "p" }
[clocks.hand_over]"""
LATE_SCREENING = """[risk_areas]
levels = { value = ["high", "low"], source = "p" }
method = { value = "places_of_cases", source = "p" }
[risk_areas.falls.high]
to = { value = "low", source = "p" }
clean_days = { value = 5, source = "p" }
screening_on_day = { value = 7, source = "p" }
[reporting]"""
GROUNDS_IN_GROUNDS = "[measures.home_isolation.grounds.case.grounds.case]\n[reporting]"
FAULTS = {
    "an unknown key": ("fever_at =", "fever_att =", "checkpoints.fever_att", "did you mean 'fever_at'"),
    "an unknown part": ("[reporting]", "[raporting]", "raporting", "did you mean 'reporting'"),
    "an unknown measure": (
        HOME,
        "[measures.home_isolatoin]\n",
        "measures.home_isolatoin",
        "did you mean 'home_isolation'",
    ),
    "an unknown clock": ("accept =", "acept =", "clocks.hand_over.acept", "did you mean 'hand_over.accept'"),
    "an unknown key of a value": (
        'source = "paragraph 5"',
        'sauce = "x"',
        "decisions.high.sauce",
        "did you mean 'source'",
    ),
    "nothing near": ("fever_at =", "zzz =", "checkpoints.zzz", "known are"),
    "a missing key": ('second_reading = { value = true, source = "paragraph 4" }', "", "second_reading", "is missing"),
    "a missing code": ('code = "fever-2030"', "", "code", "is missing"),
    "a missing value": ("value = 37.3, ", "", "checkpoints.fever_at.value", "is missing"),
    "no origin": (
        ', assumption = "seen by a doctor"',
        "",
        "decision_for_symptoms",
        "neither source nor assumption; add",
    ),
    "an empty origin": ('"seen by a doctor"', '" "', "decision_for_symptoms.assumption", "is not a text"),
    "two origins": (
        'assumption = "seen',
        'source = "p", assumption = "seen',
        "decision_for_symptoms",
        "both source and",
    ),
    "a bare value": (
        '{ value = 37.3, unit = "celsius", source = "paragraph 4" }',
        "37.3",
        "fever_at",
        "without its origin",
    ),
    "a wrong unit": ('unit = "celsius"', 'unit = "fahrenheit"', "checkpoints.fever_at", 'write unit = "celsius"'),
    "a unit where none is": (
        'value = "pass"',
        'value = "pass", unit = "m"',
        "decision_otherwise",
        "leave the unit out",
    ),
    "a wrong type": ("value = 37.3", 'value = "37,3"', "checkpoints.fever_at", "'37,3' is not a number from 35 to 42"),
    "no number": ("value = 37.3", "value = nan", "checkpoints.fever_at", "is not a number"),
    "true for a number": (
        "value = 10, unit",
        "value = true, unit",
        "second_reading_after_minutes",
        "not a whole number",
    ),
    "a number for true": ("value = true", "value = 1", "checkpoints.second_reading", "neither true nor false"),
    "negative days": ("value = 7, unit", "value = -7, unit", "checkpoints.window_days", "from 0 to 366"),
    "a measure of no days": ("days = { value = 10", "days = { value = 0", "left_high_risk_area.days", "from 1 to 366"),
    "a test beyond the length": ("[1, 4, 7]", "[1, 4, 9]", "home_isolation.tests", "names day 9 though"),
    "tests not in order": ("[1, 4, 7]", "[4, 1, 7]", "home_isolation.tests", "rising order"),
    "a test twice": ("[1, 4, 7]", "[1, 4, 4]", "home_isolation.tests", "says something twice"),
    "no list": ("[1, 4, 7]", "7", "home_isolation.tests", "is not a list"),
    "a foreign decision": ('"hand_over"', '"hand_ovr"', "checkpoints.decisions.high", "did you mean 'hand_over'"),
    "a foreign level": ("high = {", "highest = {", "checkpoints.decisions.highest", "did you mean 'high'"),
    "a fever turned back": (
        'fever = { value = "to_clinic"',
        'fever = { value = "turn_back"',
        "decision_for_fever",
        "ill person",
    ),
    "turning back unallowed": ('"hand_over"', '"turn_back"', "checkpoints.decisions", "turn_back_allowed is not true"),
    "an hour's shape": ('["10:00", "18:00"]', '["10:00", "6 pm"]', "report_by", "write it as '16:00'"),
    "an hour too few": ('["10:00", "18:00"]', '["10:00"]', "report_by", "has 1 hours for 2 reports a day"),
    "a report before its cut-off": ('"17:00"', '"15:00"', "reporting.due_otherwise", "before the cut-off 16:00"),
    "a date that is none": ("value = 2030-02-01", 'value = "2030-02-30"', "in_force_from", "is not a date"),
    "a date as a number": ("value = 2030-02-01", "value = 20300201", "in_force_from", "is not a date"),
    "a clock without unit": ('value = 30, unit = "minutes"', "value = 30", "clocks.hand_over.accept", 'unit = "hours"'),
    "a clock of no time": ("value = 30, unit", "value = 0, unit", "clocks.hand_over.accept", "from 1 to 10000"),
    "a value for a table": (
        "[clocks.hand_over]",
        "[clocks]\nhand_over = 3\n[pools]",
        "clocks.hand_over",
        "is no clock",
    ),
    "a value for a part": ('disease = "fever"', 'disease = "fever"\narrivals = 3', "arrivals", "a table belongs"),
    "grounds in grounds": ("[reporting]", GROUNDS_IN_GROUNDS, "case", "one level up"),
    "complete as a word": ("complete = true", 'complete = "yes"', "complete", "neither true nor false"),
    "a number for a name": ('"A fever"', "3", "name_en", "is not a text"),
    "a second answer": ("[reporting]", ANOTHER_CLOCK, "second_reading_after_minutes", "make them agree"),
    "a measure it has not": (ARRIVAL, FOLLOWED, "home_isolation.followed_by", "write [measures.home_observation]"),
    "a chain without end": (
        ARRIVAL,
        FOLLOWED.replace("observation", "isolation"),
        "followed_by",
        "leads back to itself",
    ),
    "an early street": ("[clocks.hand_over]", EARLY_STREET, "reporting.due.street", "before the cut-off"),
    "a late screening": ("[reporting]", LATE_SCREENING, "falls.high.screening_on_day", "after the 5 clean days"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_tells_the_fault_in_one_sentence(tmp_path, fault):
    old, new, path, told = FAULTS[fault]

    with pytest.raises(ProtocolError) as refusal:
        read(tmp_path, text_with(old, new))

    sentence = str(refusal.value)
    assert re.match(r"fever-2030\.toml(:\d+)?, ", sentence)
    assert path in refusal.value.path
    assert told in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


NINTH = (Path(reader.__file__).parent / "editions" / "covid19-2022-ed9.toml").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("old", "new", "line_says"),
    [
        ("fever_at =", "fever_att =", "fever_att ="),
        ("window_days = { value = 7", "window_days = { value = 700", "window_days ="),
        (
            'days = { value = 7, unit = "days", source = "Q-9: ',
            'daze = { value = 7, unit = "days", source = "Q-9: ',
            "daze =",
        ),
        ('followed_by = { value = "health_monitoring"', 'followed_by = { value = "central_isolation"', "followed_by ="),
        ("see_within_minutes = { value = 120", "see_within_minutes = { value = 121", "see_within_minutes ="),
    ],
)
def test_it_tells_the_line_of_a_fault(tmp_path, old, new, line_says):
    spoilt = "\n".join(NINTH).replace(old, new, 1)

    with pytest.raises(ProtocolError) as refused:
        read(tmp_path, spoilt)

    line = int(re.match(r"fever-2030\.toml:(\d+), ", str(refused.value))[1])
    assert line_says in spoilt.splitlines()[line - 1]


def test_a_key_that_is_missing_has_the_line_of_its_table(tmp_path):
    spoilt = [line for line in NINTH if not line.startswith("fever_at")]

    with pytest.raises(ProtocolError, match="is missing; write it") as refused:
        read(tmp_path, "\n".join(spoilt))

    line = int(re.match(r"fever-2030\.toml:(\d+), ", str(refused.value))[1])
    assert spoilt[line - 1] == "[checkpoints]"


def test_it_tells_the_line_where_the_file_is_not_toml(tmp_path):
    with pytest.raises(ProtocolError, match=r"^fever-2030\.toml: this is not TOML: .*line 3, column"):
        read(tmp_path, SMALL.replace('disease = "fever"', "disease = fever"))


def test_it_tells_the_line_of_a_date_that_the_calendar_does_not_have(tmp_path):
    with pytest.raises(ProtocolError, match=r"this is not TOML: .*line 7"):
        read(tmp_path, text_with("value = 2030-02-01", "value = 2030-02-30"))


def test_it_tells_a_key_written_twice(tmp_path):
    with pytest.raises(ProtocolError, match="this is not TOML"):
        read(tmp_path, 'code = "a"\ncode = "b"\n')


def test_it_tells_a_missing_file(tmp_path):
    with pytest.raises(ProtocolError, match=r"nowhere\.toml: there is no such file; check the path\.$"):
        load_file(tmp_path / "nowhere.toml")


def test_it_tells_a_folder(tmp_path):
    with pytest.raises(ProtocolError, match="the file can't be opened"):
        load_file(tmp_path)


def test_it_tells_another_encoding(tmp_path):
    path = tmp_path / "gbk.toml"
    path.write_bytes(SMALL.encode("gbk"))

    with pytest.raises(ProtocolError, match=r"^gbk\.toml: the file is not in UTF-8"):
        load_file(path)


ODD = st.sampled_from(["", "-1", "[]", "{}", "true", '"none"', "[[1], 2]", "{ value = [] }", "12:00:00", "1979-05-27"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.integers(min_value=0, max_value=len(NINTH) - 1), odd=ODD, inside=st.booleans())
def test_whatever_is_spoilt_in_a_file_it_is_read_or_refused_in_one_sentence(tmp_path, line, odd, inside):
    key, _, rest = NINTH[line].partition(" = ")
    spoilt = re.sub(r"value = (\[.*?\]|[^,]+)", lambda _: f"value = {odd}", rest) if inside else odd
    text = "\n".join([*NINTH[:line], f"{key} = {spoilt}" if odd else "", *NINTH[line + 1 :]])
    try:
        assert read(tmp_path, text).code
    except ProtocolError as refusal:
        assert str(refusal).startswith("fever-2030.toml")
        assert "\n" not in str(refusal)
