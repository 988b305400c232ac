"""Areas are moved below another, merged into another and retired; each with a preview of what would happen."""

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Length

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.paths import WIDTH, contains, depth_of
from lianfang.kernel.wording import Reason, label_of
from lianfang.privacy.audit import audit
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.rules import DIVISIONS, Level
from lianfang.territory.selectors import get_area_for
from lianfang.territory.tree.placing import refuse_misplaced
from lianfang.territory.tree.previews import Preview, look_ahead
from lianfang.territory.tree.rearranging import absorb, children, refuse_standing, relocate, still_standing, wind_up
from lianfang.territory.tree.shifting import hold, subtree

# -- moving ----------------------------------------------------------------------------------------------------------


def preview_move(*, actor: Actor, area: Area, parent: Area) -> Preview:
    """What moving an area below another would do. Raises what `move_area` would, but for an actor without the right there."""
    area = get_area_for(actor, area.pk, action=MANAGE_AREAS)
    _refuse_move(area, parent)
    return look_ahead(area, parent, notes=_notes([area], parent))


@transaction.atomic
def move_area(*, actor: Actor, area: Area, parent: Area, document: str = "") -> Area:
    """Move an area with everything below it; the paths that are left name their successors, acts keep theirs.

    The actor needs the right at both places. Where it already stands nothing changes. Raises NotFound, Refused, Invalid.
    """
    area, parent = _both(actor, area, parent)
    _refuse_move(area, parent)
    if area.parent_id != parent.pk:
        shift = relocate(actor, area, parent, document)
        audit(actor, "area.moved", area, old=shift.old, new=shift.new)
    return area


def _refuse_move(area: Area, parent: Area) -> None:
    if area.is_retired:
        raise Refused("territory.retired", name=str(area))
    if contains(area.path, parent.path):
        raise Invalid({"parent": Reason.of("territory.below_itself")})
    refuse_misplaced(parent, Level(area.level), _levels_below(area))


def _levels_below(area: Area) -> int:
    """How many levels stand below an area."""
    deepest = subtree(area).aggregate(longest=Max(Length("path")))["longest"] or len(area.path)
    return deepest // WIDTH - depth_of(area.path)


# -- merging ---------------------------------------------------------------------------------------------------------


def preview_merge(*, actor: Actor, area: Area, into: Area) -> Preview:
    """What merging an area into another of its level would do. Raises what `merge_area` would."""
    area = get_area_for(actor, area.pk, action=MANAGE_AREAS)
    _refuse_merge(area, into)
    return look_ahead(area, into, notes=_notes(children(area), into))


@transaction.atomic
def merge_area(*, actor: Actor, area: Area, into: Area, document: str = "") -> Area:
    """Merge an area into another of its level: what stands below it goes below the other, it retires and names it.

    The actor needs the right at both. Merging it there again changes nothing. Raises NotFound, Refused, Invalid.
    """
    area, into = _both(actor, area, into)
    if area.is_retired and area.successor_path == into.path:
        return into
    _refuse_merge(area, into)
    absorb(actor, area, into, document)
    audit(actor, "area.merged", area, old=area.path, new=into.path)
    return into


def _refuse_merge(area: Area, into: Area) -> None:
    for each in (area, into):
        if each.is_retired:
            raise Refused("territory.retired", name=str(each))
    if area.pk == into.pk:
        raise Invalid({"into": Reason.of("territory.into_itself")})
    if area.level != into.level:
        raise Invalid({"into": Reason.of("territory.other_level", level=label_of(Level(area.level)))})
    if contains(area.path, into.path) or contains(into.path, area.path):
        raise Invalid({"into": Reason.of("territory.below_itself")})


# -- retiring --------------------------------------------------------------------------------------------------------


def preview_retire(*, actor: Actor, area: Area) -> Preview:
    """What retiring an area with everything below it would do; ``blocked`` says that something still stands there."""
    area = get_area_for(actor, area.pk, action=MANAGE_AREAS)
    return look_ahead(area, None, blocked=still_standing(area))


@transaction.atomic
def retire_area(*, actor: Actor, area: Area, document: str = "") -> Area:
    """Retire an area that nothing continues, with everything below it. Retiring it again changes nothing.

    Raises NotFound, and Refused while anything stands there: grants, units, households, open work.
    """
    area = hold(get_area_for(actor, area.pk, action=MANAGE_AREAS))
    if area.is_retired:
        return area
    refuse_standing(area)
    count = wind_up(actor, area, document)
    audit(actor, "area.retired", area, path=area.path, areas=count)
    return area


# -- for all ---------------------------------------------------------------------------------------------------------


def _both(actor: Actor, area: Area, other: Area) -> tuple[Area, Area]:
    """Both areas, if the actor may change both, held in the order of their paths so that two such moves do not lock up."""
    found = [get_area_for(actor, each.pk, action=MANAGE_AREAS) for each in (area, other)]
    held = {each.pk: hold(each) for each in sorted(found, key=lambda each: each.path)}
    return held[area.pk], held[other.pk]


def _notes(arriving: list[Area], parent: Area) -> list[Reason]:
    """What somebody should know beforehand: names that will stand twice below one parent, own codes that will be dropped."""
    there = list(
        Area.objects.filter(IN_USE, parent=parent).defer("geometry").exclude(pk__in=[each.pk for each in arriving])
    )
    taken = {each.name for each in there}
    official = [level.value for level in DIVISIONS]
    codes = {each.code for each in there if each.code and each.level not in official}
    twice = [each.name for each in arriving if each.name in taken]
    dropped = [each.code for each in arriving if each.code in codes and each.level not in official]
    notes = [Reason.of("territory.name_twice", names="、".join(twice), parent=str(parent))] if twice else []
    return notes + ([Reason.of("territory.code_dropped", codes=", ".join(dropped))] if dropped else [])
