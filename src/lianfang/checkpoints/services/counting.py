"""What simply passes is counted at one press; the last press can be taken back."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import record, record_many, void, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import selectors
from lianfang.checkpoints.access import WORK_AT_POST
from lianfang.checkpoints.models import CallForHelp, Tally
from lianfang.checkpoints.rules import HelpKind
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.selectors import CALL
from lianfang.checkpoints.services.scene import post_at_work, scene_of
from lianfang.checkpoints.subjects import HELP
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.kernel.wording import Reason
from lianfang.orgs.selectors import above
from lianfang.tasks.services import ask
from lianfang.tasks.subjects import Subject

UNDO_WITHIN = timedelta(minutes=30)
HELP_WITHIN = timedelta(minutes=15)


@transaction.atomic
def tally(*, actor: Actor, stamp: Stamp, post: UUID | str, passing: Passing) -> Tally:
    """Count what passed at one press. The same stamp again returns the first record. Raises NotFound, Refused or Invalid."""
    at = post_at_work(actor, post, stamp)
    passing.check()
    return record(
        Tally,
        actor=actor,
        stamp=stamp,
        scene=scene_of(at),
        post=at,
        **columns_of(passing),
    )


@transaction.atomic
def tally_many(*, actor: Actor, post: UUID | str, presses: Sequence[tuple[Stamp, Passing]]) -> list[Tally]:
    """Count many presses at one post, as from a shift's paper; those recorded already are left out.

    Raises NotFound, Refused (the post was not open at one of them) or Invalid.
    """
    if not presses:
        return []
    at = post_at_work(actor, post, presses[0][0])
    for stamp, passing in presses:
        passing.check()
        if not selectors.is_open(at, stamp.happened_at):
            raise Refused("checkpoints.post_closed")
    rows = [(stamp, {"post": at, **columns_of(passing)}) for stamp, passing in presses]
    return record_many(Tally, actor=actor, scene=scene_of(at), rows=rows)


def columns_of(passing: Passing) -> dict[str, object]:
    """As a tally keeps them, beside its post."""
    return {"direction": passing.direction.value, "vehicles": passing.vehicles, "people": passing.people}


@transaction.atomic
def undo_last_tally(*, actor: Actor, post: UUID | str) -> Tally:
    """Take back the actor's newest press of the last half hour; pressing again takes back the one before it."""
    at = selectors.get_post_for(actor, post, action=WORK_AT_POST)
    last = selectors.last_of(actor, at, now() - UNDO_WITHIN)
    if last is None:
        raise Refused("checkpoints.cannot_undo", minutes=int(UNDO_WITHIN.total_seconds() // 60))
    return void(last, actor=actor, because="undo")


@transaction.atomic
def call_for_help(*, actor: Actor, stamp: Stamp, post: UUID | str, kind: HelpKind, note: str = "") -> CallForHelp:
    """Call help to a post: a task with a short clock for the unit above."""
    at = post_at_work(actor, post, stamp)
    repeated = was_recorded(CallForHelp, stamp)
    call = record(CallForHelp, actor=actor, stamp=stamp, scene=scene_of(at), post=at, kind=kind.value, note=note)
    if not repeated:
        ask(
            actor=actor,
            response=at.response,
            kind=HELP.code,
            subject=Subject(CALL, call.id),
            area_path=at.area_path,
            unit=above(at.unit) or at.unit,
            due_at=stamp.happened_at + HELP_WITHIN,
            because=Reason.of("checkpoints.help_called", post=at.name),
        )
    return call
