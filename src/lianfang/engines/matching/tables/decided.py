"""Decisions as a person fills them in: an earlier result of ``lianfang match`` with its column of decisions."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lianfang.engines.matching.fields import Fields
from lianfang.engines.matching.model import MatchingError
from lianfang.engines.matching.tables.columns import map_columns, plain
from lianfang.engines.matching.tables.reading import read_sheet
from lianfang.engines.matching.wording import SENTENCES

_SAME = frozenset(["same", "yes", "y", "1", "true", "是", "同一人", "相同", "对", "√", "确认"])
_DIFFERENT = frozenset(["different", "no", "n", "0", "false", "否", "不是", "非同一人", "不同", "错", "×", "x", "排除"])


def decisions_in(
    path: Path, fields: Fields, told: Mapping[str, Sequence[str]]
) -> Iterator[tuple[dict[str, str], str, bool]]:
    """(the record, key of the register's row, whether they are one) for each row that is decided.

    Where several rows were named, the decision is about each of them. Raises MatchingError: no table, no decision in
    it, a word that is none.
    """
    mapped = map_columns(read_sheet(path), fields, told)
    key, decision = _added(mapped.headers, "key"), _added(mapped.headers, "decision")
    if key is None or decision is None:
        raise MatchingError("undecided", file=path.name)
    found = 0
    for number, record in zip(mapped.numbers, mapped.records(), strict=True):
        row = mapped.sheet.rows[number - 1]
        keys, word = (row[at] if at < len(row) else "" for at in (key, decision))
        if word and keys:
            found += 1
            same = _decision(path, number, word)
            yield from ((record, each.strip(), same) for each in keys.split(";"))
    if not found:
        raise MatchingError("undecided", file=path.name)


def _added(headers: Sequence[str], name: str) -> int | None:
    """The place of a column that an earlier run added, in either language."""
    words = {plain(text) for text in SENTENCES[f"column.{name}"]}
    return next((at for at, header in enumerate(headers) if plain(header) in words), None)


def _decision(path: Path, number: int, word: str) -> bool:
    said = word.strip().casefold()
    if said in _SAME:
        return True
    if said in _DIFFERENT:
        return False
    raise MatchingError("bad_decision", file=path.name, row=number, text=word)
