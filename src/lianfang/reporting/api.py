"""Daily reports and bulletins for other programs."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.kernel.instants import Instant
from lianfang.kernel.wording import label_of
from lianfang.reporting.access import SEE_REPORTS
from lianfang.reporting.composing import Content
from lianfang.reporting.models import Bulletin, DailyReport
from lianfang.reporting.rules import SentHow
from lianfang.reporting.selectors import (
    Standing,
    bulletins_visible_to,
    get_bulletin_for,
    get_unit_to_report_for,
    report_of,
    standings,
    units_to_report,
)
from lianfang.reporting.selectors.upward import Upward, get_upward_for, upward_on
from lianfang.reporting.services import affirm_upward, affirm_zero, file_report, record_sent
from lianfang.reporting.services.filing import Stated
from lianfang.response.models import Response
from lianfang.response.selectors import current_response, get_response_for

router = Router(tags=["reporting"])


class StandingOut(Schema):
    """How a unit stands with a day's report: due, filed, zero, late or missing."""

    unit: UUID
    name: str
    state: str
    worded: str
    due_at: datetime
    filed_at: datetime | None
    filed_by: str


class LineOut(Schema):
    """A filed number beside what is counted today; ``added`` and ``withdrawn`` say what changed since."""

    figure: str
    counted: int
    stated: int
    because: str
    counted_now: int
    added: int
    withdrawn: int


class ReportOut(Schema):
    unit: UUID
    day: date
    state: str
    from_at: datetime
    until_at: datetime
    known_at: datetime
    filed_at: datetime
    filed_by: str
    is_zero: bool
    lines: list[LineOut]


class StatedIn(Schema):
    """What differs from the counted numbers, by figure, each with its reason."""

    stated: dict[str, int] = {}
    because: dict[str, str] = {}


class UpwardOut(Schema):
    """A report to the level above; ``numbers`` are what the unit states, by figure, empty until they are affirmed."""

    unit: UUID
    day: date
    due_at: datetime
    state: str
    affirmed_at: datetime | None
    affirmed_by: str
    sent_at: datetime | None
    sent_by: str
    sent_how: str
    numbers: dict[str, int]


class UpwardIn(Schema):
    """Which hour of the unit."""

    due_at: Instant


class SentIn(UpwardIn):
    how: SentHow
    to: str = Field("", max_length=120)


class BulletinOut(Schema):
    id: UUID
    number: int
    day: date
    area: str
    state: str
    known_at: datetime | None
    published_at: datetime | None


class BulletinContentOut(BulletinOut):
    """With the frozen content: numbers by figure, sections with texts and tables; empty for a draft."""

    content: Content | None


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _response(actor: Actor, named: UUID | None) -> Response:
    return get_response_for(actor, named) if named else current_response()


@router.get("/reports/{day}", response=list[StandingOut], summary="Who has reported")
def reports(request: HttpRequest, day: date, response: UUID | None = None) -> list[StandingOut]:
    """Every unit that must report on the day, as far as the caller sees them."""
    actor = _actor(request)
    active = _response(actor, response)
    return [_standing(each) for each in standings(active, day, units_to_report(actor, active, day, SEE_REPORTS))]


def _standing(each: Standing) -> StandingOut:
    return StandingOut(
        unit=each.unit.pk,
        name=str(each.unit),
        state=each.state.value,
        worded=label_of(each.state),
        due_at=each.due_at,
        filed_at=each.report.filed_at if each.report else None,
        filed_by=each.report.filed_by if each.report else "",
    )


@router.get("/reports/{day}/{unit}", response=ReportOut, summary="A filed report")
def report(request: HttpRequest, day: date, unit: UUID, response: UUID | None = None) -> ReportOut:
    """The report of a unit with its corrections; 404 where none is filed."""
    actor = _actor(request)
    [standing] = standings(_response(actor, response), day, [get_unit_to_report_for(actor, unit, action=SEE_REPORTS)])
    if standing.report is None:
        raise NotFound
    return _report(standing.report)


@router.post("/reports/{day}/{unit}", response={201: ReportOut}, summary="File a report")
def file(
    request: HttpRequest, day: date, unit: UUID, body: StatedIn, response: UUID | None = None
) -> Status[ReportOut]:
    """File what is counted, with what the unit states otherwise; 409 where it was filed before."""
    actor = _actor(request)
    stated = Stated(body.stated, body.because)
    filed = file_report(actor=actor, response=_response(actor, response), unit=unit, day=day, stated=stated)
    return Status(201, _report(filed))


@router.post("/reports/{day}/{unit}/zero", response={201: ReportOut}, summary="Affirm a zero")
def zero(request: HttpRequest, day: date, unit: UUID, response: UUID | None = None) -> Status[ReportOut]:
    """Affirm under one's name that nothing was counted; 403 where something was."""
    actor = _actor(request)
    filed = affirm_zero(actor=actor, response=_response(actor, response), unit=unit, day=day)
    return Status(201, _report(filed))


def _report(filed: DailyReport) -> ReportOut:
    lines = [
        LineOut(
            figure=each.line.figure,
            counted=each.line.counted,
            stated=each.line.stated,
            because=each.line.because,
            counted_now=each.now,
            added=each.change.added,
            withdrawn=each.change.withdrawn,
        )
        for each in report_of(filed)
    ]
    return ReportOut(
        unit=filed.unit_id,
        day=filed.day,
        state=filed.state.value,
        from_at=filed.from_at,
        until_at=filed.until_at,
        known_at=filed.known_at,
        filed_at=filed.filed_at,
        filed_by=filed.filed_by,
        is_zero=filed.is_zero,
        lines=lines,
    )


@router.get("/reports/{day}/{unit}/upward", response=list[UpwardOut], summary="Reports to the level above")
def upward(request: HttpRequest, day: date, unit: UUID, response: UUID | None = None) -> list[UpwardOut]:
    """What the unit sends on the day, one for each hour; the numbers once they are affirmed."""
    actor = _actor(request)
    found = get_unit_to_report_for(actor, unit, action=SEE_REPORTS)
    return [_upward(each) for each in upward_on(_response(actor, response), day, [found])]


@router.post("/reports/upward/{unit}/affirm", response={201: UpwardOut}, summary="Affirm a report to the level above")
def affirm(request: HttpRequest, unit: UUID, body: UpwardIn, response: UUID | None = None) -> Status[UpwardOut]:
    """Freeze the numbers under one's name; 409 where they are."""
    actor = _actor(request)
    active = _response(actor, response)
    affirm_upward(actor=actor, response=active, unit=unit, due_at=body.due_at)
    return Status(201, _upward(get_upward_for(actor, active, unit, body.due_at)))


@router.post("/reports/upward/{unit}/sent", response=UpwardOut, summary="Record that it was sent")
def sent(request: HttpRequest, unit: UUID, body: SentIn, response: UUID | None = None) -> UpwardOut:
    """When is now, by whom is the caller; ``how``: system, mail, fax, paper or phone."""
    actor = _actor(request)
    active = _response(actor, response)
    record_sent(actor=actor, response=active, unit=unit, due_at=body.due_at, how=body.how, to=body.to)
    return _upward(get_upward_for(actor, active, unit, body.due_at))


def _upward(each: Upward) -> UpwardOut:
    report = each.report
    return UpwardOut(
        unit=each.unit.pk,
        day=each.day,
        due_at=each.due_at,
        state=each.state.value,
        affirmed_at=report.affirmed_at if report else None,
        affirmed_by=report.affirmed_by if report else "",
        sent_at=report.sent_at if report else None,
        sent_by=report.sent_by if report else "",
        sent_how=report.sent_how if report else "",
        numbers={line["figure"]: line["stated"] for line in report.content} if report else {},
    )


@router.get("/bulletins", response=list[BulletinOut], summary="Bulletins")
def bulletins(request: HttpRequest, day: date | None = None, limit: int = 50) -> list[BulletinOut]:
    """The newest bulletins that the caller may see, or those of a day."""
    rows = bulletins_visible_to(_actor(request))
    found = rows.filter(day=day) if day else rows
    return [BulletinOut(**_about(each)) for each in found[: max(1, min(limit, 200))]]


@router.get("/bulletins/{bulletin_id}", response=BulletinContentOut, summary="A bulletin")
def bulletin(request: HttpRequest, bulletin_id: UUID) -> BulletinContentOut:
    """A bulletin with its frozen content."""
    found = get_bulletin_for(_actor(request), bulletin_id)
    return BulletinContentOut(**_about(found), content=found.content)


def _about(found: Bulletin) -> Content:
    return {
        "id": found.pk,
        "number": found.number,
        "day": found.day,
        "area": found.area_path,
        "state": found.state,
        "known_at": found.known_at,
        "published_at": found.published_at,
    }
