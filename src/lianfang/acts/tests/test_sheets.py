"""A sheet, and the doors made from it: what one refuses, the others refuse in the same words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.acts.sheets import Ask, Kind, Sheet, When
from lianfang.acts.sheets.api import schema_of
from lianfang.acts.sheets.phone import described
from lianfang.acts.sheets.table import columns_of
from lianfang.acts.sheets.web import form_of
from lianfang.exchange.parsing import Refused
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.limits import Between

FEVER = {"fever_at": Decimal("37.3")}
HOW = (("door", "at the door"), ("phone", "by phone"))
SHEET = Sheet(
    "test.sheet",
    "test",
    (
        Ask("temperature", Kind.TEMPERATURE, "temperature", required=True, between=Between(34, 43)),
        Ask(
            "again",
            Kind.TEMPERATURE,
            "second reading",
            required=True,
            ask_when=When("temperature", at_least="fever_at"),
        ),
        Ask("how", Kind.CHOICE, "how", choices=HOW, default="door"),
        Ask("number", Kind.PHONE, "phone", ask_when=When("how", is_one_of=("phone",)), required=True, personal=True),
        Ask("first", Kind.DAY, "from"),
        Ask("last", Kind.DAY, "until", not_before="first"),
        Ask("signs", Kind.CHOICES, "symptoms", choices=(("cough", "cough"), ("rash", "rash"))),
        Ask("note", Kind.TEXT, "note", longest=10, personal=True),
    ),
)
Form = form_of(SHEET)


class Body(schema_of(SHEET)):
    pass


def by_form(answers, numbers):
    form = Form(answers, numbers=numbers)
    return {name: errors[0] for name, errors in form.errors.items()} if not form.is_valid() else {}


def by_sheet(answers, numbers):
    try:
        SHEET.read(answers, numbers)
    except Invalid as invalid:
        return {name: str(reason) for name, reason in invalid.fields.items()}
    return {}


CASES = [
    ({"temperature": "36.5"}, {}),
    ({}, {"temperature": "Fill this in."}),
    ({"temperature": "365", "how": "door"}, {}),
    ({"temperature": "50"}, {"temperature": "50.0 cannot be: from 34 to 43 is possible."}),
    ({"temperature": "warm"}, {"temperature": "Write a number, such as 36.5 or 3."}),
    ({"temperature": "37.3"}, {"again": "Fill this in."}),
    ({"temperature": "37.2"}, {}),
    ({"temperature": "36.5", "how": "phone"}, {"number": "Fill this in."}),
    ({"temperature": "36", "first": "2022-03-02", "last": "2022-03-01"}, {"last": "This is before the day it follows. Check both."}),
    ({"temperature": "36.5", "note": "x" * 11}, {"note": "At most 10 characters; this has 11."}),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "wrong"), CASES)
def test_form_and_sheet_refuse_the_same_in_the_same_words(answers, wrong):
    assert by_sheet(answers, FEVER) == wrong
    assert by_form({"how": "door", **answers}, FEVER) == wrong


@pytest.mark.parametrize(("answers", "wrong"), CASES)
def test_the_api_refuses_the_same(answers, wrong):
    if answers.get("temperature") == "warm":
        return  # its type is refused before the sheet is asked
    try:
        Body(**answers).values(FEVER)
        said = {}
    except Invalid as invalid:
        said = {name: str(reason) for name, reason in invalid.fields.items()}
    assert said == wrong


def test_what_nobody_asked_is_named():
    with pytest.raises(Invalid) as refused:
        SHEET.read({"temperature": "36.5", "religion": "none"})
    assert set(refused.value.fields) == {"religion"}


@given(st.decimals(min_value="34.0", max_value="43.0", places=1))
def test_tenths_without_a_point_are_the_same_temperature(reading):
    plain = SHEET.read({"temperature": str(reading), "again": "36.6"})
    assert SHEET.read({"temperature": str(reading).replace(".", ""), "again": "36.6"}) == plain


@given(st.dictionaries(st.sampled_from([ask.name for ask in SHEET]), st.text(max_size=12) | st.integers() | st.none()))
def test_whatever_is_handed_in_is_read_or_named(answers):
    try:
        values = SHEET.read(answers, FEVER)
    except Invalid as invalid:
        assert set(invalid.fields) <= {ask.name for ask in SHEET}
    else:
        assert set(values) == {ask.name for ask in SHEET}
        assert SHEET.read(values, FEVER) == values, "what was read reads as itself"


def test_the_schema_tells_limits_choices_and_both_languages():
    told = Body.model_json_schema()["properties"]
    assert (told["temperature"]["minimum"], told["temperature"]["maximum"]) == (34.0, 43.0)
    assert told["how"]["enum"] == ["", "door", "phone"]
    assert told["note"]["maxLength"] == 10
    assert set(told["how"]["x-label"]) == {"zh", "en"}
    assert Body.model_json_schema()["required"] == ["temperature"]


def test_the_page_is_told_from_where_a_second_reading_is_asked():
    told = Form(numbers=FEVER)["again"].field.widget.attrs["data-ask-when"]
    assert '"at_least": 37.3' in told
    assert "data-ask-when" not in Form()["again"].field.widget.attrs


def test_a_draft_keeps_nothing_personal():
    form = Form()
    assert "data-plain" in form["first"].field.widget.attrs
    assert "data-plain" not in form["note"].field.widget.attrs


def test_the_phone_is_told_all_it_needs():
    asks = {ask["name"]: ask for ask in described(SHEET)["asks"]}
    assert asks["number"]["ask_when"] == {"ask": "how", "is_one_of": ["phone"], "at_least": None}
    assert asks["last"]["not_before"] == "first"
    assert [choice["code"] for choice in asks["signs"]["choices"]] == ["cough", "rash"]


def test_the_columns_of_a_table_refuse_in_the_same_words():
    columns = {column.field: column for column in columns_of(SHEET)}
    with pytest.raises(Refused) as refused:
        columns["temperature"].convert("50")
    assert refused.value.code == "kernel.not_between"
    assert "note" not in {column.field for column in columns_of(SHEET, personal=False)}


def test_a_stay_may_not_end_before_it_begins_or_lie_ahead():
    stays = Sheet("test.stays", "test", (Ask("been_in", Kind.STAYS, "where"),))
    first = today() - timedelta(days=3)
    read = stays.read({"been_in": [{"place_name": "甲市", "from_on": str(first), "until_on": None}]})
    assert read["been_in"][0].from_on == first
    for wrong in (
        {"place_name": "甲市", "from_on": str(first), "until_on": str(first - timedelta(days=1))},
        {"place_name": "甲市", "from_on": str(date(2999, 1, 1))},
        {"place_name": "", "from_on": str(first)},
    ):
        with pytest.raises(Invalid):
            stays.read({"been_in": [wrong]})
