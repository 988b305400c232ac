"""What may be recorded about somebody at home from any door."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import record_kind
from lianfang.acts.stamps import Stamp
from lianfang.isolation import selectors, services
from lianfang.isolation.access import RECORD_HEALTH
from lianfang.isolation.models import DAY_STATES
from lianfang.isolation.rules import DayState, Reading
from lianfang.isolation.selectors import Day
from lianfang.isolation.sheets import HEALTH_REPORT, URGENT_NEED
from lianfang.kernel.clock import today
from lianfang.kernel.errors import NotFound
from lianfang.kernel.wording import in_both
from lianfang.measures.selectors import measures_visible_to
from lianfang.sync.registry import Carried, carry
from lianfang.territory.selectors import full_name


def _record_health(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.record_health(actor=actor, stamp=stamp, measure=about, reading=Reading.of(values))


def _need_help(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.need_help(actor=actor, stamp=stamp, measure=about, **values)


def _measure_of_number(*, actor: Actor, text: str) -> UUID:
    """The measure whose number stands on the notice."""
    found = next((each for each in measures_visible_to(actor, RECORD_HEALTH) if each.number == text.strip()), None)
    if found is None:
        raise NotFound
    return found.pk


def _observed(actor: Actor) -> Iterator[Carried]:
    """Everybody whose day under a measure is this actor's to ask for, by door."""
    if not actor.may_somewhere(RECORD_HEALTH):
        return
    for day in selectors.days_of(selectors.observed_by(actor, today()), today()):
        yield Carried(str(day.measure.pk), _line(day), (day.measure.person_id,))


def _line(day: Day) -> dict[str, Any]:
    measure = day.measure
    household, fever_at = measure.person.household, measure.rules.fever_at if measure.rules else None
    door = household.door if household else measure.number
    return {
        "title": f"{full_name(measure.area_path)} {door}",
        "says": in_both(WORDED[day.state]),
        "sort": f"{measure.area_path} {door}",
        "about": str(measure.pk),
        "records": [HEALTH_REPORT.code, URGENT_NEED.code],
        "urgent": day.state in (DayState.MISSED, DayState.ABNORMAL, DayState.URGENT),
        "numbers": {"fever_at": float(fever_at)} if fever_at is not None else {},
    }


WORDED = {DayState(code): words for code, words in DAY_STATES}
carry("observed", _observed, name=_("At home under a measure"), order=2)
MEASURE = _("number of the measure")
record_kind(HEALTH_REPORT, about=MEASURE, take=_record_health, find=_measure_of_number)
record_kind(URGENT_NEED, about=MEASURE, take=_need_help)
