"""What is found behind a door and cannot wait becomes a task, with the clocks of the edition in force."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Reason
from lianfang.orgs.selectors import unit_for_area
from lianfang.response.selectors import edition_in_force
from lianfang.screening.found import Found, names_of
from lianfang.screening.models import DoorVisit
from lianfang.screening.subjects import HELP, UNWELL, about
from lianfang.tasks.kinds import Purpose, TaskKind
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.services import ask, cancel, take_answers, take_answers_back

URGENT, ABNORMAL = "urgent_need", "chase.abnormal"
OTHERWISE = {URGENT: timedelta(minutes=15), ABNORMAL: timedelta(minutes=30)}
"""Used where the edition sets no time."""
HELP_WITHIN = timedelta(hours=24)
SYSTEM = Actor.system("screening")


def raise_tasks(actor: Actor, visit: DoorVisit, found: Found) -> list[Task]:
    """Whoever is unwell is looked after by the protocol's clock, whoever needs help is helped; at once where it is urgent."""
    tasks = []
    if found.unwell:
        urgent = any(each.urgent for each in found.unwell)
        why = "urgent_found" if urgent else "unwell_found"
        due_at = _due(visit, URGENT if urgent else ABNORMAL)
        tasks.append(_ask(actor, visit, UNWELL, due_at, _because(visit, why, visit.unwell), names_of(found.unwell)))
    if found.in_need:
        urgent = any(each.urgent for each in found.in_need)
        why = "urgent_found" if urgent else "help_wanted"
        due_at = _due(visit, URGENT) if urgent else visit.happened_at + HELP_WITHIN
        tasks.append(_ask(actor, visit, HELP, due_at, _because(visit, why, visit.in_need), names_of(found.in_need)))
    return tasks


def _because(visit: DoorVisit, why: str, number: int) -> Reason:
    return Reason.of(f"screening.{why}", number=number, round=visit.round.name)


def _due(visit: DoorVisit, clock: str) -> datetime:
    """From the visit on, by its own time: a phone that was offline does not lengthen anybody's waiting."""
    return visit.happened_at + (edition_in_force(visit.response).clock(clock) or OTHERWISE[clock])


def _ask(actor: Actor, visit: DoorVisit, kind: TaskKind, due_at: datetime, because: Reason, note: str) -> Task:
    return ask(
        actor=actor,
        response=visit.response,
        kind=kind.code,
        subject=about(visit),
        household=visit.door.household,
        area_path=visit.area_path,
        unit=unit_for_area(visit.area_path) or visit.round.unit,
        due_at=due_at,
        because=because,
        note=note[:300],
    )


def waiting_about(visit: DoorVisit) -> list[Task]:
    """The tasks that a visit made and that nobody has answered."""
    subject = about(visit)
    rows = Task.objects.filter(subject_kind=subject.kind, subject_id=subject.id, state__in=sorted(WAITING))
    return list(rows.order_by("due_at"))


def answer_tasks(actor: Actor, visit: DoorVisit, told: Mapping[str, str]) -> None:
    """Whoever asks the same household the same is answered by the round, as by one knock."""
    household, purpose = visit.door.household, Purpose(visit.round.purpose)
    if household is not None and told:
        take_answers(actor=actor, act=visit, household=household, purpose=purpose, told=told)


def withdraw(actor: Actor, visit: DoorVisit) -> None:
    """What a record asked for that is no longer held to be true is asked for no longer, and what it answered is asked again."""
    for task in waiting_about(visit):
        cancel(actor=SYSTEM, task=task, outcome="corrected")
    if visit.door.household is not None:
        take_answers_back(actor=actor, act=visit, household=visit.door.household)
