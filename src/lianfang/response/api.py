"""The response and its editions for other programs."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.protocols import editions, load_edition
from lianfang.response.editionpage import parts_of
from lianfang.response.models import Response
from lianfang.response.selectors import responses_visible_to

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
