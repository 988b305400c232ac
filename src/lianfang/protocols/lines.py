"""On which line of a file a key is written; the reader of TOML does not tell."""

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


def line_of(text: str, path: str) -> int | None:
    """The line of a key, counted from 1; of the nearest table around a key that is missing; None where there is none."""
    around = [(len(key), number) for key, number in _keys(text) if path == key or path.startswith(f"{key}.")]
    return max(around, key=lambda found: (found[0], -found[1]))[1] if around else None


def _keys(text: str) -> Iterator[tuple[str, int]]:
    """Every table and key with the path to it, and its line."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _bare(header[1])
            yield table, number
        elif key := _KEY.match(line):
            yield ".".join(filter(None, (table, _bare(key[1])))), number


def _bare(key: str) -> str:
    return re.sub(r"[\"'\s]", "", key)
