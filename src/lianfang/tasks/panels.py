"""What the pages of people and households show of tasks: what waits there, the knock, and asking something."""

from typing import Any

from django.db.models import Q

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.people.models import Household, Person
from lianfang.people.panels import Panel, of_household, of_person
from lianfang.tasks import presenting, selectors
from lianfang.tasks.access import ASK, DO_TASKS
from lianfang.tasks.knocks import asks_here


def _context(actor: Actor, subject: Person | Household) -> dict[str, Any] | None:
    household = subject if isinstance(subject, Household) else subject.household
    here = Q(household=household) if household is not None else Q(person_id=subject.pk)
    waiting = selectors.tasks_visible_to(actor).filter(here, state__in=selectors.WAITS, opens_at__lte=now())
    tasks = list(waiting.order_by("due_at", "id")[:20])
    may_ask = actor.may(ASK, area_path=subject.area_path)
    if not tasks and not may_ask:
        return None
    may_knock = actor.may(DO_TASKS, area_path=subject.area_path) and any(map(asks_here, tasks))
    return {
        "lines": presenting.lines(actor, tasks),
        "kind": "household" if isinstance(subject, Household) else "person",
        "which": subject.pk,
        "may_ask": may_ask,
        "knock": household.pk if may_knock and household is not None else None,
    }


of_person.add("tasks", Panel("tasks/parts/panel.html", _context))
of_household.add("tasks", Panel("tasks/parts/panel.html", _context))
