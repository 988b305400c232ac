"""Reminding units of the day's report: before it is due, when it is missing, and when it goes upward."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import day_of, now
from lianfang.messaging.services import tell
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import above
from lianfang.privacy.audit import audit
from lianfang.protocols import ReportingRules
from lianfang.reporting.models import Reminder
from lianfang.reporting.rules import Call
from lianfang.reporting.selectors import Standing, must_report, standings
from lianfang.reporting.selectors.upward import upward_on
from lianfang.response.models import Response
from lianfang.response.selectors import active_responses, edition_in_force

CLOCK = Actor.system("reports")


@dataclass(frozen=True)
class Wanted:
    """A reminder that is to go out: to whom, why, and the hour it is about."""

    unit: Unit
    call: Call
    due_at: datetime


def remind(moment: datetime | None = None) -> int:
    """Send every reminder whose time has come and that was not sent before; returns how many."""
    moment = moment or now()
    return sum(_remind(response, moment) for response in active_responses())


def _remind(response: Response, moment: datetime) -> int:
    day, rules = day_of(moment), edition_in_force(response).reporting
    if rules is None:
        return 0
    units = list(must_report(response, day))
    sent = set(Reminder.objects.filter(response=response, day=day).values_list("unit_id", "call", "due_at"))
    wanted = [*_unfiled(standings(response, day, units), rules, moment), *_upward(response, units, moment)]
    fresh = [each for each in wanted if (each.unit.pk, each.call.value, each.due_at) not in sent]
    return sum(_send(response, day_of(moment), each) for each in fresh)


def _unfiled(found: list[Standing], rules: ReportingRules, moment: datetime) -> Iterator[Wanted]:
    """Units without a report, shortly before it is due and once it is missing."""
    before = timedelta(minutes=rules.remind_before_minutes)
    for standing in found:
        if standing.report is None and standing.due_at <= moment:
            yield Wanted(standing.unit, Call.MISSING, standing.due_at)
        elif standing.report is None and standing.due_at - before <= moment:
            yield Wanted(standing.unit, Call.DUE, standing.due_at)


def _upward(response: Response, units: list[Unit], moment: datetime) -> Iterator[Wanted]:
    """Units whose report to the level above is not on its way at its hour."""
    for each in upward_on(response, day_of(moment), units):
        if each.due_at <= moment and (each.report is None or each.report.sent_at is None):
            yield Wanted(each.unit, Call.UPWARD, each.due_at)


@transaction.atomic
def _send(response: Response, day: date, wanted: Wanted) -> bool:
    """Tell the unit, of a missing report also the one above it. False where another worker was faster."""
    reminder, is_new = Reminder.objects.get_or_create(
        response=response, unit=wanted.unit, day=day, call=wanted.call.value, due_at=wanted.due_at
    )
    if not is_new:
        return False
    about = {"day": f"{day}", "due": f"{localtime(wanted.due_at):%H:%M}"}
    link = _link(wanted, day)
    tell(actor=CLOCK, unit=wanted.unit.path, code=f"reporting.tell_{wanted.call.value}", params=about, link=link)
    if wanted.call is Call.MISSING and (upper := above(wanted.unit)):
        told = {**about, "unit": wanted.unit.name}
        tell(actor=CLOCK, unit=upper.path, code="reporting.tell_missing_below", params=told, link=link)
    audit(CLOCK, "report.reminded", reminder, call=wanted.call.value)
    return True


def _link(wanted: Wanted, day: date) -> str:
    """Where what is asked for is done."""
    if wanted.call is Call.UPWARD:
        return reverse("reporting:upward", args=[wanted.unit.pk, day, f"{localtime(wanted.due_at):%H%M}"])
    return reverse("reporting:report", args=[wanted.unit.pk, day])
