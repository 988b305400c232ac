"""Reading tasks and hand-overs: by area, by unit, and what was given to somebody personally."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import under
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.tasks.access import DO_TASKS, HAND_OVER, OVERSEE, RECEIVE, SEE_TASKS
from lianfang.tasks.models import UNDER_WAY, HandOver, Responsibility, Task, Visit
from lianfang.tasks.rules import WAITING

WAITS = sorted(WAITING)


def tasks_visible_to(actor: Actor, action: Action = SEE_TASKS) -> QuerySet[Task]:
    """Tasks in the actor's area or of the actor's unit, and those given to the actor personally."""
    rows = Task.objects.select_related("unit", "household", "person")
    reached = scope(rows, actor, action, units=("unit_path",))
    return reached | rows.filter(user_id=actor.user_id) if actor.user_id and actor.may_somewhere(action) else reached


def may_do(actor: Actor, task: Task, action: Action = DO_TASKS) -> bool:
    """Whether `tasks_visible_to` would give this task for an action: by area, by unit, or because it is the actor's own."""
    is_own = task.user_id is not None and task.user_id == actor.user_id and actor.may_somewhere(action)
    return is_own or actor.may(action, area_path=task.area_path, unit_path=task.unit_path)


def may_knock(actor: Actor, task: Task) -> bool:
    """Whether this actor may knock at the door of a task now."""
    return task.is_waiting and task.opens_at <= now() and may_do(actor, task)


def get_task_for(actor: Actor, task_id: UUID | str, *, action: Action = SEE_TASKS, lock: bool = False) -> Task:
    """The task, if the actor may do this with it; NotFound otherwise. Locked, it is fresh until the transaction ends."""
    rows = tasks_visible_to(actor, action)
    try:
        return get_by_id(rows.select_for_update(of=("self",)) if lock else rows, task_id)
    except NotFound:
        if action != SEE_TASKS:
            raise
        return _asked_by_unit_of(actor, task_id)


def _asked_by_unit_of(actor: Actor, task_id: UUID | str) -> Task:
    """The task, for the unit that asked: it reads the answer, wherever the task is done. Raises NotFound."""
    found = get_by_id(Task.objects.select_related("unit", "household", "person"), task_id)
    if not any(actor.may(SEE_TASKS, unit_path=path) for path in found.asked_by):
        raise NotFound
    return found


def get_visit_for(actor: Actor, visit_id: UUID | str) -> Visit:
    """A visit that counts, in the actor's area or by the actor's unit. Raises NotFound."""
    rows = Visit.kept.select_related("household", "response")
    return get_by_id(scope(rows, actor, SEE_TASKS, units=("unit_path",)), visit_id)


def hand_overs_visible_to(actor: Actor, action: Action = SEE_TASKS) -> QuerySet[HandOver]:
    """Hand-overs into the actor's area, and those that the actor's unit sent or receives."""
    rows = HandOver.objects.select_related("from_unit", "to_unit", "person", "task")
    return scope(rows, actor, action, units=("from_unit_path", "to_unit_path"))


def get_hand_over_for(actor: Actor, hand_over_id: UUID | str, *, action: Action = SEE_TASKS) -> HandOver:
    """The hand-over, if the actor may do this with it; NotFound otherwise.

    Receiving is the receiver's, sending and withdrawing the sender's; where the other side is outside the district,
    the side here keeps the book for both.
    """
    found = get_by_id(hand_overs_visible_to(actor), hand_over_id)
    if action == SEE_TASKS or _side_may(actor, found, action):
        return found
    raise NotFound


def _side_may(actor: Actor, hand_over: HandOver, action: Action) -> bool:
    if action == RECEIVE and hand_over.to_unit is None:
        return side_may(actor, HAND_OVER, hand_over.from_unit)
    if action == HAND_OVER:
        return side_may(actor, HAND_OVER, hand_over.from_unit)
    return side_may(actor, action, hand_over.to_unit, hand_over.area_path)


def side_may(actor: Actor, action: Action, unit: Unit | None, area_path: str | None = None) -> bool:
    """Whether the actor may do this for a unit: by the tree of units, or by the area that it answers for."""
    if unit is None:
        return actor.is_system
    return actor.may(action, unit_path=unit.path, area_path=area_path or unit.area_path)


def inbox_of(actor: Actor, units: tuple[str, ...] = ()) -> QuerySet[Task]:
    """What waits for this actor's unit (paths) or for the actor, open already, the most urgent first."""
    mine = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    for path in units:
        mine |= Q(unit_path=path)
    waiting = tasks_visible_to(actor).filter(mine, state__in=WAITS, opens_at__lte=now())
    return waiting.order_by("due_at", "id")


def overdue_under(
    actor: Actor, *, area_path: str = "", unit_path: str = "", at: datetime | None = None
) -> QuerySet[Task]:
    """Tasks past their due time below an area or unit, those that rose highest first."""
    late = tasks_visible_to(actor, OVERSEE).filter(state__in=WAITS, due_at__lte=at or now())
    return late.filter(under("area_path", area_path), under("unit_path", unit_path)).order_by("-level", "due_at", "id")


def person_of_unit(actor: Actor, unit: Unit, person_id: UUID | str) -> Person:
    """Somebody the unit may hand over: who lives in its area, or for whom it answers now. Raises NotFound."""
    if not side_may(actor, HAND_OVER, unit):
        raise NotFound
    answered_for = Responsibility.objects.filter(unit=unit, until=None).values("person")
    here = under("area_path", unit.area_path) if unit.area_path or actor.is_system else Q(pk__in=[])
    return get_by_id(Person.objects.select_related("household").filter(here | Q(pk__in=answered_for)), person_id)


def pending_of(person: Person) -> HandOver | None:
    """The hand-over in which this person is now."""
    pending = HandOver.objects.filter(UNDER_WAY, person=person)
    return next((each for each in pending.order_by("-sent_at") if each.moves_a_person), None)


def responsible_for(person: Person) -> Unit | None:
    """The one unit that answers for this person now; None where nobody has to."""
    current = Responsibility.objects.filter(person=person, until=None).select_related("unit").first()
    return current.unit if current else None


def open_tasks_of(person: Person) -> QuerySet[Task]:
    return Task.objects.filter(person=person, state__in=WAITS).select_related("unit").order_by("due_at", "id")


def left_alone() -> QuerySet[Responsibility]:
    """People for whom a unit answers and about whom nobody has anything to do: there must never be one."""
    waiting = Task.objects.filter(person=OuterRef("person"), state__in=WAITS)
    return Responsibility.objects.filter(~Exists(waiting), until=None)
