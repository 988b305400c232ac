"""One edition over another (沿用): an amending document says what it changes, the rest is read in the edition it follows.

`follows = "CODE"` names the base. A value written in the amending file stands in the place of the base's, `[without]`
names what of the base no longer holds, each with its origin. Head and dates belong to each file alone. Tables here are
raw, as TOML gives them; nothing is parsed yet.
"""

from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]

OF_ITS_OWN = (
    *("code", "disease", "name_zh", "name_en", "in_force_from", "complete"),
    *("superseded_by", "recomputes_running", "follows", "without"),
)
"""Keys of the head, which no edition takes over."""


def overlaid(base: Raw, own: Raw) -> dict[str, Any]:
    """The base without what it says of itself and what the amending file takes out, under what that file writes.

    Raises KeyError with a path of `[without]` at which the base says nothing.
    """
    kept = {key: value for key, value in base.items() if key not in OF_ITS_OWN}
    for path in own.get("without", {}):
        kept = _less(kept, path.split("."), path)
    return _over(kept, own)


def is_written(raw: Raw, path: str) -> bool:
    """Whether a file itself writes the value at a path."""
    table: Any = raw
    for key in path.split("."):
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True


def is_leaf(raw: Any) -> bool:
    """Whether this is a value with its origin and no table of them."""
    return isinstance(raw, dict) and "value" in raw


def _is_table(raw: Any) -> bool:
    return isinstance(raw, dict) and not is_leaf(raw)


def _over(base: Raw, own: Raw) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        below: Any = merged.get(key)
        merged[key] = _over(below, value) if _is_table(below) and _is_table(value) else value
    return merged


def _less(table: Raw, keys: list[str], path: str) -> dict[str, Any]:
    key, *rest = keys
    if not isinstance(table, dict) or key not in table or is_leaf(table):
        raise KeyError(path)
    others = {name: value for name, value in table.items() if name != key}
    left = _less(table[key], rest, path) if rest else {}
    return {**others, key: left} if left else others
