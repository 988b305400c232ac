"""Where something stands in a tree: opaque segments of four characters, ordered like bytes.

The whole subtree of ``p`` is the range ``path >= p AND path < upper(p)``, and rolling up is grouping by a prefix; both
run unchanged on SQLite, PostgreSQL and DuckDB, and both use the plain index (``LIKE`` does not on SQLite).
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WIDTH = 4
DEEPEST = 12


def segment(number: int) -> str:
    """The ``number``-th segment below a parent, 0 to 1,048,575; raises ``ValueError`` beyond."""
    if not 0 <= number < len(ALPHABET) ** WIDTH:
        raise ValueError(f"a place has at most {len(ALPHABET) ** WIDTH} children")
    digits = ""
    for _ in range(WIDTH):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def number_of(path: str) -> int:
    """The number of a path's last segment: the inverse of `segment`."""
    number = 0
    for character in path[-WIDTH:]:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


def next_child(parent: str, last: str | None) -> str:
    """The path after ``last`` below ``parent``; the first where there is none."""
    return parent + segment(0 if last is None else number_of(last) + 1)


def parent_of(path: str) -> str:
    return path[:-WIDTH]


def depth_of(path: str) -> int:
    return len(path) // WIDTH


def line_of(path: str) -> Iterator[str]:
    """The path and everything above it, from the root down; the empty root is left out.

    Of a text that is no path, and longer than any, as much as a path may have: it is asked for in a database.
    """
    return (path[:end] for end in range(WIDTH, min(len(path), WIDTH * DEEPEST) + 1, WIDTH))


def depth_in_common(one: str, other: str) -> int:
    """How many levels two paths share from the root down."""
    return sum(1 for here, there in zip(line_of(one), line_of(other), strict=False) if here == there)


def upper(path: str) -> str:
    """The first string after the whole subtree of ``path``."""
    return path + "~"


def contains(path: str, other: str) -> bool:
    """Whether ``other`` is ``path`` or below it."""
    return other.startswith(path)


def under(field: str, path: str) -> Q:
    """The filter for ``path`` and everything below; the empty path is the whole tree."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": upper(path)}) if path else Q()


class PathField(models.CharField[str, str]):
    """A path, compared byte by byte (collation C on PostgreSQL; SQLite does so by itself)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", WIDTH * DEEPEST)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
