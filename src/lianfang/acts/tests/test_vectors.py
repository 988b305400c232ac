"""What a form's answers mean, case by case; the phone reads the same file (``tests/field/test_vectors.py``)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from lianfang.acts.sheets import Ask, Kind, When
from lianfang.acts.sheets.reading import is_empty
from lianfang.acts.sheets.sheet import Sheet
from lianfang.kernel.limits import Between

pytestmark = pytest.mark.engine
CASES = json.loads((Path(__file__).parents[4] / "vectors/forms.json").read_text(encoding="utf-8"))["cases"]
PLAIN = ("required", "longest", "not_before", "default")


def ask_of(said):
    """An item as the phone is told of it, as the server holds it."""
    least, most = (Decimal(str(each)) for each in said.get("between", (0, 0)))
    when = said.get("ask_when")
    at_least = when and when["at_least"]
    return Ask(
        name=said["name"],
        kind=Kind(said["kind"]),
        label=said["name"],
        between=Between(least, most) if "between" in said else None,
        choices=tuple((each["code"], each["zh"]) for each in said.get("choices", ())),
        ask_when=when
        and When(when["ask"], tuple(when["is_one_of"]), Decimal(at_least) if isinstance(at_least, int) else at_least),
        **{name: said[name] for name in PLAIN if name in said},
    )


def plain(value):
    """An answer as JSON holds it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float) else value.isoformat()


@pytest.mark.parametrize("case", CASES, ids=lambda case: json.dumps(case["given"], ensure_ascii=False)[:40])
def test_a_form_is_read_as_the_phone_reads_it(case):
    sheet = Sheet("vectors", "", tuple(ask_of(each) for each in case["asks"]))
    numbers = {name: Decimal(str(number)) for name, number in case.get("numbers", {}).items()}
    values, problems = sheet.understood(case["given"])
    known = {name: value for name, value in values.items() if name not in problems}
    answered = {
        name: plain(value)
        for name, value in values.items()
        if not is_empty(sheet[name], value) and (name not in problems or problems[name].code == "kernel.days_reversed")
    }
    problems = sheet.missing(known, numbers, problems) | problems
    assert answered == case["values"]
    assert {name: why.code.split(".")[1] for name, why in problems.items()} == case["problems"]
    if "asked" in case:
        assert [ask.name for ask in sheet.asked(known, numbers)] == case["asked"]
