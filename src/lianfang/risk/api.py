"""Risk areas for other programs."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.kernel.instants import Day, Instant
from lianfang.response.selectors import current_response
from lianfang.risk import selectors, services
from lianfang.risk.access import SEE_RISK_AREAS
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import Place, Width
from lianfang.ui.keyset import page_of

router = Router(tags=["risk areas"])


class RiskAreaOut(Schema):
    """A risk area; being there counts from ``exposed_from`` until ``until_at``."""

    id: UUID
    code: str
    name: str
    width: str
    level: str
    from_at: datetime
    until_at: datetime | None
    exposed_from: date
    source: str
    published_at: datetime | None
    withdrawn_at: datetime | None


class RiskAreasOut(Schema):
    areas: list[RiskAreaOut]
    next: str


class RiskAreaIn(Schema):
    name: str
    level: str
    source: str
    code: str = ""
    width: str = Width.COMPOUND.value
    from_at: Instant | None = None
    until_at: Instant | None = None
    exposed_from: Day | None = None
    publish: bool = False


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/risk-areas", response=RiskAreasOut, summary="Risk areas, the latest first")
def areas(request: HttpRequest, after: str = "", size: int = 100) -> RiskAreasOut:
    """A page of them; ``next`` is the ``after`` of the following one."""
    page = page_of(
        selectors.risk_areas_visible_to(_actor(request)), ("-entered_at",), cursor=after, size=min(size, 500)
    )
    return RiskAreasOut(areas=[RiskAreaOut.from_orm(each) for each in page.rows], next=page.next)


@router.get("/risk-areas/look-up", response=list[RiskAreaOut], summary="What holds for a place on a day")
def look_up(request: HttpRequest, name: str = "", code: str = "", on: Day | None = None) -> list[RiskArea]:
    """Published areas in which the place certainly or possibly lies, gravest first."""
    if not _actor(request).may_somewhere(SEE_RISK_AREAS):
        raise NotFound
    return selectors.look_up(Place(code, name), on)


@router.post("/risk-areas", response={201: RiskAreaOut}, summary="Enter a risk area")
def add(request: HttpRequest, said: RiskAreaIn) -> Status[RiskArea]:
    """The same place, level and times again is the first one."""
    given = said.dict()
    publish_now = given.pop("publish")
    entry = services.Entry(**given)
    return Status(
        201, services.add(actor=_actor(request), response=current_response(), entry=entry, publish_now=publish_now)
    )
