"""Rows that can't be used, each named with its number, column and what stands there."""

from dataclasses import dataclass

from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.wording import sentence

MOST = 1000


@dataclass(frozen=True)
class Problem:
    """One row that is left out; `row` as a spreadsheet counts, the headings being row 1."""

    file: str
    row: int
    column: str
    code: str
    value: str

    def sentence(self, language: str) -> str:
        """In "en" or "zh"."""
        said = {"file": self.file, "row": self.row, "column": self.column, "value": self.value}
        return sentence(language, self.code, **said)


class Problems:
    """Those of one reading; with more than MOST of them a file is refused (TracingError)."""

    def __init__(self) -> None:
        self.each: list[Problem] = []

    def add(self, problem: Problem) -> None:
        """Keep one; a row has one problem, its first."""
        self.each.append(problem)
        if len(self.each) > MOST:
            raise TracingError("too_many_problems", file=problem.file, most=MOST, first=self.each[0].sentence("en"))
