"""Work whose holder is gone comes back to the unit, and what a unit that ended had goes to the one above (退回单位)."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Member, Unit
from lianfang.privacy.audit import audit
from lianfang.tasks.access import DO_TASKS
from lianfang.tasks.models import HandOver, Responsibility, Task
from lianfang.tasks.rules import PENDING, WAITING, State
from lianfang.tasks.services.responsibility import take_responsibility

SYSTEM = Actor.system("coming-back")
GONE = Reason.of("tasks.holder_gone")


@transaction.atomic
def give_back(tasks: Iterable[Task], because: Reason, unit: Unit | None = None) -> int:
    """These tasks wait for their unit again, or for the one named, which is told how many; says how many there were."""
    back: Counter[str] = Counter()
    for task in tasks:
        to = unit or task.unit
        task.unit, task.unit_path, task.user = to, to.path, None
        task.state, task.returned_because = State.OPEN.value, because
        task.save(update_fields=["unit", "unit_path", "user", "state", "returned_because"])
        audit(SYSTEM, "task.came_back", task, because=because.code, unit=to.path)
        back[to.path] += 1
    for path, count in sorted(back.items()):
        tell(
            actor=SYSTEM, unit=path, code="tasks.tell_came_back", params={"count": count}, link="/tasks/list/?view=back"
        )
    return back.total()


def held_by(user: User) -> list[Task]:
    """The waiting tasks of one person."""
    return list(_waiting().filter(user=user))


def without_holder() -> list[Task]:
    """Waiting tasks of people who can no longer do them: closed accounts, withdrawn roles, memberships that ended."""
    mine: dict[User, list[Task]] = {}
    for task in _waiting().filter(user__isnull=False).select_related("user"):
        if task.user is not None:
            mine.setdefault(task.user, []).append(task)
    return [task for user, tasks in mine.items() for task in _lost(user, tasks)]


@transaction.atomic
def pass_on(unit: Unit) -> int:
    """What a unit that has ended still had goes to the unit above it: tasks, people it answers for, hand-overs under way."""
    heir = orgs.above(unit)
    if heir is None:
        return 0
    _pass_on_people(unit, heir)
    _pass_on_hand_overs(unit, heir)
    return give_back(_waiting().filter(unit=unit), Reason.of("tasks.unit_gone"), heir)


def _waiting() -> QuerySet[Task]:
    return Task.objects.filter(state__in=sorted(WAITING)).select_related("unit").order_by("due_at", "id")


def _lost(user: User, tasks: list[Task]) -> list[Task]:
    actor = Actor.of(user)
    left = _left_units(user)
    return [task for task in tasks if not user.is_active or task.unit_id in left or not _may_do(actor, task)]


def _may_do(actor: Actor, task: Task) -> bool:
    return actor.may(DO_TASKS, area_path=task.area_path) or actor.may(DO_TASKS, unit_path=task.unit_path)


def _left_units(user: User) -> set[UUID]:
    """The units of which somebody was a member and is none any more."""
    ever = Member.objects.filter(user=user)
    still = ever.filter(orgs.on_the_day() | Q(from_on__gt=today()))
    return set(ever.values_list("unit", flat=True)) - set(still.values_list("unit", flat=True))


def _pass_on_people(unit: Unit, heir: Unit) -> None:
    for charge in Responsibility.objects.filter(unit=unit, until=None).select_related("response", "person"):
        take_responsibility(
            actor=SYSTEM, response=charge.response, person=charge.person, unit=heir, area_path=charge.area_path
        )


def _pass_on_hand_overs(unit: Unit, heir: Unit) -> None:
    pending = HandOver.objects.filter(state__in=sorted(PENDING))
    for side in ("from_unit", "to_unit"):
        for sent in pending.filter(**{side: unit}):
            setattr(sent, side, heir)
            setattr(sent, f"{side}_path", heir.path)
            sent.save(update_fields=[side, f"{side}_path"])
            audit(SYSTEM, "hand_over.passed_on", sent, unit=heir.path, side=side)
