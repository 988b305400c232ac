"""What is out of line now: late, missing, unmanned. Each line opens the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Text
from lianfang.orgs.selectors import units_with_nobody_on_duty
from lianfang.tasks.models import Task
from lianfang.tasks.selectors import overdue_under
from lianfang.territory.models import Area

MOST = 8


@dataclass(frozen=True)
class Band:
    """One kind of thing out of line: how many, and the first of them."""

    code: str
    name: Text
    total: int
    first: Sequence[Any]

    @property
    def is_clear(self) -> bool:
        return self.total == 0


def bands(actor: Actor, area: Area) -> list[Band]:
    """Overdue hand-overs, overdue tasks, units with nobody on duty; the missing reports come with `reporting`."""
    late = overdue_under(actor, area_path=area.path).select_related("unit")
    handed = late.filter(hand_over__isnull=False)
    other = late.filter(hand_over__isnull=True)
    unmanned = units_with_nobody_on_duty(area.path)
    return [
        Band("hand_overs", _("Overdue hand-overs"), handed.count(), _first(handed)),
        Band("tasks", _("Overdue tasks"), other.count(), _first(other)),
        Band("unmanned", _("Units with nobody on duty"), unmanned.count(), list(unmanned[:MOST])),
    ]


def _first(rows: QuerySet[Task]) -> list[Task]:
    return list(rows[:MOST])
