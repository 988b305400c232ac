"""People and lists of residents for other programs. Whoever is searched for travels in the body, never in an address."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from lianfang.accounts.actors import Actor
from lianfang.kernel.instants import Day
from lianfang.kernel.paths import under
from lianfang.people import selectors, services
from lianfang.people.access import READ_PERSON, SEE_PEOPLE
from lianfang.people.identity import Identity
from lianfang.people.importing import preview, runs
from lianfang.people.importing.opening import left_aside
from lianfang.people.models import ImportRun
from lianfang.people.rules import Purpose, Relation, Sex, Stage
from lianfang.people.shown import Shown, in_the_open, masked
from lianfang.privacy.audit import audit
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import active_responses
from lianfang.ui.keyset import page_of
from lianfang.vault import files

router = Router(tags=["people"])

MOST = 200


class PersonOut(Schema):
    """Somebody; masked unless asked for in the open. ``born`` is the year, in the open the day."""

    id: UUID
    name: str
    sex: str
    born: str
    id_number: str
    phone: str
    relation: str
    area: str
    door: str
    address: str


class PeoplePage(Schema):
    """People in the order of their areas; ``next`` is the ``after`` of the page that follows, "" at the end."""

    items: list[PersonOut]
    next: str


class Sought(Schema):
    """Who is looked for: part of a name, pinyin, initials, a whole ID number or phone; ``area`` is a path."""

    q: str = Field("", max_length=100)
    area: str = Field("", max_length=48)
    after: str = ""
    limit: int = Field(50, ge=1, le=MOST)


class PersonIn(Schema):
    """Somebody to be registered; ``area`` is a path, ``door`` as it stands on it."""

    name: str = Field(max_length=60)
    id_number: str = Field("", max_length=30)
    phone: str = Field("", max_length=30)
    birth_date: Day | None = None
    sex: Sex = Sex.UNKNOWN
    relation: Relation | None = None
    address: str = Field("", max_length=200)
    area: str = Field(max_length=48)
    door: str = Field("", max_length=60)


class Why(Schema):
    """What somebody's data are opened for."""

    purpose: Purpose


class ColumnOut(Schema):
    """A field, the column in which it was found, and how sure that is."""

    title: str
    heading: str
    certainty: str
    is_sure: bool


class LineOut(Schema):
    """One of the first rows as understood, or why it is not."""

    number: int
    cells: list[str]
    reasons: list[str]
    refused: bool


class ImportOut(Schema):
    """How far a list is: ``counts`` says what would happen while it is ready, and what happened from then on."""

    id: UUID
    stage: Stage
    area: str
    rows: int
    done: int
    counts: dict[str, int]
    problem: str
    has_result: bool
    sent_at: datetime


class ImportLooked(ImportOut):
    """The same with what was understood, while it is ready."""

    problems: list[str] = []
    remark: str = ""
    columns: list[ColumnOut] = []
    first_rows: list[LineOut] = []


class Columns(Schema):
    """Index of the column by field, null for a field that no column holds."""

    columns: dict[str, int | None]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _out(shown: Shown) -> PersonOut:
    return PersonOut.model_validate(shown.as_dict())


@router.post("/people/search", response=PeoplePage, summary="Find people, masked")
def search(request: HttpRequest, sought: Sought) -> PeoplePage:
    """Writes nothing but the log of reads."""
    rows = selectors.people_visible_to(_actor(request), SEE_PEOPLE).filter(under("area_path", sought.area))
    if sought.q:
        rows = selectors.matching(rows, sought.q, active_responses())
    page = page_of(rows, ("area_path",), cursor=sought.after, size=sought.limit)
    log_list(_actor(request), "api:people")
    return PeoplePage(items=[_out(masked(person)) for person in page.rows], next=page.next)


@router.get("/people/{uuid:person_id}", response=PersonOut, summary="One person, masked")
def person(request: HttpRequest, person_id: UUID) -> PersonOut:
    one = selectors.get_person_for(_actor(request), person_id, action=SEE_PEOPLE)
    log_reads(_actor(request), How.DETAIL, "api:person", [one.pk])
    return _out(masked(one))


@router.post("/people/{uuid:person_id}/reveal", response=PersonOut, summary="One person in the open, for a purpose")
def reveal(request: HttpRequest, person_id: UUID, why: Why) -> PersonOut:
    one = selectors.get_person_for(_actor(request), person_id, action=READ_PERSON)
    log_reads(_actor(request), How.REVEAL, f"api:person/{why.purpose}", [one.pk])
    return _out(in_the_open(one))


@router.post("/people", response={201: PersonOut}, summary="Register somebody")
def register(request: HttpRequest, given: PersonIn) -> Status[PersonOut]:
    """An ID number that is on record is a conflict (409): the record is found by `search` and corrected there."""
    actor = _actor(request)
    identity = Identity(
        given.name, given.id_number, given.phone, given.birth_date, given.sex.value, given.address, given.area
    )
    home = services.door_at(actor=actor, area_path=given.area, door=given.door) if given.door else None
    relation = given.relation.value if given.relation else ""
    made = services.register_person(actor=actor, identity=identity, household=home, relation=relation)
    return Status(201, _out(masked(made)))


# -- lists of residents --------------------------------------------------------------------------------------------


@router.post("/people/imports", response={201: ImportLooked}, summary="Send a list of residents")
def send(request: HttpRequest, area: Form[str], file: File[UploadedFile]) -> Status[ImportLooked]:
    """Looks at the list and writes nothing into the register; `start` takes it over."""
    run = runs.send_list(actor=_actor(request), into=area, filename=file.name or "", content=file.read())
    return Status(201, _looked(run))


@router.get("/people/imports/{uuid:run_id}", response=ImportLooked, summary="How far a list is")
def import_run(request: HttpRequest, run_id: UUID) -> ImportLooked:
    return _looked(runs.get_run_for(_actor(request), run_id))


@router.post("/people/imports/{uuid:run_id}/columns", response=ImportLooked, summary="Say which column is which")
def columns(request: HttpRequest, run_id: UUID, given: Columns) -> ImportLooked:
    return _looked(runs.choose_columns(actor=_actor(request), run=run_id, columns=given.columns))


@router.post("/people/imports/{uuid:run_id}/start", response=ImportOut, summary="Take a list over")
def start(request: HttpRequest, run_id: UUID) -> ImportOut:
    return ImportOut(**_run(runs.start(actor=_actor(request), run=run_id)))


@router.post("/people/imports/{uuid:run_id}/cancel", response=ImportOut, summary="Stop before the next batch")
def cancel(request: HttpRequest, run_id: UUID) -> ImportOut:
    return ImportOut(**_run(runs.cancel(actor=_actor(request), run=run_id)))


@router.get("/people/imports/{uuid:run_id}/result", summary="The list with what became of each row")
def result(request: HttpRequest, run_id: UUID) -> StreamingHttpResponse:
    run = runs.get_run_for(_actor(request), run_id)
    file = runs.result_of(_actor(request), run_id)
    audit(_actor(request), "import.result_taken", run)
    return StreamingHttpResponse(files.pieces(file), content_type="application/octet-stream")


def _run(run: ImportRun) -> dict[str, Any]:
    return {
        "id": run.pk,
        "stage": run.stage,
        "area": run.area_path,
        "rows": run.rows,
        "done": run.done,
        "counts": run.counts,
        "problem": str(run.problem or ""),
        "has_result": run.result_id is not None,
        "sent_at": run.created_at,
    }


def _looked(run: ImportRun) -> ImportLooked:
    if run.stage != Stage.READY:
        return ImportLooked(**_run(run))
    table, mapping = runs.opened(run)
    return ImportLooked(
        **_run(run),
        problems=[str(problem) for problem in mapping.problems],
        remark=str(left_aside(table) or ""),
        columns=[
            ColumnOut(
                title=str(found.title), heading=found.heading, certainty=str(found.certainty), is_sure=found.is_sure
            )
            for found in preview.columns_found(mapping)
        ],
        first_rows=[LineOut(**vars(line)) for line in preview.first_rows(table, mapping, run.area_path)],
    )
