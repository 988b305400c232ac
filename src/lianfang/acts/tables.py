"""Many records of one kind in a table: the template to fill in, and the rows taken one by one.

A row says when it happened and what it is about beside the answers of its sheet. Its id follows from what it says, so
that the same file a second time changes nothing; of rows that say the same the n-th is a record of its own.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.records import RecordKind
from lianfang.acts.sheets.table import columns_of
from lianfang.acts.stamps import Stamp, derived_id
from lianfang.exchange import Column, Kind, ResultFile, Row, Table, match_columns, parse_row, template_for
from lianfang.kernel.errors import Invalid, LianfangError, NotFound, Refused
from lianfang.kernel.wording import Reason, in_both

WHEN = Column(
    "happened_at", ("时间", "time", "发生时间", "happened at"), required=True, kind=Kind.DATETIME, title=_("time")
)


def columns_for(kind: RecordKind) -> tuple[Column, ...]:
    """Time, what it is about, and a column for each item. Raises Refused where a table cannot say what it is about."""
    if kind.find is None or kind.sheet.parts:
        raise Refused("acts.not_by_table")
    about = Column("about", tuple(in_both(kind.about).values()), required=True, title=str(kind.about), longest=120)
    return (WHEN, about, *columns_of(kind.sheet))


def template_of(kind: RecordKind, language: str) -> bytes:
    """An empty XLSX to fill in."""
    return template_for(columns_for(kind), language=language)


@dataclass
class Taking:
    """Takes the rows of a table; ``result`` is the user's file with what became of each."""

    actor: Actor
    kind: RecordKind
    table: Table
    taken: int = 0
    refused: int = 0
    _alike: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        columns = columns_for(self.kind)
        self.mapping = match_columns(self.table.header, columns)
        self.result = ResultFile(self.table, self.mapping)
        if self.mapping.problems:
            raise Invalid({str(at): problem for at, problem in enumerate(self.mapping.problems)})

    def run(self) -> Iterator[int]:
        """Take row after row, each by itself; yields their numbers for the progress."""
        for row in self.table.rows():
            reasons = self._take(row)
            self.refused, self.taken = self.refused + bool(reasons), self.taken + (not reasons)
            outcome = _("not taken") if reasons else _("recorded")
            self.result.note(row.number, str(outcome), " ".join(str(reason) for reason in reasons))
            yield row.number

    def _take(self, row: Row) -> list[Reason]:
        parsed = parse_row(row, self.mapping)
        if parsed.refused:
            return [problem.reason for problem in parsed.problems]
        values = dict(parsed.values)
        when, text = values.pop("happened_at"), values.pop("about")
        try:
            self._record(_aware(when), text, {name: value for name, value in values.items() if value is not None})
        except Invalid as invalid:
            return list(invalid.fields.values())
        except LianfangError as refused:
            return [refused.reason]
        return []

    def _record(self, when: datetime, text: str, given: dict[str, Any]) -> None:
        stamp = Stamp(id=self._id_of(when, text, given), at=when, offline=True, typed_by=self.actor.name)
        self.kind.take(actor=self.actor, stamp=stamp, about=self._about(text), values=self.kind.sheet.read(given))

    def _about(self, text: str) -> UUID:
        assert self.kind.find is not None  # noqa: S101 - columns_for refused the others
        try:
            return self.kind.find(actor=self.actor, text=text)
        except NotFound:
            raise Invalid({"about": Reason.of("acts.about_unknown", about=str(self.kind.about))}) from None

    def _id_of(self, when: datetime, text: str, given: dict[str, Any]) -> UUID:
        said = json.dumps([self.kind.sheet.code, when.isoformat(), text, given], sort_keys=True, default=str)
        self._alike[said] += 1
        return derived_id(f"{said}#{self._alike[said]}")


def _aware(when: datetime) -> datetime:
    return make_aware(when) if is_naive(when) else when
