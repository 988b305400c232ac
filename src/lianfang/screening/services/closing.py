"""A part of a round is walked; the round is closed with its numbers."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.orgs.selectors import unit_of
from lianfang.privacy.audit import audit
from lianfang.screening import selectors
from lianfang.screening.access import MANAGE_ROUNDS, WORK_ROUNDS
from lianfang.screening.coverage import coverage_of
from lianfang.screening.models import PartWalked, Round


@transaction.atomic
def close_part(
    *, actor: Actor, stamp: Stamp, round_: UUID | str, said_visited: int, said_reached: int, note: str = ""
) -> PartWalked:
    """Somebody says that their part is walked, with their own count; what is counted stands beside it.

    The same stamp again returns the first record. Raises NotFound or Conflict.
    """
    at = selectors.get_round_for(actor, round_, action=WORK_ROUNDS)
    earlier = PartWalked.objects.filter(pk=stamp.id).first()
    part = selectors.part_of(actor, at)
    counted = coverage_of(at, part)
    return record(
        PartWalked,
        actor=actor,
        stamp=stamp,
        scene=Scene(at.response, selectors.shared_path(part) or at.area_path, unit_of(actor)),
        round=at,
        said_visited=said_visited,
        said_reached=said_reached,
        counted_visited=earlier.counted_visited if earlier else counted.worked,
        counted_reached=earlier.counted_reached if earlier else counted.reached,
        doors=earlier.doors if earlier else counted.doors,
        note=note,
    )


@transaction.atomic
def close_round(*, actor: Actor, round_: UUID | str) -> Round:
    """Close a round and keep its numbers as they stand; what phones still hand in from before is taken and shown beside.

    Closing it again changes nothing. Raises NotFound.
    """
    at = selectors.get_round_for(actor, round_, action=MANAGE_ROUNDS)
    if at.closed_at is None:
        at.closed_at, at.closed_by = now(), actor.name
        at.summary = coverage_of(at, [at.area_path]).as_json()
        at.save(update_fields=["closed_at", "closed_by", "summary"])
        audit(actor, "round.closed", at, **at.summary)
    return at
