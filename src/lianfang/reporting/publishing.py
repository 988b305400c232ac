"""A bulletin as everybody may read it: numbers of 1 to 4 suppressed, and those that would give them away.

Numbers since the response began are rounded down to tens: exact ones in two bulletins would tell by their difference what
the days between have hidden.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lianfang.figures.suppression import Published, Shown, Total, suppress
from lianfang.reporting.composing import Content, is_total
from lianfang.reporting.wording import AtLeast

WHOLE, REST = "whole", "rest"
TEN = 10


def for_everybody(content: Content) -> Content:
    """The content with small counts suppressed over the text and all its tables at once, which share their totals."""
    numbers: dict[Any, int] = {key: n for key, n in content["numbers"].items() if not is_total(key)}
    totals: list[Total[Any]] = []
    for code, cells in _columns(content):
        whole = numbers.setdefault(code, cells.pop(WHOLE))
        rest = (len(totals), REST)
        numbers |= {**cells, rest: whole - sum(cells.values())}
        totals.append(Total(code, [*cells, rest]))
    shown = {
        **suppress(numbers, totals),
        **{key: _in_tens(n) for key, n in content["numbers"].items() if is_total(key)},
    }
    sections = [_section(number, section, shown) for number, section in enumerate(content["sections"])]
    return {**content, "numbers": {key: shown[key] for key in content["numbers"]}, "sections": sections}


def _in_tens(number: int) -> Published:
    if 0 < number < TEN:
        return Shown.WITHHELD
    return AtLeast(number // TEN * TEN) if number else number


def _columns(content: Content) -> Iterator[tuple[str, dict[Any, int]]]:
    """Each column of each table: its figure, its cells by their place, and the whole."""
    for number, section in enumerate(content["sections"]):
        table = section["table"] or {"figures": []}
        for at, code in enumerate(table["figures"]):
            cells: dict[Any, int] = {
                (number, line, at): each["numbers"][at] for line, each in enumerate(table["lines"])
            }
            yield code, {**cells, WHOLE: table["whole"][at]}


def _section(number: int, section: Mapping[str, Any], shown: Mapping[Any, Published]) -> dict[str, Any]:
    table = section["table"]
    if table is None:
        return dict(section)
    columns = range(len(table["figures"]))
    lines = [{**line, "numbers": [shown[number, row, at] for at in columns]} for row, line in enumerate(table["lines"])]
    return {**section, "table": {**table, "lines": lines, "whole": [shown[code] for code in table["figures"]]}}
