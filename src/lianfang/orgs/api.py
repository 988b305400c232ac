"""Units and duty over the API. Numbers and names of who is on duty are given, those of members are not."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Query, Router, Schema, Status, UploadedFile

from lianfang.accounts.actors import Actor
from lianfang.orgs import selectors, services
from lianfang.orgs.access import MANAGE_UNITS
from lianfang.orgs.models import OnDuty, Unit
from lianfang.territory.api import TableOut, outcome_of

router = Router(tags=["units"])

MOST = 500


class DutyOut(Schema):
    """Who answers for a unit now."""

    id: UUID
    unit_id: UUID
    name: str
    phone: str
    since: datetime


class UnitOut(Schema):
    """A unit as the tree has it, with who is on duty now (null: nobody)."""

    id: UUID
    path: str
    kind: str
    code: str
    name: str
    name_en: str
    area_path: str
    duty_phone: str
    answers_always: bool
    stated_members: int | None
    has_ended: bool
    on_duty: DutyOut | None


class UnitPage(Schema):
    """Units in the order of their paths; ``next`` is the ``after`` of the page that follows, "" at the end."""

    items: list[UnitOut]
    next: str


class UnitQuery(Schema):
    """Which units: by part of the name or the beginning of the code, below an area, those with nobody on duty."""

    q: str = ""
    under: str = ""
    silent: bool = False
    after: str = ""
    limit: int = 100


class DutyIn(Schema):
    """For which unit one goes on duty, and at which number ("": that of the account)."""

    unit_id: UUID
    phone: str = ""


@router.get("/units", response=UnitPage, summary="Units at work, page by page")
def units(request: HttpRequest, asked: Query[UnitQuery]) -> dict[str, Any]:
    """With ``silent`` only units that answer at every hour and have nobody on duty now."""
    selectors.require_lookup(_actor(request))
    limit = max(1, min(asked.limit, MOST))
    rows = selectors.units_with_nobody_on_duty(asked.under) if asked.silent else selectors.units_below(asked.under)
    if asked.q:
        rows = rows.filter(selectors.named_like(asked.q))
    page = list(selectors.with_duties(rows.filter(path__gt=asked.after))[: limit + 1])
    following = page[limit - 1].path if len(page) > limit else ""
    return {"items": [_unit(unit) for unit in page[:limit]], "next": following}


@router.get("/units/{unit_id}", response=UnitOut, summary="One unit")
def unit(request: HttpRequest, unit_id: str) -> dict[str, Any]:
    """Ended units are answered too."""
    known = selectors.get_unit_for(_actor(request), unit_id)
    return _unit(selectors.with_duties(Unit.objects.filter(pk=known.pk)).get())


@router.post("/units/{unit_id}/units", response=TableOut, summary="Bring in a table of units below a unit")
def bring_units(request: HttpRequest, unit_id: UUID, file: File[UploadedFile], preview: bool = False) -> dict[str, Any]:
    """Name, and any of kind, unit above, area, code, duty phone, stated number. The same table again founds nothing."""
    actor = _actor(request)
    top = selectors.get_unit_for(actor, unit_id, action=MANAGE_UNITS)
    bring = services.plan_units if preview else services.apply_units
    return outcome_of(bring(actor=actor, unit=top, content=file.read(), filename=file.name or ""))


@router.put("/duty", response=DutyOut, summary="Go on duty")
def go_on_duty(request: HttpRequest, wanted: DutyIn) -> dict[str, Any]:
    """Whoever was on duty elsewhere leaves that; being on duty there already changes nothing but the number."""
    actor = _actor(request)
    chosen = selectors.unit_chosen_by(actor, wanted.unit_id)
    return _duty(services.go_on_duty(actor=actor, unit=chosen, phone=wanted.phone))


@router.delete("/duty", response={204: None}, summary="Go off duty")
def go_off_duty(request: HttpRequest) -> Status[None]:
    """Doing it again changes nothing."""
    services.go_off_duty(actor=_actor(request))
    return Status(204, None)


def _unit(each: Unit) -> dict[str, Any]:
    columns = ("id", "path", "kind", "code", "name", "name_en", "area_path", "duty_phone", "answers_always")
    given = {name: getattr(each, name) for name in (*columns, "stated_members", "has_ended")}
    duties: list[OnDuty] = each.open_duties  # type: ignore[attr-defined]
    return {**given, "on_duty": _duty(duties[0]) if duties else None}


def _duty(duty: OnDuty) -> dict[str, Any]:
    return {"id": duty.id, "unit_id": duty.unit_id, "name": duty.user.name, "phone": duty.phone, "since": duty.since}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
