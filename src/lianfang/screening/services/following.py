"""Somebody has looked after whoever was unwell or needed help."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Conflict
from lianfang.screening import selectors
from lianfang.screening.models import DoorVisit
from lianfang.screening.rules import Followed
from lianfang.screening.services.raising import waiting_about
from lianfang.tasks.services import answer


@transaction.atomic
def follow_up(*, actor: Actor, visit: UUID | str, followed: Followed) -> DoorVisit:
    """Answer what waits about a visit. Raises NotFound, or Conflict where nothing waits any more."""
    found = selectors.get_visit_for(actor, visit)
    waiting = waiting_about(found)
    if not waiting:
        raise Conflict("screening.nothing_waits")
    for task in waiting:
        answer(actor=actor, task=task, act=found, outcome=followed.value)
    return found
