"""The response and its editions for other programs."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.kernel.instants import Day, Instant
from lianfang.protocols import editions, load_edition
from lianfang.response import services
from lianfang.response.editionpage import parts_of
from lianfang.response.excesses import Further, end_excess, excesses_of, raise_excess
from lianfang.response.models import Excess, Response
from lianfang.response.rules import ExcessKind
from lianfang.response.selectors import get_response_for, responses_visible_to

router = Router(tags=["response"])


class ResponseOut(Schema):
    """A response with what is in force; ``level`` 1 (gravest) to 4."""

    id: UUID
    name: str
    area: str
    started_at: datetime
    ended_at: datetime | None
    review_on: date
    level: int | None
    edition: str | None


class ValueOut(Schema):
    path: str
    value: str
    is_assumption: bool
    origin: str
    written_in: str


class EditionOut(Schema):
    """An edition with every value; ``is_assumption``: no source states it. ``written_in``: the edition that writes it."""

    code: str
    disease: str
    name_zh: str
    name_en: str
    in_force_from: date
    complete: bool
    follows: str | None
    values: list[ValueOut]


@router.get("/responses", response=list[ResponseOut], summary="Active and past responses")
def responses(request: HttpRequest) -> list[ResponseOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return [_out(each) for each in responses_visible_to(actor).prefetch_related("decrees")]


def _out(response: Response) -> ResponseOut:
    decrees = list(response.decrees.all())
    return ResponseOut(
        id=response.pk,
        name=response.name,
        area=response.area_path,
        started_at=response.started_at,
        ended_at=response.ended_at,
        review_on=response.review_on,
        level=decrees[-1].level if decrees else None,
        edition=decrees[-1].edition if decrees else None,
    )


class DecisionIn(Schema):
    """``level`` 1 (gravest) to 4; further than ``level_above`` only with a ground."""

    level: int
    edition: str
    authority: str = Field(max_length=80)
    document: str = Field(max_length=80)
    level_above: int | None = None
    stricter_because: str = Field("", max_length=200)
    review_on: Day | None = None
    from_at: Instant | None = None


class ResponseIn(DecisionIn):
    """``area``: a path; ``from_at``: active since then, now where it is left out."""

    name: str = Field(min_length=1, max_length=80)
    name_en: str = Field("", max_length=120)
    area: str
    review_on: Day


class EndIn(Schema):
    authority: str = Field(max_length=80)
    document: str = Field(max_length=80)
    ended_at: Instant | None = None


@router.post("/responses", response={201: ResponseOut}, summary="Activate a response")
def activate(request: HttpRequest, given: ResponseIn) -> Status[ResponseOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    said = given.dict(exclude={"area", "from_at"})
    begun = services.activate(actor=actor, area_path=given.area, started_at=given.from_at, **said)
    return Status(201, _out(begun))


@router.post(
    "/responses/{uuid:response_id}/decisions", response={201: ResponseOut}, summary="Raise, lower, change edition"
)
def decide(request: HttpRequest, response_id: UUID, given: DecisionIn) -> Status[ResponseOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    decided = get_response_for(actor, response_id)
    services.decide(actor=actor, response=decided, **given.dict())
    return Status(201, _out(get_response_for(actor, response_id)))


@router.post("/responses/{uuid:response_id}/end", response=ResponseOut, summary="End a response")
def end_response(request: HttpRequest, response_id: UUID, given: EndIn) -> ResponseOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _out(services.end(actor=actor, response=get_response_for(actor, response_id), **given.dict()))


class ExcessOut(Schema):
    """What goes further than the rules, measures for people apart."""

    id: UUID
    kind: str
    area: str
    authority: str
    document: str
    because: str
    from_at: datetime
    ended_at: datetime | None


class ExcessIn(Schema):
    """``area``: a path; the whole area of the response where it is left out."""

    kind: ExcessKind
    authority: str
    document: str
    because: str = Field(max_length=200)
    area: str = ""
    from_at: Instant | None = None


@router.get(
    "/responses/{uuid:response_id}/excesses", response=list[ExcessOut], summary="What goes further than the rules"
)
def excesses(request: HttpRequest, response_id: UUID) -> list[ExcessOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return [_excess(each) for each in excesses_of(get_response_for(actor, response_id))]


@router.post("/responses/{uuid:response_id}/excesses", response={201: ExcessOut}, summary="Put an excess on record")
def put_on_record(request: HttpRequest, response_id: UUID, given: ExcessIn) -> Status[ExcessOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    further = Further(given.kind, given.authority, given.document, given.because, given.area, given.from_at)
    raised = raise_excess(actor=actor, response=get_response_for(actor, response_id), further=further)
    return Status(201, _excess(raised))


@router.post("/excesses/{uuid:excess_id}/end", response=ExcessOut, summary="It goes no further any more")
def end(request: HttpRequest, excess_id: UUID) -> ExcessOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _excess(end_excess(actor=actor, excess=excess_id))


def _excess(each: Excess) -> ExcessOut:
    return ExcessOut(
        id=each.pk,
        kind=each.kind,
        area=each.area_path,
        authority=each.authority,
        document=each.document,
        because=str(each.because),
        from_at=each.from_at,
        ended_at=each.ended_at,
    )


@router.get("/editions/{code}", response=EditionOut, summary="One edition, every value with its origin")
def edition(request: HttpRequest, code: str) -> EditionOut:
    if code not in editions():
        raise NotFound
    shown = load_edition(code)
    values = [
        ValueOut(
            path=each.path,
            value=each.value,
            is_assumption=each.is_assumption,
            origin=each.origin,
            written_in=each.written_in or shown.code,
        )
        for part in parts_of(shown)
        for each in part.values
    ]
    return EditionOut(
        code=shown.code,
        disease=shown.disease,
        name_zh=shown.name_zh,
        name_en=shown.name_en,
        in_force_from=shown.in_force_from,
        complete=shown.complete,
        follows=shown.follows,
        values=values,
    )
