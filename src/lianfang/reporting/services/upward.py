"""Affirming what goes to the level above, and recording that it was sent (上报)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Refused
from lianfang.privacy.audit import audit
from lianfang.reporting.access import FILE_REPORT
from lianfang.reporting.models import UpwardReport
from lianfang.reporting.rules import SentHow
from lianfang.reporting.selectors.upward import Upward, content_of_upward, get_upward_for
from lianfang.response.models import Response
from lianfang.ui.due import daytime


def affirm_upward(*, actor: Actor, response: Response, unit: UUID | str, due_at: datetime) -> UpwardReport:
    """Freeze the unit's roll-up for an hour under the name of a person.

    Counts first and outside the transaction. Raises NotFound, Refused (nothing is sent then, the day is not over, not a
    person) or Conflict (affirmed before).
    """
    if actor.is_system or actor.user_id is None:
        raise Refused("reporting.a_person_files")
    upward = get_upward_for(actor, response, unit, due_at, action=FILE_REPORT)
    if upward.report is not None:
        raise Conflict("reporting.already_affirmed")
    if not upward.is_open:
        raise Refused("reporting.not_yet", until=daytime(upward.period[1]))
    report = _frozen(actor, upward)
    try:
        with transaction.atomic():
            report.save(force_insert=True)
            audit(actor, "upward.affirmed", report, day=report.day.isoformat(), due=due_at.isoformat())
    except IntegrityError:
        raise Conflict("reporting.already_affirmed") from None
    return report


def _frozen(actor: Actor, upward: Upward) -> UpwardReport:
    from_at, until_at = upward.period
    return UpwardReport(
        response=upward.response,
        unit=upward.unit,
        unit_path=upward.unit.path,
        area_path=upward.unit.area_path,
        day=upward.day,
        due_at=upward.due_at,
        from_at=from_at,
        until_at=until_at,
        affirmed_at=now(),
        affirmed_by=actor.name,
        content=content_of_upward(upward),
    )


@transaction.atomic
def record_sent(
    *, actor: Actor, response: Response, unit: UUID | str, due_at: datetime, how: SentHow, to: str = ""
) -> UpwardReport:
    """Record that the affirmed report went out now, by whom and how. Raises NotFound, Refused or Conflict (sent before)."""
    upward = get_upward_for(actor, response, unit, due_at, action=FILE_REPORT)
    if upward.report is None:
        raise Refused("reporting.not_affirmed")
    sent = UpwardReport.objects.select_for_update().get(pk=upward.report.pk)
    if sent.sent_at is not None:
        raise Conflict("reporting.already_sent")
    sent.sent_at, sent.sent_by, sent.sent_how, sent.sent_to = now(), actor.name, how.value, to.strip()
    sent.save(update_fields=["sent_at", "sent_by", "sent_how", "sent_to"])
    audit(actor, "upward.sent", sent, how=how.value, late=sent.sent_at > sent.due_at)
    return sent
