"""What is put where something else was asked for."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

TEXTS = (
    "",
    " ",
    "0",
    "-1",
    "36,8",
    "368",
    "98.6F",
    "３６．８",
    "1e400",
    "9" * 40,
    "NaN",
    "null",
    "a\0b",
    "\ud800",
    "\u202e王\u200b小明\u200f",
    "😀👩‍👩‍👧",
    "<script>alert(1)</script>",
    "'; DROP TABLE people_person; --",
    "%s %(name)s {0} ${x}",
    "../../etc/passwd",
    "长" * 70_000,
    "2026-02-30",
    "2027-02-29T10:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "1900-01-01",
    "2026-03-24T08:00",
    "00000000-0000-7000-8000-00000000000g",
    "沪AD12345",
    "WJ京12345",
    "川A1234学",
    "使014578",
    "IO0OI",
    "110101199003070000",
    "1",
    "~",
    "0000" * 40,
)
"""Texts that somebody may type, paste or send on purpose."""

OTHERS: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    2**31,
    2**63,
    1e308,
    37.05,
    [],
    {},
    [None],
    ["x"] * 2000,
    {"x": {"y": [1, {"z": None}]}},
    "\0",
)
"""What JSON can hold in the place of anything else."""

BODIES = (
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"1e999",
    b'{"id": NaN}',
    b"\xff\xfe\x00",
    '{"name": "王"}'.encode("gb18030"),
    b"[" * 5000,
    b'{"a":' * 5000,
    b'{"id": 1, "id": 2, "\\ud800": "\\udfff"}',
)
"""Whole bodies that are none."""

KINDS = ("text/plain", "multipart/form-data", "application/xml", "application/json; charset=utf-7", "", "x")


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value within a body, the inner ones too."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from leaves(each, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with something else at that place."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


def some(cases: Sequence[T], many: int) -> Sequence[T]:
    """So many of them from all over, the same every time; all of them where fewer are there."""
    step = max(1, len(cases) // many) | 1
    return cases[::step]
