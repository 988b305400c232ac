"""What division files say. Knows the shapes in which these files go round; guesses nothing else."""

import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.territory.rules import DIVISIONS, Level

DIGITS = dict(zip(DIVISIONS, (2, 4, 6, 9, 12), strict=True))
"""How many digits a code has at each level."""

COLUMNS = {
    "code": ("code", "代码", "区划代码", "统计用区划代码"),
    "name": ("name", "名称", "区划名称"),
    "level": ("level", "级别", "层级"),
    "parent": ("parent_code", "parent", "上级代码"),
}
NATIONAL_PARENTS = ("areaCode", "cityCode", "provinceCode")
"""The parent columns of the national files, the nearest first; the first present tells the level of the whole file."""

SHOWN_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class Division:
    """One line of a file, its code cut to the digits of its level; ``parent`` is "" for a province."""

    code: str
    level: Level
    name: str
    parent: str
    file: str
    line: int


@dataclass
class Edition:
    """Every division of the files by code, the upper levels first."""

    divisions: dict[str, Division] = field(default_factory=dict)

    def at(self, level: Level) -> list[Division]:
        return [each for each in self.divisions.values() if each.level is level]

    def sizes(self) -> dict[Level, int]:
        counted = Counter(each.level for each in self.divisions.values())
        return {level: counted[level] for level in DIVISIONS if counted[level]}


def read_edition(files: Iterable[tuple[str, bytes]], known: frozenset[str] = frozenset()) -> Edition:
    """Read the files (name and content, plain or gzip) of one edition together.

    ``known`` are the codes that already stand in the tree and may be parents. Raises Invalid with up to ten problems,
    each with its file and line.
    """
    problems: dict[str, Reason] = {}
    found: dict[str, Division] = {}
    for name, content in files:
        _read_file(name, content, found, problems)
    _check_parents(found, known, problems)
    if problems:
        raise Invalid(dict(list(problems.items())[:SHOWN_PROBLEMS]))
    if not found:
        raise Invalid({"": Reason.of("territory.no_divisions")})
    order = {level: number for number, level in enumerate(DIVISIONS)}
    return Edition(dict(sorted(found.items(), key=lambda pair: (order[pair[1].level], pair[0]))))


def files_at(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    return ((path.name, path.read_bytes()) for path in paths)


def _read_file(name: str, content: bytes, found: dict[str, Division], problems: dict[str, Reason]) -> None:
    try:
        text = _text_of(name, content)
        rows = csv.DictReader(io.StringIO(text, newline=""))
        columns = _columns(name, rows.fieldnames or [])
        for row in rows:
            try:
                _add(found, _division(name, rows.line_num, row, columns))
            except Invalid as refused:
                problems |= refused.fields
    except Invalid as refused:
        problems |= refused.fields
    except csv.Error:
        problems[name] = Reason.of("territory.not_csv", file=name)


def _text_of(name: str, content: bytes) -> str:
    if content[:2] == b"\x1f\x8b":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            raise Invalid({name: Reason.of("territory.not_unpacked", file=name)}) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid({name: Reason.of("territory.not_utf8", file=name, line=line)}) from None


def _columns(name: str, header: Iterable[str]) -> dict[str, str]:
    """Which column of the file holds what; the level of a national file stands under "all"."""
    present = {(title or "").strip(): title for title in header}
    columns = {meaning: present[title] for meaning, titles in COLUMNS.items() for title in titles if title in present}
    national = [title for title in NATIONAL_PARENTS if title in present]
    if "level" not in columns and national:
        columns["parent"] = present[national[0]]
        columns["all"] = {"areaCode": Level.STREET, "cityCode": Level.DISTRICT, "provinceCode": Level.CITY}[national[0]]
    if "code" not in columns or not {"name", "parent"} & columns.keys():
        shown = ", ".join(title for title in present if title) or "-"
        raise Invalid({name: Reason.of("territory.wrong_columns", file=name, found=shown[:120])})
    return columns


def _division(file: str, line: int, row: Mapping[str, str | None], columns: Mapping[str, str]) -> Division:
    def cell(meaning: str) -> str:
        return (row.get(columns.get(meaning, "")) or "").strip()

    code, given, name = cell("code"), cell("level"), cell("name")
    level = Level(columns["all"]) if "all" in columns else _level(code, given)
    if level is None:
        raise _problem(file, line, "territory.no_code", number=code[:20])
    short = code[: DIGITS[level]]
    if not code.isascii() or not code.isdigit() or len(short) < DIGITS[level] or code[len(short) :].strip("0"):
        raise _problem(file, line, "territory.no_code", number=code[:20])
    if not name and "name" in columns:
        raise _problem(file, line, "territory.no_name", number=code)
    return Division(short, level, name, _parent(short, level, cell("parent")), file, line)


def _level(code: str, given: str) -> Level | None:
    """The level a file names (1 to 5, or in words), else what the length and the closing zeros of the code say."""
    if given:
        numbered = {str(number): level for number, level in enumerate(DIVISIONS, 1)}
        return numbered.get(given) or next((level for level in DIVISIONS if level.value == given), None)
    if len(code) in (6, 12):
        return next(level for level, digits in DIGITS.items() if not code[digits:].strip("0"))
    return next((level for level, digits in DIGITS.items() if len(code) == digits), None)


def _parent(code: str, level: Level, given: str) -> str:
    """The parent's code in its digits: the one given, else the beginning of the code; "" for a province."""
    if level is Level.PROVINCE:
        return ""
    digits = DIGITS[DIVISIONS[DIVISIONS.index(level) - 1]]
    if not given:
        return code[:digits]
    return given[:digits] if not given[digits:].strip("0") else given


def _add(found: dict[str, Division], division: Division) -> None:
    earlier = found.setdefault(division.code, division)
    if earlier is not division:
        where = f"{earlier.file}:{earlier.line}"
        raise _problem(division.file, division.line, "territory.code_twice", number=division.code, earlier=where)


def _check_parents(found: dict[str, Division], known: frozenset[str], problems: dict[str, Reason]) -> None:
    for division in found.values():
        if not division.parent:
            continue
        above = found.get(division.parent)
        if above is None and division.parent not in known:
            problem = _problem(
                division.file, division.line, "territory.unknown_parent", number=division.code, parent=division.parent
            )
        elif len(division.parent) != DIGITS[DIVISIONS[DIVISIONS.index(division.level) - 1]]:
            problem = _problem(
                division.file, division.line, "territory.level_jump", number=division.code, parent=division.parent
            )
        else:
            continue
        problems |= problem.fields


def _problem(file: str, line: int, code: str, **params: object) -> Invalid:
    return Invalid({f"{file}:{line}": Reason(code, {"file": file, "line": line, **params})})
