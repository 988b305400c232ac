"""A record that was wrong is voided, and recorded again; of two versions of one day a person decides."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.acts.services import void, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Conflict, NotFound, Refused
from lianfang.privacy.audit import audit
from lianfang.screening import selectors
from lianfang.screening.access import MANAGE_ROUNDS, WORK_ROUNDS
from lianfang.screening.models import Door, DoorVisit, LetStand
from lianfang.screening.services.raising import withdraw
from lianfang.screening.services.visiting import Seen, put_right, undecided, write_visit


@transaction.atomic
def correct_visit(*, actor: Actor, stamp: Stamp, visit: UUID | str, seen: Seen) -> DoorVisit:
    """Void a visit and record it again as it should have been; the wrong one stays readable.

    The same stamp again returns the first correction. Raises NotFound, Refused (somebody else's record), Invalid or
    Conflict (corrected already).
    """
    earlier = _to_correct(actor, visit)
    if earlier.is_voided and not was_recorded(DoorVisit, stamp):
        raise Conflict("screening.corrected_already")
    _void(actor, earlier, "corrected")
    return write_visit(actor, stamp, earlier.door, seen, is_new_door=earlier.is_new_door, instead_of=earlier)


@transaction.atomic
def void_visit(*, actor: Actor, visit: UUID | str, because: str) -> DoorVisit:
    """Take a visit out of the count with a reason. Voiding it again changes nothing. Raises NotFound or Refused."""
    earlier = _to_correct(actor, visit)
    _void(actor, earlier, because)
    put_right(earlier.door)
    return earlier


def _to_correct(actor: Actor, visit: UUID | str) -> DoorVisit:
    """A visit that this actor recorded, or of a round that this actor leads; voided ones included."""
    rows = DoorVisit.objects.select_related(
        "door__round__response", "door__round__unit", "door__household", "door__place"
    )
    earlier = get_by_id(rows, visit)
    where = {"area_path": earlier.area_path, "unit_path": earlier.unit_path}
    if not actor.may(WORK_ROUNDS, **where) and not actor.may(MANAGE_ROUNDS, **where):
        raise NotFound
    if earlier.recorded_by != actor.name and not actor.may(MANAGE_ROUNDS, **where):
        raise Refused("screening.not_yours")
    return earlier


def _void(actor: Actor, visit: DoorVisit, because: str) -> None:
    if not visit.is_voided:
        void(visit, actor=actor, because=because)
        withdraw(actor, visit)


@transaction.atomic
def decide(*, actor: Actor, door: UUID | str, keep: UUID | str | None = None) -> Door:
    """Of two versions of one day one holds (``keep``), or both stand (None: both are true). Raises NotFound or Conflict."""
    at = selectors.get_door_for(actor, door, action=MANAGE_ROUNDS)
    pairs = undecided(at)
    if not pairs:
        raise Conflict("screening.not_two_versions")
    if keep is None:
        _let_stand(actor, at, pairs)
    else:
        _keep_one(actor, at, pairs, str(keep))
    return put_right(at)


def _let_stand(actor: Actor, door: Door, pairs: list[tuple[UUID, UUID]]) -> None:
    for one, other in pairs:
        LetStand.objects.create(door=door, one_id=one, other_id=other, decided_by=actor.name)
    audit(actor, "door.let_stand", door, pairs=len(pairs))


def _keep_one(actor: Actor, door: Door, pairs: list[tuple[UUID, UUID]], keep: str) -> None:
    """Void whatever contradicts the version that holds."""
    against = {str(each) for pair in pairs if keep in map(str, pair) for each in pair} - {keep}
    if not against:
        raise NotFound
    for visit in DoorVisit.kept.filter(pk__in=against, door=door).select_related("round", "door", "response"):
        _void(actor, visit, "decided")
    audit(actor, "door.decided", door, kept=keep, voided=len(against))
