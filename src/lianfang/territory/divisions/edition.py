"""What division files say. Knows the shapes in which these files go round; guesses nothing else."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lianfang.exchange import Column, Row, TableError, read_table
from lianfang.exchange.cells import text_of
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
NATIONAL_PARENTS = {"areaCode": Level.STREET, "cityCode": Level.DISTRICT, "provinceCode": Level.CITY}
"""The parent columns of the national files, the nearest first; the first present tells the level of the whole file."""

HEADINGS = [Column(meaning, titles) for meaning, titles in COLUMNS.items()]
LONGEST_NAME = 80

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


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each meaning stands (see `COLUMNS`), and the level of all rows where the file is of one level."""

    at: Mapping[str, int]
    level: Level | None


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
    """Read the files (name and content, any kind of table, or one packed with gzip) of one edition together.

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
        table = read_table(_unpacked(name, content), name, columns=HEADINGS)
        columns = _columns(name, table.header.names)
        for row in table.rows():
            try:
                _add(found, _division(name, row, columns))
            except Invalid as refused:
                problems |= refused.fields
    except TableError as refused:
        problems[name] = Reason.of("territory.unreadable", file=name, why=str(refused))
    except Invalid as refused:
        problems |= refused.fields


def _unpacked(name: str, content: bytes) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        raise Invalid({name: Reason.of("territory.not_unpacked", file=name)}) from None


def _columns(name: str, header: Sequence[str]) -> Columns:
    """Which column of the file holds what."""
    places = {title: at for at, title in reversed(list(enumerate(header)))}
    at = {meaning: places[title] for meaning, titles in COLUMNS.items() for title in titles if title in places}
    national = [title for title in NATIONAL_PARENTS if title in places]
    level = None
    if "level" not in at and national:
        at["parent"], level = places[national[0]], NATIONAL_PARENTS[national[0]]
    if "code" not in at or not {"name", "parent"} & at.keys():
        shown = ", ".join(filter(None, header)) or "-"
        raise Invalid({name: Reason.of("territory.wrong_columns", file=name, found=shown[:120])})
    return Columns(at, level)


def _division(file: str, row: Row, columns: Columns) -> Division:
    def cell(meaning: str) -> str:
        at = columns.at.get(meaning, len(row.values))
        return text_of(row.values[at]) if at < len(row.values) else ""

    code, name, line = cell("code"), cell("name"), row.number
    level = columns.level or _level(code, cell("level"))
    if level is None or not _is_code(code, DIGITS[level]):
        raise _problem(file, line, "territory.no_code", number=code[:20])
    if not name and "name" in columns.at:
        raise _problem(file, line, "territory.no_name", number=code)
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise _problem(file, line, "territory.name_unfit", number=code, longest=LONGEST_NAME)
    short = code[: DIGITS[level]]
    return Division(short, level, name, _parent(short, level, cell("parent")), file, line)


def _is_code(code: str, digits: int) -> bool:
    """Whether these are the digits of a level, with or without the zeros that fill them up."""
    return code.isascii() and code.isdigit() and len(code) >= digits and not code[digits:].strip("0")


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
