"""Answers go back: as a plain table of row numbers, or in the layout the list came in, by way of the export register."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.accounts.actors import Actor
from lianfang.exchange import Column, Kind, Mapping, ResultFile, Table
from lianfang.exchange.cells import Value
from lianfang.exchange.shapes import Merge, Record, Source
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Refused
from lianfang.privacy import exports as register
from lianfang.privacy.audit import audit
from lianfang.privacy.models import Export
from lianfang.ui.due import daytime
from lianfang.verification import selectors
from lianfang.verification.access import SEND_LISTS
from lianfang.verification.models import NameList, NameRow, Reply
from lianfang.verification.rules import State
from lianfang.verification.taking.runs import opened
from lianfang.verification.yields import came_of

OFFER = "verification.answers"
OTHER = "other"
"""The columns of a list that mean nothing to us; they may name somebody too."""
NOTE = "note"
"""What whoever verified a row noted: free text, which may tell of anybody."""
FIELDS = {
    "name": gettext_lazy("name"),
    "id_number": gettext_lazy("ID number"),
    "phone": gettext_lazy("phone"),
    "birth_date": gettext_lazy("date of birth"),
    "sex": gettext_lazy("sex"),
    "address": gettext_lazy("address"),
    OTHER: gettext_lazy("other columns as they came"),
    NOTE: gettext_lazy("notes of whoever verified"),
}
PLAIN = (
    Column("number", ("行号", "row"), kind=Kind.INTEGER, title=gettext_lazy("row")),
    Column("outcome", ("核查结果", "outcome"), title=gettext_lazy("outcome")),
    Column("detail", ("说明", "details"), title=gettext_lazy("details")),
)


# -- what an answer says -----------------------------------------------------------------------------------------------


def outcome_of(row: NameRow) -> str:
    """The answer in words; of a row without one how far it is."""
    if row.state == State.ANSWERED:
        return str(row.get_outcome_display())
    return _("not yet: %(state)s") % {"state": row.get_state_display()}


def detail_of(row: NameRow, gained: Sequence[str]) -> str:
    """What else is known: when, where it was passed on to, whether the person was there, since when here, what came of it."""
    if row.state != State.ANSWERED or row.answered_at is None:
        return str(row.owner or "")
    said = [daytime(row.answered_at), row.passed_to, str(row.get_was_there_display())]
    if row.lives_since:
        said.append(_("lives here since %(day)s") % {"day": f"{row.lives_since:%F}"})
    return "; ".join(filter(None, [*said, *gained]))


def noted_in(row: NameRow) -> str:
    """The note of whoever verified a row, where there is one."""
    return _("noted: %(note)s") % {"note": row.note} if row.note else ""


def answers_of(name_list: NameList) -> Iterator[tuple[NameRow, str, str]]:
    """Every row of a list with its answer in words, in the order of the file."""
    rows = name_list.lines.select_related("response", "unit", "task__unit").order_by("number")
    gains = came_of(name_list)
    for row in rows.iterator(2000):
        names = [str(gain.name) for gain, people in gains if row.person_id in people]
        yield row, outcome_of(row), detail_of(row, names)


# -- a plain table -----------------------------------------------------------------------------------------------------


@transaction.atomic
def reply_plainly(*, actor: Actor, name_list: UUID | str) -> list[tuple[int, str, str]]:
    """Row numbers and answers, nothing that names anybody: the sender lays them beside the list. Raises NotFound, Refused."""
    mine = selectors.get_list_for(actor, name_list, action=SEND_LISTS)
    table = [(row.number, outcome, detail) for row, outcome, detail in answers_of(mine)]
    _note(actor, mine)
    return table


def _note(actor: Actor, name_list: NameList, export: UUID | None = None) -> Reply:
    """These answers went out; when all have, the list is closed. Raises Refused where there is none yet."""
    rows = NameRow.objects.filter(name_list=name_list)
    counted = rows.aggregate(all=Count("pk"), answered=Count("pk", filter=Q(state=State.ANSWERED.value)))
    if not counted["answered"]:
        raise Refused("verification.nothing_answered")
    complete = counted["answered"] == counted["all"]
    reply = Reply(name_list=name_list, by=actor.name, rows=counted["answered"], is_complete=complete, export_id=export)
    reply.save(force_insert=True)
    if export is None:
        _mark_sent(name_list, is_complete=complete)
    audit(actor, "list.answered", name_list, rows=reply.rows, complete=complete)
    return reply


def _mark_sent(name_list: NameList, *, is_complete: bool) -> None:
    rows = NameRow.objects.filter(name_list=name_list, state=State.ANSWERED.value, sent_at=None)
    rows.update(sent_at=now())
    if is_complete and name_list.closed_at is None:
        name_list.closed_at = now()
        name_list.save(update_fields=["closed_at"])


# -- in the layout it came in ------------------------------------------------------------------------------------------


def personal_columns(mapping: Mapping) -> list[str]:
    """The codes of what a list holds about people, for the export register."""
    found = {field if field in FIELDS else "address" for field in mapping.matches if field != "seen_on"}
    return [code for code in FIELDS if code in found or code in (OTHER, NOTE)]


def usual_columns(name_list: NameList, known: Sequence[str]) -> list[str]:
    """Those that go along unless told otherwise: everything the sender knows already, and notes within the district.

    A unit of the district answers for the same people under the same rules, so that what its workers noted is its own
    work. An office outside has a right to its rows' answers; a note goes there only if somebody asks for it by name and
    a second person releases it. The plain table, which names nobody, never holds one.
    """
    return [code for code in known if code != NOTE or name_list.sender_id is not None]


@transaction.atomic
def reply_in_layout(*, actor: Actor, name_list: UUID | str, until_on: date, columns: Sequence[str] = ()) -> Export:
    """Ask the export register to let the list go back to who sent it, with the answers beside; a second person releases it.

    Raises NotFound (of the file too, after seven days), Refused, and Invalid by field.
    """
    mine = selectors.get_list_for(actor, name_list, action=SEND_LISTS)
    known = personal_columns(opened(mine)[1])
    wanted = register.Request(
        offer=OFFER,
        area_path=mine.area_path,
        columns=tuple(code for code in known if code in (columns or usual_columns(mine, known))),
        requester=str(mine.asker)[:120],
        purpose=str(mine.purpose),
        ground=str(mine.ground),
        until_on=until_on,
    )
    export = register.ask_for(actor=actor, wanted=wanted)
    _note(actor, mine, export.pk)
    return export


def make_file(export: Export, columns: Sequence[str]) -> register.Made:
    """The list as it came with the answers at its end; columns that were not released are empty."""
    reply = Reply.objects.select_related("name_list__response").get(export_id=export.pk)
    table, mapping = opened(reply.name_list)
    left_out = _left_out(mapping, columns)
    if left_out:
        table = replace(table, content=b"", source=Blanked(table.source, frozenset(left_out), table.header.last))
    result = ResultFile(table, mapping, headings=(_("outcome"), _("details")))
    people: list[UUID | None] = []
    for row, outcome, detail in answers_of(reply.name_list):
        noted = noted_in(row) if NOTE in columns else ""
        result.note(row.number, outcome, "; ".join(filter(None, [detail, noted])))
        people.append(row.person_id)
    target = io.BytesIO()
    result.save(target)
    _mark_sent(reply.name_list, is_complete=reply.is_complete)
    return register.Made(target.getvalue(), people, ".csv" if _is_text(table) else ".xlsx")


def _is_text(table: Table) -> bool:
    return ResultFile(table).filename.endswith((".csv", ".tsv", ".txt"))


def _left_out(mapping: Mapping, columns: Sequence[str]) -> list[int]:
    """The columns of the file that were not released."""
    held = {match.index: field for field, match in mapping.matches.items()}
    return [
        at
        for at, _name in enumerate(mapping.header.names)
        if _code_of(held.get(at, OTHER)) not in {*columns, "seen_on"}
    ]


def _code_of(field: str) -> str:
    return field if field in FIELDS or field == "seen_on" else "address"


@dataclass(frozen=True)
class Blanked:
    """A table whose columns of these numbers are empty below the header."""

    source: Source
    columns: frozenset[int]
    header: int

    @property
    def sheet(self) -> str:
        return self.source.sheet

    @property
    def sheets(self) -> tuple[str, ...]:
        return (self.source.sheet,)

    @property
    def merges(self) -> list[Merge]:
        return self.source.merges

    def records(self) -> Iterator[Record]:
        for number, values in self.source.records():
            yield number, [self._shown(number, at, value) for at, value in enumerate(values)]

    def _shown(self, number: int, at: int, value: Value) -> Value:
        return None if number > self.header and at in self.columns else value


register.offer(
    OFFER,
    gettext_lazy("answers to a verification list, in the layout it came in"),
    action=SEND_LISTS,
    columns=[register.Column(code, name) for code, name in FIELDS.items()],
    make=make_file,
)


def as_rows(table: Sequence[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """A plain reply as `exchange` writes it."""
    return [dict(zip(("number", "outcome", "detail"), each, strict=True)) for each in table]


def usual_term() -> date:
    """By when the sender deletes the answers, unless told otherwise: thirty days (assumption)."""
    return today() + timedelta(days=30)
