"""Which kinds of units must report."""

from datetime import date
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Conflict, NotFound
from lianfang.orgs.rules import UnitKind
from lianfang.privacy.audit import audit
from lianfang.reporting.access import SET_DUTIES
from lianfang.reporting.models import DutyToReport
from lianfang.response.models import Response


@transaction.atomic
def begin_duty(*, actor: Actor, response: Response, unit_kind: str, from_on: date | None = None) -> DutyToReport:
    """Units of this kind report from a day on (today). Raises Refused, NotFound for no kind, Conflict where they must already."""
    actor.require(SET_DUTIES, area_path=response.area_path)
    if unit_kind not in set(UnitKind):
        raise NotFound("reporting.no_such_duty")
    if DutyToReport.objects.filter(response=response, unit_kind=unit_kind, until_on=None).exists():
        raise Conflict("reporting.duty_exists")
    duty = DutyToReport(response=response, unit_kind=unit_kind, from_on=from_on or today())
    duty.save(force_insert=True)
    audit(actor, "duty_to_report.begun", duty, kind=unit_kind)
    return duty


@transaction.atomic
def end_duty(*, actor: Actor, duty: UUID | str) -> DutyToReport:
    """Units of this kind report for the last time today. Raises NotFound or Refused."""
    ending = get_by_id(DutyToReport.objects.filter(until_on=None).select_related("response"), duty)
    actor.require(SET_DUTIES, area_path=ending.response.area_path)
    ending.until_on = max(today(), ending.from_on)
    ending.save(update_fields=["until_on"])
    audit(actor, "duty_to_report.ended", ending)
    return ending
