"""Lists with personal columns (个人信息导出): for a named requester, a purpose, a ground and a term, in the fewest columns,
released by a second person, kept in the register until their deletion is confirmed.

A module says what lists it has (`offer`); the file is sealed, taken once by who asked, and gone after seven days.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import TypeAlias
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Conflict, Invalid, Refused
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Reason, Text
from lianfang.privacy.access import RELEASE_EXPORT, REQUEST_EXPORT
from lianfang.privacy.audit import audit
from lianfang.privacy.models import Export
from lianfang.privacy.reads import How, log_reads
from lianfang.privacy.rules import ExportState
from lianfang.vault.files import discard_file, keep_file, open_file, read_file
from lianfang.vault.models import SealedFile

PURPOSE = "export"
LONGEST = timedelta(days=180)
NOT_FORMULAS = ("=", "+", "-", "@", "\t", "\r")

Row: TypeAlias = "tuple[UUID | None, Sequence[object]]"
Source: TypeAlias = Callable[[str, Sequence[str]], Iterable[Row]]
Make: TypeAlias = "Callable[[Export, Sequence[str]], Made]"


@dataclass(frozen=True)
class Column:
    """A column of a list; one that is not personal is always in it."""

    code: str
    name: Text
    is_personal: bool = True


@dataclass(frozen=True)
class Offer:
    """A list that a module can make: ``rows(area_path, columns)`` gives person and values, row by row."""

    code: str
    name: Text
    action: Action
    columns: tuple[Column, ...]
    rows: Source | None = None
    make: "Make | None" = None
    """Makes the file itself, of an entry and the columns released; such a list is asked for on a page of its module's own."""

    @property
    def is_asked_here(self) -> bool:
        return self.rows is not None


@dataclass(frozen=True)
class Made:
    """A file a module made: its content, the people in it, and the ending of its name."""

    content: bytes
    people: Sequence[UUID | None]
    ending: str


@dataclass(frozen=True)
class Request:
    """What is asked for, by whom, why, on what ground and for how long."""

    offer: str
    area_path: str
    columns: tuple[str, ...]
    requester: str
    purpose: str
    ground: str
    until_on: date


offers: Registry[Offer] = Registry("list for export")


def offer(
    code: str,
    name: Text,
    *,
    action: Action,
    columns: Sequence[Column],
    rows: Source | None = None,
    make: "Make | None" = None,
) -> Offer:
    """Register a list: by its ``rows``, or by what ``make`` gives."""
    return offers.add(code, Offer(code, name, action, tuple(columns), rows, make))


def exports_visible_to(actor: Actor) -> QuerySet[Export]:
    """The register: what one asked for, and what one may release."""
    released = scope(Export.objects.all(), actor, RELEASE_EXPORT).values("pk")
    return Export.objects.filter(Q(asked_by=actor.name) | Q(pk__in=released)).order_by("-asked_at")


def get_export_for(actor: Actor, export_id: UUID) -> Export:
    return get_by_id(exports_visible_to(actor), export_id)


def overdue(at: date | None = None) -> QuerySet[Export]:
    """Released lists whose term is over and whose deletion nobody has confirmed."""
    return Export.objects.filter(state=ExportState.RELEASED, until_on__lt=at or today())


@transaction.atomic
def ask_for(*, actor: Actor, wanted: Request) -> Export:
    """Ask for a list. Raises Refused for who may not see these rows themselves, and Invalid, field by field."""
    _check(wanted)
    offered = offers[wanted.offer]
    actor.require(REQUEST_EXPORT, area_path=wanted.area_path)
    actor.require(offered.action, area_path=wanted.area_path)
    export = Export.objects.create(
        offer=wanted.offer,
        area_path=wanted.area_path,
        columns=list(wanted.columns),
        requester=wanted.requester,
        purpose=wanted.purpose,
        ground=wanted.ground,
        until_on=wanted.until_on,
        asked_by=actor.name,
    )
    audit(actor, "export.asked", export, list=wanted.offer, area=wanted.area_path, columns=list(wanted.columns))
    return export


def _check(wanted: Request) -> None:
    wrong = {
        name: Reason.of("kernel.required") for name in ("requester", "purpose", "ground") if not getattr(wanted, name)
    }
    known = (
        {column.code for column in offers[wanted.offer].columns if column.is_personal}
        if wanted.offer in offers
        else set()
    )
    if not known:
        wrong["offer"] = Reason.of("kernel.required")
    if not wanted.columns or not set(wanted.columns) <= known:
        wrong["columns"] = Reason.of("privacy.export_columns")
    if not today() <= wanted.until_on <= today() + LONGEST:
        wrong["until_on"] = Reason.of("privacy.export_term", days=LONGEST.days)
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def release(*, actor: Actor, export: UUID, columns: Sequence[str] | None = None) -> Export:
    """Release a list that somebody else asked for, with all or some of its columns; every person in it is logged.

    Raises NotFound, Refused for who asked for it, Conflict where it was decided already, Invalid for columns not asked for.
    """
    decided = _get_undecided(actor, export)
    chosen = list(decided.columns if columns is None else columns)
    if not chosen or not set(chosen) <= set(decided.columns):
        raise Invalid({"columns": Reason.of("privacy.export_columns")})
    made = _make(offers[decided.offer], decided, chosen)
    name = f"{decided.offer}{made.ending}"
    file = keep_file(made.content, purpose=PURPOSE, kept_by=decided.asked_by, name=name)
    decided.state, decided.columns, decided.rows, decided.file_id = (
        ExportState.RELEASED.value,
        chosen,
        len(made.people),
        file.pk,
    )
    decided.decided_by, decided.decided_at = actor.name, now()
    decided.save(update_fields=["state", "columns", "rows", "file_id", "decided_by", "decided_at"])
    log_reads(actor, How.EXPORT, decided.offer, [person for person in made.people if person is not None])
    audit(actor, "export.released", decided, rows=decided.rows, columns=chosen)
    return decided


@transaction.atomic
def refuse(*, actor: Actor, export: UUID, because: str) -> Export:
    """Refuse a list with a reason. Raises like `release`."""
    decided = _get_undecided(actor, export)
    decided.state, decided.refused_because = ExportState.REFUSED.value, because
    decided.decided_by, decided.decided_at = actor.name, now()
    decided.save(update_fields=["state", "refused_because", "decided_by", "decided_at"])
    audit(actor, "export.refused", decided)
    return decided


@transaction.atomic
def take(*, actor: Actor, export: UUID) -> bytes:
    """The file, once, for who asked for it; the sealed copy is discarded. Raises NotFound, Refused or Conflict."""
    taken = get_export_for(actor, export)
    if taken.asked_by != actor.name:
        raise Refused("privacy.export_not_yours")
    if taken.state != ExportState.RELEASED or taken.file_id is None or taken.taken_at is not None:
        raise Conflict("privacy.export_not_there")
    file = open_file(taken.file_id, purpose=PURPOSE)
    content = read_file(file)
    taken.taken_at = now()
    taken.save(update_fields=["taken_at"])
    audit(actor, "export.taken", taken)
    transaction.on_commit(lambda: discard_file(file))
    return content


def ending_of(export: Export) -> str:
    """The ending of the name of the file, ``.csv`` or ``.xlsx``; "" once it is gone."""
    kept = SealedFile.objects.filter(pk=export.file_id).first() if export.file_id else None
    return PurePath(kept.name).suffix if kept is not None else ""


@transaction.atomic
def confirm_deletion(*, actor: Actor, export: UUID) -> Export:
    """Close the entry: the requester has confirmed that every copy is gone. Twice changes nothing."""
    closed = get_export_for(actor, export)
    if closed.state == ExportState.DELETED:
        return closed
    if closed.state != ExportState.RELEASED:
        raise Conflict("privacy.export_not_there")
    closed.state, closed.deleted_at, closed.deleted_by = ExportState.DELETED.value, now(), actor.name
    closed.save(update_fields=["state", "deleted_at", "deleted_by"])
    audit(actor, "export.deletion_confirmed", closed)
    return closed


def _get_undecided(actor: Actor, export_id: UUID) -> Export:
    """The request, if this actor is the second person. Raises NotFound, Refused, Conflict."""
    export = get_by_id(scope(Export.objects.select_for_update(), actor, RELEASE_EXPORT), export_id)
    if export.asked_by == actor.name:
        raise Refused("privacy.export_second_person")
    if export.state != ExportState.ASKED:
        raise Conflict("kernel.changed_meanwhile")
    return export


def _make(offered: Offer, export: Export, chosen: Sequence[str]) -> Made:
    """The file of the module, or its rows as CSV for spreadsheets; and whose rows are in it."""
    if offered.make is not None:
        return offered.make(export, chosen)
    assert offered.rows is not None  # noqa: S101 - an offer has the one or the other
    columns = [column for column in offered.columns if not column.is_personal or column.code in chosen]
    text = io.StringIO()
    writer, people = csv.writer(text), []
    writer.writerow([str(column.name) for column in columns])
    for person, values in offered.rows(export.area_path, [column.code for column in columns]):
        writer.writerow([_as_text(value) for value in values])
        people.append(person)
    return Made(text.getvalue().encode("utf-8-sig"), people, ".csv")


def _as_text(value: object) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(NOT_FORMULAS) else text
