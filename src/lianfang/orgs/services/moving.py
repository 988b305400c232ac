"""A unit goes below another with everything below it; a unit that has ended stays at each path that is left."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max, QuerySet, Value
from django.db.models.functions import Concat, Length, Substr

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.paths import DEEPEST, WIDTH, contains, depth_of, parent_of, under
from lianfang.kernel.wording import Reason
from lianfang.orgs.access import MANAGE_UNITS
from lianfang.orgs.models import Unit
from lianfang.orgs.movers import unit_movers
from lianfang.orgs.selectors import get_unit_for
from lianfang.orgs.services.units import free_path, refuse_ended
from lianfang.privacy.audit import audit
from lianfang.territory.movers import Shift
from lianfang.territory.tree.previews import Following


def preview_move_unit(*, actor: Actor, unit: Unit, parent: Unit) -> list[Following]:
    """What would follow. Raises what `move_unit` would."""
    unit, parent = _both(actor, unit, parent)
    _refuse(unit, parent)
    shift = Shift(unit.path, "")
    counted = [Following(mover.label, mover.count([shift])) for mover in unit_movers.values()]
    return [each for each in counted if each.count]


@transaction.atomic
def move_unit(*, actor: Actor, unit: Unit, parent: Unit) -> Unit:
    """Put a unit below another. Members, duties and open work go along; acts keep the path of their time.

    Where it already stands nothing changes. Raises NotFound, Refused and Invalid.
    """
    unit, parent = (_held(each) for each in _both(actor, unit, parent))
    _refuse(unit, parent)
    if unit.parent_id == parent.pk:
        return unit
    shift = Shift(unit.path, free_path(parent))
    moved = list(_subtree(unit.path).order_by("path"))
    for mover in unit_movers.values():
        mover.move(shift)
    _subtree(shift.old).update(path=Concat(Value(shift.new), Substr(F("path"), len(shift.old) + 1)))
    _leave_behind(moved, shift)
    unit.refresh_from_db(fields=["path"])
    unit.parent = parent
    unit.save(update_fields=["parent"])
    audit(actor, "unit.moved", unit, old=shift.old, new=shift.new)
    return unit


def _subtree(path: str) -> QuerySet[Unit]:
    """The units at and below a path that have not been left behind."""
    return Unit.objects.filter(under("path", path), successor_path="")


def _both(actor: Actor, unit: Unit, parent: Unit) -> tuple[Unit, Unit]:
    found = get_unit_for(actor, unit.pk, action=MANAGE_UNITS)
    return found, get_unit_for(actor, parent.pk, action=MANAGE_UNITS)


def _held(unit: Unit) -> Unit:
    """The unit as it stands now, held: itself first, so that its path is certain, then what is below it."""
    held = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    list(
        Unit.objects.select_for_update(no_key=True).filter(under("path", held.path)).order_by("path").values_list("pk")
    )
    return held


def _refuse(unit: Unit, parent: Unit) -> None:
    refuse_ended(unit)
    refuse_ended(parent)
    if contains(unit.path, parent.path):
        raise Invalid({"parent": Reason.of("orgs.below_itself")})
    deepest = _subtree(unit.path).aggregate(longest=Max(Length("path")))["longest"] or len(unit.path)
    if depth_of(parent.path) + 1 + deepest // WIDTH - depth_of(unit.path) > DEEPEST:
        raise Invalid({"parent": Reason.of("orgs.too_deep", deepest=DEEPEST)})


def _leave_behind(moved: Sequence[Unit], shift: Shift) -> None:
    """Ended units at the paths that were left, in the same tree among themselves, each naming where it went."""
    behind: dict[str, Unit] = {}
    for unit in moved:
        behind[unit.path] = Unit(
            parent=behind.get(parent_of(unit.path), unit.parent),
            path=unit.path,
            kind=unit.kind,
            name=unit.name,
            name_en=unit.name_en,
            area_path=unit.area_path,
            response_id=unit.response_id,
            founded_on=unit.founded_on,
            ended_on=today(),
            successor_path=shift.new + unit.path[len(shift.old) :],
        )
    Unit.objects.bulk_create(behind.values(), batch_size=500)
    earlier = Unit.objects.filter(under("path", shift.old)).exclude(successor_path="")
    strays = [unit for unit in earlier if unit.path not in behind and parent_of(unit.path) in behind]
    for unit in strays:
        unit.parent = behind[parent_of(unit.path)]
    Unit.objects.bulk_update(strays, ["parent"])
