"""Areas over the API: found by name or code, read one by one. Names of areas are no secret."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Query, Router, Schema, UploadedFile

from lianfang.accounts.actors import Actor
from lianfang.kernel.paths import parent_of
from lianfang.territory import selectors, services
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.exchange import TablePlan
from lianfang.territory.models import Area

router = Router(tags=["areas"])

MOST = 500


class AreaOut(Schema):
    """An area as the tree has it."""

    id: UUID
    path: str
    parent_path: str
    level: str
    kind: str
    code: str
    name: str
    name_en: str
    full_name: str
    successor_path: str
    is_retired: bool


class AreaDetail(AreaOut):
    """An area with its outline."""

    geometry: dict[str, Any] | None


class AreaPage(Schema):
    """Areas in the order of their paths; ``next`` is the ``after`` of the page that follows, "" at the end."""

    items: list[AreaOut]
    next: str


class AreaQuery(Schema):
    """Which areas: found by ``q`` (the nearest first, without further pages), or all below a path."""

    q: str = ""
    under: str = ""
    level: str = ""
    after: str = ""
    limit: int = 100


class RefusedRow(Schema):
    """A row of a table that was not taken, by its number in the file."""

    row: int
    code: str
    says: str


class TableOut(Schema):
    """What a table added, what was there already, and the rows that were not taken."""

    added: int
    known: int
    refused: list[RefusedRow]


def outcome_of(plan: TablePlan) -> dict[str, Any]:
    """A `TableOut`."""
    refused = [{"row": row, "code": why.code, "says": str(why)} for row, why in plan.refused.items()]
    return {"added": len(plan.new), "known": plan.known_count, "refused": refused}


@router.get("/areas", response=AreaPage, summary="Find areas, or read them below a path")
def areas(request: HttpRequest, asked: Query[AreaQuery]) -> dict[str, Any]:
    """Areas in use whose name or code holds ``q``; without it every area below ``under``, page by page."""
    selectors.require_lookup(_actor(request))
    limit = max(1, min(asked.limit, MOST))
    if asked.q:
        levels = [asked.level] if asked.level else []
        found = selectors.search_areas(asked.q, asked.under, limit, levels)
        return {"items": _out(found), "next": ""}
    rows = selectors.areas_under(asked.under, asked.level or None).filter(path__gt=asked.after).defer("geometry")
    page = list(rows.order_by("path")[: limit + 1])
    return {"items": _out(page[:limit]), "next": page[limit - 1].path if len(page) > limit else ""}


@router.post("/areas/{area_id}/places", response=TableOut, summary="Bring in a table of places below an area")
def bring_places(
    request: HttpRequest, area_id: UUID, file: File[UploadedFile], preview: bool = False
) -> dict[str, Any]:
    """A row is a line of names from the street down (XLSX, XLS, CSV). The same table again adds nothing."""
    actor = _actor(request)
    below = selectors.get_area_for(actor, area_id, action=MANAGE_AREAS)
    bring = services.plan_places if preview else services.apply_places
    return outcome_of(bring(actor=actor, area=below, content=file.read(), filename=file.name or ""))


@router.get("/areas/{area_id}", response=AreaDetail, summary="One area, by its id or its path")
def area(request: HttpRequest, area_id: str) -> dict[str, Any]:
    """Retired areas are answered too and name their successor."""
    visible = selectors.require_lookup(_actor(request))
    known = visible.filter(path=area_id).first() or selectors.get_area_for(_actor(request), area_id)
    return {**_fields(known), "geometry": known.geometry}


def _out(found: list[Area]) -> list[dict[str, Any]]:
    selectors.names_of([each.path for each in found])
    return [_fields(each) for each in found]


def _fields(each: Area) -> dict[str, Any]:
    columns = ("id", "path", "level", "kind", "code", "name", "name_en", "successor_path", "is_retired")
    given = {name: getattr(each, name) for name in columns}
    return {**given, "parent_path": parent_of(each.path), "full_name": selectors.full_name(each.path)}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
