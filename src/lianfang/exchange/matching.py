"""Which column of the user's table is which field: exact wordings first, then contained ones, then similar ones."""

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from lianfang.exchange.columns import Column, normalise
from lianfang.exchange.shapes import Header
from lianfang.kernel.wording import Reason

SIMILAR_FROM = 0.75


class Certainty(StrEnum):
    """How sure a match is; all but EXACT and CHOSEN are to be shown to a person before anything is imported."""

    CHOSEN = "chosen"  # by a person, or saved from an earlier import
    EXACT = "exact"
    CONTAINS = "contains"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Match:
    """Column ``index`` of the table holds ``column``; ``score`` between 0 and 1."""

    column: Column
    index: int
    certainty: Certainty
    score: float


@dataclass(frozen=True, slots=True)
class Mapping:
    """What was found: matches by field, and what a person must decide.

    ``ambiguous`` gives for a column's index the fields it may be, ``contested`` for a field the indexes that claim it
    equally well; neither is matched. Columns in ``unknown`` stay in the user's file as they are.
    """

    header: Header
    columns: tuple[Column, ...]
    matches: Dict[str, Match]
    ambiguous: Dict[int, tuple[str, ...]]
    contested: Dict[str, tuple[int, ...]]

    @property
    def unknown(self) -> tuple[int, ...]:
        """The indexes of columns that are no field."""
        used = {match.index for match in self.matches.values()}
        return tuple(index for index in range(len(self.header.names)) if index not in used)

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns that were not found."""
        return tuple(column for column in self.columns if column.required and column.field not in self.matches)

    @property
    def problems(self) -> list[Reason]:
        """Sentences about what stands in the way; empty when rows may be read."""
        titles = {column.field: column.heading() for column in self.columns}
        heads = self.header.names
        unclear = [
            _reason("ambiguous", column=heads[index], names=[titles[field] for field in fields])
            for index, fields in self.ambiguous.items()
        ]
        twice = [
            _reason("twice", columns=[heads[index] for index in indexes], names=[titles[field]])
            for field, indexes in self.contested.items()
        ]
        absent = [_reason("missing", names=[titles[column.field]]) for column in self.missing]
        return unclear + twice + absent

    def choose(self, choices: Dict[str, int | None]) -> "Mapping":
        """The same with fields put by a person to the column with that index, or to none."""
        taken = set(choices.values())
        by_field = {column.field: column for column in self.columns}
        kept = {f: match for f, match in self.matches.items() if f not in choices and match.index not in taken}
        chosen = {f: Match(by_field[f], at, Certainty.CHOSEN, 1.0) for f, at in choices.items() if at is not None}
        unclear = {
            at: fields for at, fields in self.ambiguous.items() if at not in taken and not set(fields) & set(choices)
        }
        contested = {field: at for field, at in self.contested.items() if field not in choices}
        return Mapping(self.header, self.columns, kept | chosen, unclear, contested)

    def saved(self) -> dict[str, str]:
        """Heading by field, to be kept and given to ``match_columns`` the next time."""
        return {field: self.header.names[match.index] for field, match in self.matches.items()}


def match_columns(header: Header, columns: Sequence[Column], saved: Dict[str, str] | None = None) -> Mapping:
    """Match the table's columns with the declared ones; ``saved`` comes from ``Mapping.saved`` of an earlier file."""
    matches = _from_saved(header, columns, saved or {})
    ambiguous: dict[int, tuple[str, ...]] = {}
    contested: dict[str, tuple[int, ...]] = {}
    for certainty in (Certainty.EXACT, Certainty.CONTAINS, Certainty.SIMILAR):
        settled = (
            {match.index for match in matches.values()} | set(ambiguous) | {i for at in contested.values() for i in at}
        )
        open_columns = [c for c in columns if c.field not in matches and c.field not in contested]
        found = _candidates(header, open_columns, settled, certainty)
        _settle(header.names, found, matches, ambiguous, contested)
    return Mapping(header, tuple(columns), matches, ambiguous, contested)


def _from_saved(header: Header, columns: Sequence[Column], saved: Dict[str, str]) -> dict[str, Match]:
    places = {name: index for index, name in reversed(list(enumerate(header.names)))}
    return {
        column.field: Match(column, places[saved[column.field]], Certainty.CHOSEN, 1.0)
        for column in columns
        if saved.get(column.field, "") in places and saved.get(column.field)
    }


def _candidates(
    header: Header, columns: Sequence[Column], settled: Collection[int], certainty: Certainty
) -> dict[int, list[Match]]:
    """For each column of the table the declared ones that fit it best and equally well."""
    found: dict[int, list[Match]] = {}
    for index, name in enumerate(header.names):
        if not name or index in settled:
            continue
        scored = [(_score(name, column, certainty), column) for column in columns]
        best = max((score for score, _ in scored), default=0.0)
        if best > 0:
            found[index] = [Match(c, index, certainty, score) for score, c in scored if score > best - 0.02]
    return found


def _settle(
    found_in: Sequence[str],
    found: dict[int, list[Match]],
    matches: dict[str, Match],
    ambiguous: dict[int, tuple[str, ...]],
    contested: dict[str, tuple[int, ...]],
) -> None:
    claims: dict[str, list[Match]] = {}
    for index, options in found.items():
        if len(options) > 1:
            ambiguous[index] = tuple(match.column.field for match in options)
        else:
            claims.setdefault(options[0].column.field, []).append(options[0])
    for field, matched in claims.items():
        best = max(match.score for match in matched)
        first = [match for match in matched if match.score > best - 0.02]
        if len(first) == 1 or _are_numbered([found_in[match.index] for match in first]):
            matches[field] = first[0]
        else:
            contested[field] = tuple(match.index for match in first)


def _are_numbered(headings: Sequence[str]) -> bool:
    """Whether headings are one wording with numbers behind it (联系电话1, 联系电话2): the first is the one that counts."""
    bare = [_NUMBER.sub("", normalise(heading)) for heading in headings]
    return len(set(bare)) == 1 and all(map(_NUMBER.search, map(normalise, headings[1:])))


_NUMBER = re.compile(r"[0-9一二三四五]$")


def _score(name: str, column: Column, certainty: Certainty) -> float:
    """How well a heading fits, from 0 to 1; of a heading of two rows the lower part alone counts a little less."""
    whole, _, part = name.rpartition(">")
    readings = [(normalise(name), 1.0), (normalise(part), 0.95)] if whole else [(normalise(name), 1.0)]
    words = [word for word in map(normalise, (*column.names, column.field)) if word]
    return max((weight * _fits(text, word, certainty) for text, weight in readings for word in words), default=0.0)


def _fits(text: str, word: str, certainty: Certainty) -> float:
    if certainty is Certainty.EXACT:
        return float(text == word)
    if certainty is Certainty.CONTAINS:
        return _containment(text, word)
    likeness = SequenceMatcher(None, text, word).ratio() if min(len(text), len(word)) > 2 else 0.0
    return likeness if likeness >= SIMILAR_FROM else 0.0


def _containment(text: str, word: str) -> float:
    """A Chinese heading ends with what it is about (本人联系电话), so a wording at the end counts most."""
    if len(word) < 2 or word not in text or (word.isascii() and len(word) < 4):
        return 0.0
    return min(0.95, len(word) / len(text) + (0.3 if text.endswith(word) else 0.0))


def _reason(code: str, **params: str | list[str]) -> Reason:
    shown = {key: value if isinstance(value, str) else ", ".join(value) for key, value in params.items()}
    return Reason(f"exchange.column_{code}", shown)
