"""Verification lists for other programs: a department sends a list, asks how far it is, and fetches its answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from lianfang.accounts.actors import Actor
from lianfang.acts.sheets.api import schema_of
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Invalid
from lianfang.kernel.instants import Day, Instant
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import units_at_work
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.tasks.api import REFUSALS
from lianfang.ui.keyset import page_of
from lianfang.verification import selectors, services
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import ListKind, Stage
from lianfang.verification.sheets import CHECK
from lianfang.verification.taking import runs

router = Router(tags=["verification"])
MOST = 500


class ListIn(Schema):
    """What is said of a list beside its file; ``sender`` is the path of a unit, or ``outside`` names an office."""

    sender: str = Field("", max_length=48)
    outside: str = Field("", max_length=80)
    kind: ListKind
    purpose: str = Field(max_length=300)
    ground: str = Field(max_length=300)
    window_from: Day | None = None
    window_until: Day | None = None
    due_at: Instant | None = None


class ListOut(Schema):
    """How far a list is; ``is_new`` is false for a file that was taken in before."""

    id: UUID
    stage: str
    kind: str
    sender: str
    rows: int
    done: int
    counts: dict[str, int]
    due_at: datetime
    problem: str
    notice: str = ""
    """Before it is taken in: what is not clear in its columns, and sheets that are left out."""
    is_new: bool = True


class ColumnsIn(Schema):
    """Which column of the file, counted from 1, is which field; null: none."""

    columns: dict[str, int | None]


class ListsPage(Schema):
    items: list[ListOut]
    next: str


class RowOut(Schema):
    """A row, masked; in the open for whoever may verify it, who is then logged."""

    id: UUID
    number: int
    name: str
    state: str
    certainty: str
    person: UUID | None
    area: str
    unit: str
    due_at: datetime
    outcome: str
    was_there: str
    answered_at: datetime | None


class RowsPage(Schema):
    items: list[RowOut]
    next: str


class AnswerOut(Schema):
    """What a row of the sender's file came to."""

    number: int
    outcome: str
    detail: str


class Decided(Schema):
    """Whom a likely row means; null: nobody on record."""

    person: UUID | None


class Passed(Schema):
    """To whom a row goes: the path of a unit, or an office outside the district."""

    unit: str = Field("", max_length=48)
    outside: str = Field("", max_length=80)


class CheckIn(schema_of(CHECK)):  # type: ignore[misc]
    """One try to verify somebody; ``id`` is the record's own, made where it happened."""

    id: UUID
    happened_at: Instant
    offline: bool = False


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _unit(path: str, field: str) -> Unit | None:
    if not path:
        return None
    unit = units_at_work().filter(path=path).first()
    if unit is None:
        raise Invalid({field: Reason.of("kernel.not_found")})
    return unit


def _list(request: HttpRequest, found: NameList, *, is_new: bool = True) -> ListOut:
    return ListOut(
        id=found.pk,
        stage=found.stage,
        kind=found.kind,
        sender=found.sender.path if found.sender else found.outside,
        rows=found.rows,
        done=found.done,
        counts=selectors.counts_of(selectors.rows_of(_actor(request), found)),
        due_at=found.due_at,
        problem=str(found.problem or ""),
        is_new=is_new,
    )


def _looked_at(request: HttpRequest, found: NameList, *, is_new: bool = True) -> ListOut:
    """A list, with what there is to put right before it is taken in."""
    shown = _list(request, found, is_new=is_new)
    if found.stage == Stage.READY and selectors.may_send(_actor(request), found):
        table, mapping = runs.opened(found)
        shown.notice = " ".join(filter(None, [*runs.problems_of(mapping), runs.left_out(table)]))
    return shown


def _row(row: NameRow) -> RowOut:
    return RowOut(
        id=row.pk,
        number=row.number,
        name=row.masked,
        state=row.state,
        certainty=row.certainty,
        person=row.person_id,
        area=row.area_path,
        unit=row.owner.path if row.owner else "",
        due_at=row.due_at,
        outcome=row.outcome,
        was_there=row.was_there,
        answered_at=row.answered_at,
    )


@router.post("/verification/lists", response={201: ListOut, 200: ListOut, **REFUSALS}, summary="Send a list")
def send(request: HttpRequest, told: Form[ListIn], file: File[UploadedFile]) -> Status[ListOut]:
    """Send a list in any layout. The same file of the same sender changes nothing (200). Take it in by `start`."""
    about = runs.About(
        kind=told.kind,
        purpose=told.purpose,
        ground=told.ground,
        sender=_unit(told.sender, "sender"),
        outside=told.outside,
        window_from=told.window_from,
        window_until=told.window_until,
        due_at=told.due_at,
    )
    sent = runs.send_list(actor=_actor(request), about=about, filename=file.name or "", content=file.read())
    return Status(201 if sent.is_new else 200, _looked_at(request, sent.name_list, is_new=sent.is_new))


@router.get("/verification/lists", response=ListsPage, summary="Lists, the next to be answered first")
def lists(request: HttpRequest, after: str = "", limit: int = 50) -> ListsPage:
    rows = selectors.lists_visible_to(_actor(request))
    page = page_of(rows, ("due_at",), cursor=after, size=max(1, min(limit, MOST)))
    return ListsPage(items=[_list(request, each) for each in page.rows], next=page.next)


@router.get("/verification/lists/{uuid:list_id}", response={200: ListOut, **REFUSALS}, summary="One list")
def one(request: HttpRequest, list_id: UUID) -> ListOut:
    return _looked_at(request, selectors.get_list_for(_actor(request), list_id))


@router.post(
    "/verification/lists/{uuid:list_id}/columns", response={200: ListOut, **REFUSALS}, summary="Put columns right"
)
def columns(request: HttpRequest, list_id: UUID, told: ColumnsIn) -> ListOut:
    """Say which column is which, before the list is taken in; the sender's next list of the sort is read the same way."""
    at = {field: number and number - 1 for field, number in told.columns.items()}
    return _looked_at(request, runs.choose_columns(actor=_actor(request), name_list=list_id, columns=at))


@router.post("/verification/lists/{uuid:list_id}/start", response={200: ListOut, **REFUSALS}, summary="Take a list in")
def start(request: HttpRequest, list_id: UUID) -> ListOut:
    return _list(request, runs.start(actor=_actor(request), name_list=list_id))


@router.post("/verification/lists/{uuid:list_id}/cancel", response={200: ListOut, **REFUSALS}, summary="Stop")
def cancel(request: HttpRequest, list_id: UUID) -> ListOut:
    """Stop before the next batch; rows that are in the inboxes stay there."""
    return _list(request, runs.cancel(actor=_actor(request), name_list=list_id))


@router.get("/verification/lists/{uuid:list_id}/rows", response={200: RowsPage, **REFUSALS}, summary="Rows, masked")
def rows(request: HttpRequest, list_id: UUID, state: str = "", after: str = "", limit: int = 100) -> RowsPage:
    actor = _actor(request)
    found = selectors.rows_of(actor, selectors.get_list_for(actor, list_id))
    page = page_of(
        found.filter(state=state) if state else found, ("number",), cursor=after, size=max(1, min(limit, MOST))
    )
    log_list(actor, "api:verification_rows")
    return RowsPage(items=[_row(each) for each in page.rows], next=page.next)


@router.post(
    "/verification/lists/{uuid:list_id}/answers", response={200: list[AnswerOut], **REFUSALS}, summary="Fetch answers"
)
def answers(request: HttpRequest, list_id: UUID) -> list[AnswerOut]:
    """Row numbers with their answers, which names nobody; what is answered counts as sent back."""
    table = services.reply_plainly(actor=_actor(request), name_list=list_id)
    return [AnswerOut(number=number, outcome=outcome, detail=detail) for number, outcome, detail in table]


@router.post("/verification/rows/{uuid:row_id}/confirm", response={200: RowOut, **REFUSALS}, summary="Say who is meant")
def confirm(request: HttpRequest, row_id: UUID, said: Decided) -> RowOut:
    return _row(services.confirm(actor=_actor(request), row=row_id, person=said.person))


@router.post("/verification/rows/{uuid:row_id}/take", response={200: RowOut, **REFUSALS}, summary="Take a row")
def take(request: HttpRequest, row_id: UUID) -> RowOut:
    return _row(services.take(actor=_actor(request), row=row_id))


@router.post("/verification/rows/{uuid:row_id}/pass", response={200: RowOut, **REFUSALS}, summary="Pass a row on")
def pass_on(request: HttpRequest, row_id: UUID, to: Passed) -> RowOut:
    actor: Any = _actor(request)
    if unit := _unit(to.unit, "unit"):
        return _row(services.pass_on(actor=actor, row=row_id, unit=unit))
    return _row(services.pass_outside(actor=actor, row=row_id, to=to.outside))


@router.post("/verification/rows/{uuid:row_id}/verify", response={200: RowOut, **REFUSALS}, summary="Verify a row")
def verify(request: HttpRequest, row_id: UUID, given: CheckIn) -> RowOut:
    """Record one try; the same id with the same content changes nothing."""
    actor = _actor(request)
    stamp = Stamp(id=given.id, at=given.happened_at, offline=given.offline)
    act = services.verify(actor=actor, stamp=stamp, row=row_id, checked=services.Checked.of(given.values()))
    act.row.refresh_from_db()
    if act.row.person_id:
        log_reads(actor, How.DETAIL, "api:verification_row", [act.row.person_id])
    return _row(act.row)
