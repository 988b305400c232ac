"""A shift is handed over by who leaves and taken over by who comes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import record
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import selectors
from lianfang.checkpoints.access import WORK_AT_POST
from lianfang.checkpoints.models import Shift, ShiftTaken
from lianfang.checkpoints.rules import Kit
from lianfang.checkpoints.services.scene import scene_of
from lianfang.checkpoints.services.untaken import somebody_signed, wait_for_the_next_crew
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.wording import Reason

STATED = ("to_name", "stated_vehicles", "stated_people", "stated_stopped", "kit_note", "open_matters")


@transaction.atomic
def hand_over_shift(*, actor: Actor, stamp: Stamp, post: UUID | str, values: Mapping[str, Any]) -> Shift:
    """Hand over the shift of a post with its counts, kit and open matters; ``values`` by the names of the sheet.

    The post may have ended: the last shift is handed over all the same. Raises NotFound, Invalid (nothing is said) or
    Conflict.
    """
    at = selectors.get_post_for(actor, post, action=WORK_AT_POST)
    kit = {item.value: values[f"kit_{item}"] for item in Kit if values[f"kit_{item}"] is not None}
    said = {name: values[name] for name in STATED}
    if not kit and all(each in (None, "") for each in said.values()):
        raise Invalid({"stated_vehicles": Reason.of("checkpoints.shift_empty")})
    shift = record(Shift, actor=actor, stamp=stamp, scene=scene_of(at), post=at, kit=kit, **said)
    wait_for_the_next_crew(shift)
    return shift


@transaction.atomic
def take_shift(*, actor: Actor, stamp: Stamp, post: UUID | str, shift: UUID, remark: str = "") -> ShiftTaken:
    """Take a shift over, with what was found otherwise. The shift may still lie on the phone of who left.

    Raises NotFound (also for a shift of another post), Refused (one's own shift) or Conflict.
    """
    at = selectors.get_post_for(actor, post, action=WORK_AT_POST)
    handed = Shift.kept.filter(pk=shift).first()
    if handed is not None and handed.post_id != at.pk:
        raise NotFound
    if handed is not None and handed.recorded_by == actor.name:
        raise Refused("checkpoints.own_shift")
    taken = record(ShiftTaken, actor=actor, stamp=stamp, scene=scene_of(at), post=at, shift_id=shift, remark=remark)
    somebody_signed(taken)
    return taken
