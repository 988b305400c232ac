"""Which column means what (列对应): the header is found, its words are understood in both languages, or one is told."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lianfang.engines.matching.fields import Field, Fields
from lianfang.engines.matching.kinds.date import read_date
from lianfang.engines.matching.kinds.id_number import IdNumber, Paper
from lianfang.engines.matching.kinds.phone import phones_in
from lianfang.engines.matching.model import MatchingError
from lianfang.engines.matching.tables.reading import Sheet

_SEARCHED = 20
"""Rows at the top among which the header is looked for: lists have titles above it."""
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?1\d", re.IGNORECASE)
_SEVERAL = ("phone",)
_USUAL = re.compile(r"1[3-9]\d{9}|(?:19|20)\d\d-[01]\d-[0-3]\d")
"""Phones and dates that need no second look."""


@dataclass
class Mapped:
    """A sheet understood: the row of its header, and for each field the columns that give it (from 0)."""

    sheet: Sheet
    header_row: int
    columns: dict[str, list[int]]
    key: int | None
    fields: Fields

    @property
    def headers(self) -> list[str]:
        return self.sheet.rows[self.header_row - 1]

    @cached_property
    def numbers(self) -> list[int]:
        """The rows of the file that hold records: all below the header that are not empty."""
        rows = self.sheet.rows
        return [at + 1 for at in range(self.header_row, len(rows)) if any(rows[at])]

    def records(self) -> list[dict[str, str]]:
        """A record for each of ``numbers``; what is wrong with a row is noted in the sheet, no row is left out."""
        records = [self._record(number) for number in self.numbers]
        for field in self.fields.fields:
            if field.kind == "id":
                self._note_flawed([record[field.name] for record in records])
        return records

    def _note_flawed(self, texts: list[str]) -> None:
        """Name the rows whose ID number cannot be right."""
        papers = IdNumber().read(texts)["paper"].tolist()
        for number, text, paper in zip(self.numbers, texts, papers, strict=True):
            if paper == Paper.FLAWED or (paper == Paper.OTHER and text.isdigit()):
                self.sheet.note(number, "id_flawed")

    def described(self) -> str:
        """``name ← 姓名; phone ← 电话, 备用电话``."""
        parts = [f"{field} ← {', '.join(self.headers[at] for at in found)}" for field, found in self.columns.items()]
        return "; ".join(parts)

    def _record(self, number: int) -> dict[str, str]:
        row = self.sheet.rows[number - 1]
        if len(row) > len(self.headers) and any(row[len(self.headers) :]):
            self.sheet.note(number, "cells", found=len(row), expected=len(self.headers))
        record = {}
        for field in self.fields.fields:
            texts = [row[at] for at in self.columns.get(field.name, []) if at < len(row) and row[at]]
            record[field.name] = self._checked(number, field, (" / " if field.kind in _SEVERAL else " ").join(texts))
        if not any(record.values()):
            self.sheet.note(number, "nothing")
        if self.key is not None and self.key < len(row):
            record["key"] = row[self.key]
        return record

    def _checked(self, number: int, field: Field, text: str) -> str:
        """The text, or nothing where it would mislead."""
        if not text or (field.kind in ("phone", "date") and _USUAL.fullmatch(text)):
            return text
        if field.kind == "id":
            return self._checked_id(number, field, text)
        unread = {"date": lambda: not read_date(text), "phone": lambda: not phones_in(text)}.get(field.kind)
        if unread and self.fields.people and unread():
            self.sheet.note(number, f"{field.kind if field.kind == 'phone' else 'birth'}_unread")
        return text

    def _checked_id(self, number: int, field: Field, text: str) -> str:
        digits = re.sub(r"\D", "", text)
        if any((number, at) in self.sheet.numeric for at in self.columns[field.name]) and len(digits) > 15:
            self.sheet.note(number, "id_is_number")
            return ""
        if _ROUNDED.fullmatch(text):
            self.sheet.note(number, "id_is_rounded", text=text)
            return ""
        return text


def map_columns(sheet: Sheet, fields: Fields, told: Mapping[str, Sequence[str]], key: str = "") -> Mapped:
    """Find the header and what its columns mean; ``told`` are headers by field, ``key`` the header of the rows' key.

    Raises MatchingError: no header can be found, a field or a column that is told is not there.
    """
    if unknown := set(told) - set(fields.names):
        raise MatchingError("no_field", field=min(unknown), fields=", ".join(fields.names))
    header_row = _header_row(sheet, fields, {plain(header) for each in told.values() for header in each})
    headers = sheet.rows[header_row - 1]
    columns = {name: [_place(sheet, headers, header) for header in wanted] for name, wanted in told.items()}
    taken = {at for found in columns.values() for at in found}
    for field in fields.fields:
        if field.name not in columns and (found := _columns_of(field, headers, taken)):
            columns[field.name] = found
            taken |= set(found)
    place = _place(sheet, headers, key) if key else None
    return Mapped(sheet, header_row, {name: columns[name] for name in fields.names if name in columns}, place, fields)


def plain(header: str) -> str:
    """A header without remarks in brackets, spaces, marks and capitals."""
    half_width = unicodedata.normalize("NFKC", header).casefold()
    bare = re.sub(r"[\(\[【].*?[\)\]】]", "", half_width)
    return re.sub(r"[\W_]+", "", bare) or re.sub(r"[\W_]+", "", half_width)


def _header_row(sheet: Sheet, fields: Fields, told: set[str]) -> int:
    known = {plain(header) for field in fields.fields for header in field.headers} | told
    scores = [sum(plain(cell) in known for cell in set(row) if cell) for row in sheet.rows[:_SEARCHED]]
    best = max(range(len(scores)), key=lambda at: (scores[at], -at))
    if not scores[best]:
        first = next(row for row in sheet.rows if any(row))
        raise MatchingError("no_header", file=sheet.path.name, headers=", ".join(first[:12]))
    return best + 1


def _columns_of(field: Field, headers: Sequence[str], taken: set[int]) -> list[int]:
    """The columns with one of the field's headers: by the order of its words, all of them where several may be."""
    names = [plain(header) for header in headers]
    words = [plain(header) for header in field.headers]
    numbered = re.compile(r"(\D+?)\d?$")
    exact = [at for word in words for at, name in enumerate(names) if name == word and at not in taken]
    if field.kind in _SEVERAL:
        more = [
            at for at, name in enumerate(names) if (cut := numbered.match(name)) and cut[1] in words and at not in taken
        ]
        return sorted(dict.fromkeys([*exact, *more]))
    return exact[:1]


def _place(sheet: Sheet, headers: Sequence[str], wanted: str) -> int:
    names = [plain(header) for header in headers]
    if wanted in headers:
        return headers.index(wanted)
    if plain(wanted) in names:
        return names.index(plain(wanted))
    raise MatchingError("no_column", file=sheet.path.name, header=wanted, headers=", ".join(headers))
