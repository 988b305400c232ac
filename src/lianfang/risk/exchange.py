"""Lists of risk areas as they are announced: columns in any order and the usual wordings, XLSX, XLS or CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lianfang.exchange import Column, Kind, Problem, match_columns, parse_row, read_table
from lianfang.kernel.clock import end_of, start_of
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.risk.rules import RiskLevel, Width
from lianfang.risk.services import Entry, check

LEVELS = {
    RiskLevel.HIGH.value: ("高风险", "high", "高", "高风险区", "high risk"),
    RiskLevel.MEDIUM.value: ("中风险", "medium", "中", "中风险区", "medium risk"),
    RiskLevel.LOW.value: ("低风险", "low", "低", "低风险区", "low risk"),
}
WIDTHS = {
    Width.COUNTY.value: ("全县区", "whole county", "县区"),
    Width.STREET.value: ("全街道", "whole street", "街道", "乡镇"),
    Width.VILLAGE.value: ("全社区", "whole village", "社区", "村"),
    Width.COMPOUND.value: ("小区", "compound"),
    Width.BUILDING.value: ("楼栋", "building", "楼"),
    Width.ENTRANCE.value: ("单元", "entrance"),
    Width.WORKPLACE.value: ("单位", "workplace", "场所"),
}
COLUMNS = (
    Column(
        "name",
        ("风险区名称", "place", "名称", "区域", "地点", "风险区域", "区域名称", "area"),
        required=True,
        longest=120,
    ),
    Column(
        "level",
        ("风险等级", "level", "等级", "风险级别", "risk level"),
        required=True,
        kind=Kind.CHOICE,
        choices=LEVELS,
    ),
    Column("code", ("区划代码", "division code", "行政区划代码", "代码", "code"), longest=12),
    Column("width", ("范围", "how wide", "范围类型", "width"), kind=Kind.CHOICE, choices=WIDTHS),
    Column("from_at", ("起始日期", "from", "开始日期", "划定日期", "划定时间", "起始时间"), kind=Kind.DATE),
    Column("until_at", ("截止日期", "until", "结束日期", "解除日期", "解除时间", "终止日期"), kind=Kind.DATE),
    Column("exposed_from", ("追溯起始日", "counts from", "涉疫起始日期", "排查起始日期"), kind=Kind.DATE),
    Column("source", ("发布单位", "announced by", "来源", "发布机构", "source"), longest=120),
)


@dataclass(frozen=True)
class Understood:
    """What a file says: the entries that can be made, and why other rows cannot, by their numbers in the file."""

    entries: list[Entry]
    problems: list[Problem]
    obstacles: list[Reason]
    """Why no row could be read: a column that is missing or unclear."""


def understand(content: bytes, filename: str, *, source: str) -> Understood:
    """Read a list of risk areas; ``source`` stands in for an empty announcer. Raises TableError for what is no table."""
    table = read_table(content, filename, columns=COLUMNS)
    mapping = match_columns(table.header, COLUMNS)
    if mapping.problems:
        return Understood([], [], mapping.problems)
    entries, problems = [], []
    for row in table.rows():
        parsed = parse_row(row, mapping)
        found = [problem for problem in parsed.problems if problem.level == "refusal"]
        if not found:
            try:
                entries.append(_checked(_entry(parsed.values, source)))
            except Invalid as wrong:
                found = [
                    Problem(row.number, "", reason.code, reason.params, field) for field, reason in wrong.fields.items()
                ]
        problems += found
    return Understood(entries, problems, [])


def _checked(entry: Entry) -> Entry:
    check(entry)
    return entry


def _entry(values: Mapping[str, Any], source: str) -> Entry:
    return Entry(
        name=values.get("name") or "",
        level=values.get("level") or "",
        source=values.get("source") or source,
        code=(values.get("code") or "").strip(),
        width=values.get("width") or Width.COMPOUND.value,
        from_at=_begins(values.get("from_at")),
        until_at=_ends(values.get("until_at")),
        exposed_from=values.get("exposed_from"),
    )


def _begins(day: date | None) -> datetime | None:
    return start_of(day) if day else None


def _ends(day: date | None) -> datetime | None:
    """A last day is meant whole."""
    return end_of(day) if day else None


def as_plain(entry: Entry) -> dict[str, str]:
    """An entry for the trip through the browser, between the look at a file and its import."""
    return {
        name: value if isinstance(value, str) else value.isoformat() for name, value in vars(entry).items() if value
    }


def from_plain(plain: Mapping[str, str]) -> Entry:
    read: dict[str, Any] = dict(plain)
    for name in ("from_at", "until_at"):
        if name in read:
            read[name] = datetime.fromisoformat(read[name])
    if "exposed_from" in read:
        read["exposed_from"] = date.fromisoformat(read["exposed_from"])
    return Entry(**read)
