"""Observation at home for other programs and for the phone: who is observed, and health reports by their ids."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from lianfang.accounts.actors import Actor
from lianfang.acts.sheets.api import schema_of
from lianfang.acts.stamps import Stamp
from lianfang.isolation import selectors, services
from lianfang.isolation.access import SEE_OBSERVED
from lianfang.isolation.models import HealthReport, UrgentNeed
from lianfang.isolation.rules import Reading
from lianfang.isolation.sheets import HEALTH_REPORT, URGENT_NEED
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import NotFound
from lianfang.kernel.ids import new_id
from lianfang.kernel.instants import Instant
from lianfang.privacy.reads import log_list

router = Router(tags=["observation at home"])


class ObservedOut(Schema):
    """One person's day under one measure; the person by id only."""

    measure: UUID
    person: UUID
    area: str
    state: str
    day_number: int
    last_day: date
    slots: dict[str, str]
    is_test_day: bool


class Stamped(Schema):
    """``id`` is made by whoever records; the same id with the same content is one record."""

    id: UUID | None = None
    at: Instant | None = None
    offline: bool = False

    def as_stamp(self) -> Stamp:
        return Stamp(id=self.id or new_id(), at=self.at or now(), offline=self.offline)


class ReportIn(schema_of(HEALTH_REPORT, Stamped)):  # type: ignore[misc]
    """Temperatures in degrees Celsius."""


class NeedIn(schema_of(URGENT_NEED, Stamped)):  # type: ignore[misc]
    """What is needed, in words; empty where there is no time for any."""


class ReportOut(Schema):
    id: UUID
    measure_id: UUID
    day: date
    day_number: int
    slot: int | None
    temperature: Decimal
    second_temperature: Decimal | None
    symptoms: list[str]
    finding: str
    happened_at: datetime
    voided_at: datetime | None


class NeedOut(Schema):
    id: UUID
    measure_id: UUID
    happened_at: datetime


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/observed", response=list[ObservedOut], summary="Who is observed at home today")
def observed(request: HttpRequest, area: str = "") -> list[dict[str, Any]]:
    actor = _actor(request)
    if not actor.may_somewhere(SEE_OBSERVED):
        raise NotFound
    log_list(actor, "api:observed")
    days = selectors.days_of(selectors.observed_by(actor, today(), area), today())
    return [_line(day) for day in days]


def _line(day: selectors.Day) -> dict[str, Any]:
    return {
        "measure": day.measure.pk,
        "person": day.measure.person_id,
        "area": day.measure.area_path,
        "state": day.state.value,
        "day_number": day.measure.day_number,
        "last_day": day.measure.last_day,
        "slots": {f"{hour:%H:%M}": state.value for hour, state in day.slots},
        "is_test_day": day.is_test_day,
    }


@router.post("/measures/{measure_id}/health-reports", response={201: ReportOut}, summary="Record a health report")
def report(request: HttpRequest, measure_id: UUID, said: ReportIn) -> Status[HealthReport]:
    """A worker's high reading needs the second one; see the errors of a 422. Temperatures in degrees Celsius."""
    reading = Reading.of(said.values())
    stamp = said.as_stamp()
    return Status(201, services.record_health(actor=_actor(request), stamp=stamp, measure=measure_id, reading=reading))


@router.post("/measures/{measure_id}/urgent-needs", response={201: NeedOut}, summary="Somebody needs help at once")
def urgent(request: HttpRequest, measure_id: UUID, said: NeedIn) -> Status[UrgentNeed]:
    need = services.need_help(actor=_actor(request), stamp=said.as_stamp(), measure=measure_id, **said.values())
    return Status(201, need)
