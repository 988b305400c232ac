"""No file that cannot be read in one go, no function longer than a page."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/lianfang"
FILES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
LONGEST_FILE, LONGEST_FUNCTION = 400, 60


def test_it_looks_at_the_whole_program():
    assert len(FILES) > 100


@pytest.mark.parametrize("limit", [LONGEST_FILE])
def test_no_file_is_over_400_lines(limit):
    long = {str(path.relative_to(SOURCE)): count for path in FILES if (count := lines_of(path)) > limit}
    assert long == {}


def test_no_function_is_over_60_lines():
    long = [
        f"{path.relative_to(SOURCE)}:{node.name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def lines_of(path):
    return sum(1 for line in path.read_text().splitlines() if line.strip())
