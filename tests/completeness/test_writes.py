"""Rules of writing that the linter does not know: a later save names its fields, time comes from the clock."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/lianfang"
FILES = [path for path in SOURCE.rglob("*.py") if not {"migrations", "tests"} & set(path.parts)]
CLOCK = SOURCE / "kernel/clock.py"


def calls(source, name):
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


def unnamed_saves(source):
    """Lines with a ``save()`` that is neither a first one nor names its fields."""
    named = {"update_fields", "force_insert"}
    return [
        call.lineno for call in calls(source, "save") if not call.args and not named & {kw.arg for kw in call.keywords}
    ]


def test_the_rule_sees_what_it_should():
    assert unnamed_saves("row.save()") == [1]
    assert unnamed_saves("row.save(update_fields=['name'])") == []
    assert unnamed_saves("row.save(force_insert=True)") == []


def test_a_later_save_names_its_fields():
    found = {str(path.relative_to(SOURCE)): lines for path in FILES if (lines := unnamed_saves(path.read_text()))}
    assert found == {}


def test_time_comes_from_the_clock():
    own = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in FILES
        if path != CLOCK
        for call in calls(path.read_text(), "now")
        if isinstance(call.func.value, ast.Name) and call.func.value.id in {"timezone", "datetime"}
    ]
    assert own == []
