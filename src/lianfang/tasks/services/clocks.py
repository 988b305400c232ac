"""A due time whose answer failed too often is started again by a person."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.privacy.audit import audit
from lianfang.tasks import clocks
from lianfang.tasks.access import KEEP_RUNNING
from lianfang.tasks.models import Clock


@transaction.atomic
def start_clock_again(*, actor: Actor, clock: UUID | str) -> Clock:
    """The worker tries it again at its next round. Raises Refused and NotFound (not given up)."""
    actor.require_somewhere(KEEP_RUNNING)
    again = get_by_id(clocks.broken(), clock)
    again.attempts = 0
    again.save(update_fields=["attempts"])
    audit(actor, "clock.started_again", again, what=again.what)
    return again
