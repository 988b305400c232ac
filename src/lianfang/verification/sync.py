"""People on lists whom nobody has on record, on the phone; residents stand at their doors, by their tasks."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import record_kind
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.orgs.selectors import units_of
from lianfang.sync.registry import Carried, carry
from lianfang.tasks.access import SEE_PEOPLE
from lianfang.territory.selectors import full_name
from lianfang.verification.access import WORK_LISTS
from lianfang.verification.models import NameRow
from lianfang.verification.rules import State
from lianfang.verification.selectors import rows_visible_to
from lianfang.verification.services import Checked, verify
from lianfang.verification.sheets import CHECK

MOST = 200
"""Rows that a phone carries: more than anybody calls in a day."""


def _rows(actor: Actor) -> Iterator[Carried]:
    """Rows of the actor's units that mean nobody on record, the most urgent first; twins are one."""
    if not actor.may_somewhere(WORK_LISTS):
        return
    units = [unit.path for unit in units_of(actor)]
    rows = rows_visible_to(actor, WORK_LISTS).filter(
        state=State.OPEN.value, person=None, task__unit_path__in=units, task__household=None
    )
    told: set[UUID | None] = set()
    for row in rows.order_by("due_at", "id")[: MOST * 2]:
        if row.task_id not in told and len(told) < MOST:
            told.add(row.task_id)
            yield Carried(str(row.pk), _row(actor, row))


def _row(actor: Actor, row: NameRow) -> dict[str, Any]:
    late = row.due_at < now()
    sees = actor.may(SEE_PEOPLE, area_path=row.area_path, unit_path=row.unit_path)
    whom = [str(row.name), str(row.phone), str(row.address), str(row.told)] if sees else [f"{row.number}"]
    return {
        "title": " ".join(filter(None, whom[:2])),
        "says": " · ".join(filter(None, [*whom[2:], full_name(row.area_path)])),
        "sort": f"{'0' if late else '1'} {row.due_at:%Y%m%d%H%M} {row.pk}",
        "urgent": late,
        "about": str(row.pk),
        "records": [CHECK.code],
    }


def _check(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return verify(actor=actor, stamp=stamp, row=about, checked=Checked.of(values))


carry("listed", _rows, name=_("People on lists"), order=3)
record_kind(CHECK, about=_("row of a verification list"), take=_check)
