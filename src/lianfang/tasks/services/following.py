"""Tasks follow what they are about: to the unit that has it now, and to the person it turned out to be."""

from collections.abc import Sequence

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.subjects import Subject


def waiting_about(subject: Subject) -> list[Task]:
    rows = Task.objects.filter(subject_kind=subject.kind, subject_id=subject.id, state__in=sorted(WAITING))
    return list(rows.select_related("unit"))


@transaction.atomic
def follow(actor: Actor, subject: Subject, *, unit: Unit, area_path: str = "") -> None:
    """What waits about a subject goes to the unit that has it now; what is there already stays as it is."""
    for task in waiting_about(subject):
        area = area_path or task.area_path
        if (task.unit_path, task.area_path) != (unit.path, area):
            task.unit, task.unit_path, task.area_path, task.user = unit, unit.path, area, None
            task.save(update_fields=["unit", "unit_path", "area_path", "user"])
            audit(actor, "task.followed", task, unit=unit.path)


@transaction.atomic
def learn_whom(actor: Actor, subject: Subject, person: Person | None, questions: Sequence[str]) -> None:
    """What waits about a subject is about this person, so that it is asked on one visit with the household's others."""
    if person is None:
        return
    for task in waiting_about(subject):
        if task.person_id is None:
            task.person, task.household = person, person.household
            task.questions = list(dict.fromkeys([*task.questions, *questions]))
            task.save(update_fields=["person", "household", "questions"])
            audit(actor, "task.about", task)
