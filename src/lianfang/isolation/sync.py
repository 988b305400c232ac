"""What may be recorded about somebody at home from any door."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import record_kind
from lianfang.acts.stamps import Stamp
from lianfang.isolation import services
from lianfang.isolation.access import RECORD_HEALTH
from lianfang.isolation.rules import Reading
from lianfang.isolation.sheets import HEALTH_REPORT, URGENT_NEED
from lianfang.kernel.errors import NotFound
from lianfang.measures.selectors import measures_visible_to


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


MEASURE = _("number of the measure")
record_kind(HEALTH_REPORT, about=MEASURE, take=_record_health, find=_measure_of_number)
record_kind(URGENT_NEED, about=MEASURE, take=_need_help)
