"""What of a list is not clear is a task too: somebody says who is meant, or takes what is nobody's, by its own time."""

from collections.abc import Sequence
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.services import Asking, answer, ask_many
from lianfang.tasks.subjects import Subject
from lianfang.verification.models import NameList, NameRow, Part
from lianfang.verification.rules import State, settle_by
from lianfang.verification.selectors import UNOWNED
from lianfang.verification.subjects import PART, SETTLE


def ask_to_settle(actor: Actor, name_list: NameList) -> None:
    """Ask every unit that has likely rows of a list, and the desk that took it in for the rows of nobody."""
    rows = NameRow.objects.filter(name_list=name_list).order_by()
    unclear = set(rows.filter(state=State.TO_CONFIRM.value).values_list("unit", flat=True))
    if rows.filter(UNOWNED).exists():
        unclear.add(name_list.unit_id)
    ask_units(actor, name_list, list(Unit.objects.filter(pk__in=unclear)))


def ask_units(actor: Actor, name_list: NameList, units: Sequence[Unit]) -> None:
    """Ask these units; asking one again changes nothing while it waits."""
    Part.objects.bulk_create([Part(name_list=name_list, unit=unit) for unit in units], ignore_conflicts=True)
    parts = dict(Part.objects.filter(name_list=name_list, unit__in=units).values_list("unit", "pk"))
    ask_many(actor=actor, wanted=[_wanted(name_list, unit, parts[unit.pk]) for unit in units])


def _wanted(name_list: NameList, unit: Unit, part: UUID) -> Asking:
    return {
        "response": name_list.response,
        "kind": SETTLE.code,
        "subject": Subject(PART, part),
        "area_path": unit.area_path or name_list.area_path,
        "unit": unit,
        "due_at": settle_by(name_list.received_at, name_list.due_at),
        "because": Reason.of("verification.settle", sender=name_list.asker_name),
    }


def settled(actor: Actor, name_list: NameList, unit_id: UUID) -> None:
    """After a row was settled: the unit's task is done when nothing of its part is left."""
    part = Part.objects.filter(name_list=name_list, unit=unit_id).first()
    rows = NameRow.objects.filter(name_list=name_list)
    if part is None or rows.filter(state=State.TO_CONFIRM.value, unit=unit_id).exists():
        return
    if unit_id == name_list.unit_id and rows.filter(UNOWNED).exists():
        return
    waiting = Task.objects.filter(kind=SETTLE.code, subject_id=part.pk, state__in=sorted(WAITING))
    for task in waiting:
        answer(actor=Actor.system("verification"), task=task, outcome="settled")
