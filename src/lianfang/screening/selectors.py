"""The only way to rounds, their doors and what was found there."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import end_of, today
from lianfang.kernel.paths import contains, line_of, under
from lianfang.orgs.models import Charge, Member, Unit
from lianfang.orgs.selectors import ANSWERING, on_the_day, units_at_work
from lianfang.screening.access import MANAGE_ROUNDS, READ_DOORS, SEE_ROUNDS, WORK_ROUNDS
from lianfang.screening.models import Door, DoorVisit, Round
from lianfang.screening.rules import Standing
from lianfang.territory.models import Area
from lianfang.territory.names import full_name, names_of
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_in_use

TO_WALK = (Standing.OPEN.value, Standing.NOT_AT_HOME.value, Standing.REFUSED.value)
"""States of a door where somebody has to go."""
SMALL = (Level.GRID.value, Level.BUILDING.value, Level.ENTRANCE.value)
"""Levels of which a grant makes somebody their worker."""
MOST_NAMED = 4
"""Streets and communities up to which the grids are offered too."""
MOST_PLACES = 200
"""Buildings that a phone offers for a household on no list."""


def reach_of(actor: Actor, action: Action) -> list[str]:
    """The areas over which an actor may do this: those of the grants, and those for which their units answer."""
    if actor.is_system:
        return [""]
    held = [each for each in actor.held if each.permits(action)]
    areas = [each.area_path for each in held if each.area_path is not None]
    units = units_at_work().filter(path__in=[each.unit_path for each in held if each.unit_path])
    return _outermost([*areas, *units.exclude(area_path="").values_list("area_path", flat=True)])


def _outermost(paths: Iterable[str]) -> list[str]:
    """Each path that lies below none of the others."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not any(contains(above, path) for above in kept):
            kept.append(path)
    return kept


def any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def rounds_visible_to(actor: Actor, action: Action = SEE_ROUNDS) -> QuerySet[Round]:
    """Rounds in or over the actor's areas, or of their units, newest first."""
    rows = Round.objects.select_related("unit", "response").order_by("-from_at", "-id")
    reach = reach_of(actor, action)
    if "" in reach:
        return rows
    over = [above for path in reach for above in ("", *line_of(path))]
    here = any_of(under("area_path", path) for path in reach)
    mine = [under("unit_path", each.unit_path) for each in actor.held if each.permits(action) and each.unit_path]
    return rows.filter(any_of([here, Q(area_path__in=over), *mine]))


def get_round_for(actor: Actor, round_id: UUID | str, *, action: Action = SEE_ROUNDS) -> Round:
    """The round, if any of it lies where the actor may do this; NotFound otherwise.

    To change it or to close it, all of it has to.
    """
    if action == MANAGE_ROUNDS:
        return get_by_id(
            scope(Round.objects.select_related("unit", "response"), actor, action, units=("unit_path",)), round_id
        )
    return get_by_id(rounds_visible_to(actor, action), round_id)


def base_of(actor: Actor, round_: Round) -> list[str]:
    """The widest areas of a round that this actor may see: the round's own, or those parts of it that are the actor's."""
    if actor.may(SEE_ROUNDS, area_path=round_.area_path, unit_path=round_.unit_path):
        return [round_.area_path]
    return [path for path in reach_of(actor, SEE_ROUNDS) if contains(round_.area_path, path)]


def doors_visible_to(actor: Actor, action: Action = SEE_ROUNDS) -> QuerySet[Door]:
    """Doors where the actor may do this; a grid worker's are those of the own grids."""
    rows = Door.objects.select_related("household", "place")
    reached = scope(rows, actor, action, units=("unit_path",))
    grids = own_grids(actor) if not actor.may_somewhere(MANAGE_ROUNDS) else []
    return reached.filter(any_of(under("area_path", grid) for grid in grids)) if grids else reached


def doors_at_work(actor: Actor) -> QuerySet[Door]:
    """Doors where the actor may record something: of any grid of theirs, for a neighbour's worker helps out."""
    return scope(Door.objects.select_related("household", "place"), actor, WORK_ROUNDS, units=("unit_path",))


def get_door_for(actor: Actor, door_id: UUID | str, *, action: Action = SEE_ROUNDS) -> Door:
    """The door, if the actor may do this there; NotFound otherwise, as for a door that does not exist."""
    rows = doors_at_work(actor) if action == WORK_ROUNDS else doors_visible_to(actor, action)
    return get_by_id(rows.select_related("round__response", "round__unit"), door_id)


def own_grids(actor: Actor) -> list[str]:
    """The grids and places that are this actor's own: as leader or worker, by a responsibility, by a grant over one."""
    granted = {held.area_path for held in actor.held if held.permits(WORK_ROUNDS) and held.area_path}
    mine = set(Area.objects.filter(path__in=granted, level__in=SMALL).values_list("path", flat=True))
    if actor.user_id:
        member = Member.objects.filter(on_the_day(), user_id=actor.user_id).exclude(grid_path="")
        charge = Charge.objects.filter(on_the_day(), member__user_id=actor.user_id)
        mine |= {*member.values_list("grid_path", flat=True), *charge.values_list("area_path", flat=True)}
    return _outermost(mine)


def to_walk_today(actor: Actor, rounds: Iterable[Round]) -> QuerySet[Door]:
    """Where this actor has to go today: in the own grids, or where there are none wherever the grants reach; doors where
    nobody has been, and those whose planned visit is for today or past; as one walks."""
    rows = doors_at_work(actor).filter(round__in=[each.pk for each in rounds], state__in=TO_WALK)
    if grids := own_grids(actor):
        rows = rows.filter(below(grids))
    due = Q(state=Standing.OPEN.value) | Q(next_at__lt=end_of(today()))
    return rows.filter(due).order_by("area_path", "walk", "id")


def part_of(actor: Actor, round_: Round) -> list[str]:
    """The part of a round that somebody walks: the own grids in it, or where there are none what the grants cover."""
    inside = [path for path in own_grids(actor) if contains(round_.area_path, path)]
    if inside:
        return inside
    if actor.may(WORK_ROUNDS, area_path=round_.area_path, unit_path=round_.unit_path):
        return [round_.area_path]
    return [path for path in reach_of(actor, WORK_ROUNDS) if contains(round_.area_path, path)]


def rounds_over(actor: Actor, paths: Iterable[str]) -> QuerySet[Round]:
    """The rounds that an actor sees and of which some part lies in these areas, or which lie over them."""
    wanted = list(paths)
    over = {above for path in wanted for above in ("", *line_of(path))}
    return rounds_visible_to(actor).filter(below(wanted) | Q(area_path__in=over))


def shared_part(round_: Round, paths: Iterable[str]) -> list[str]:
    """What a round and these areas have in common."""
    return _outermost(
        round_.area_path if contains(path, round_.area_path) else path
        for path in paths
        if contains(path, round_.area_path) or contains(round_.area_path, path)
    )


def below(paths: Iterable[str]) -> Q:
    """The condition of lying in any of these areas."""
    return any_of(under("area_path", path) for path in paths)


def found_in(round_: Round, paths: Iterable[str]) -> dict[str, int]:
    """How many arrivals, people unwell and people in need the visits of a round found in some areas."""
    rows = DoorVisit.kept.filter(below(paths), round=round_)
    return rows.aggregate(
        visits=Count("pk"),
        arrived=Sum("arrived", default=0),
        unwell=Sum("unwell", default=0),
        in_need=Sum("in_need", default=0),
    )


def names_to_choose(actor: Actor, action: Action) -> list[str]:
    """What a field for an area offers while one types: streets and communities, or the grids of a single community."""
    here = areas_in_use().filter(any_of(under("path", path) for path in reach_of(actor, action)))
    wide = here.filter(level__in=[Level.STREET.value, Level.COMMUNITY.value]).values_list("path", flat=True)
    found = list(wide.order_by("path")[:MOST_PLACES])
    if len(found) < MOST_NAMED:
        found += here.filter(level=Level.GRID.value).order_by("path").values_list("path", flat=True)[:MOST_PLACES]
    names_of(found)
    return [full_name(path) for path in found]


def names_of_buildings(paths: Iterable[str]) -> list[str]:
    """What a field for a building offers while one types."""
    found = buildings_in(paths)
    names_of(found)
    return [full_name(path) for path in found]


def shared_path(paths: Iterable[str]) -> str:
    """The nearest area in which all of these lie; "" for none."""
    lines = [list(line_of(path)) for path in paths]
    same = [some[0] for some in zip(*lines, strict=False) if len(set(some)) == 1]
    return same[-1] if same else ""


def is_in_use(path: str) -> bool:
    return areas_in_use().filter(path=path).exists()


def buildings_in(paths: Iterable[str]) -> list[str]:
    """Where a household may be found that is on no list: the buildings and entrances of a part, or the part itself."""
    rows = areas_in_use().filter(any_of(under("path", path) for path in paths), level__in=SMALL)
    return list(rows.order_by("path").values_list("path", flat=True)[:MOST_PLACES]) or list(paths)


def open_rounds() -> QuerySet[Round]:
    return Round.objects.filter(closed_at=None)


def visits_visible_to(actor: Actor, action: Action = READ_DOORS) -> QuerySet[DoorVisit]:
    """Visits that count, newest first."""
    rows = scope(DoorVisit.kept.all(), actor, action, units=("unit_path",))
    return rows.select_related("door__household", "door__place", "round", "response").order_by("-happened_at", "-id")


def get_visit_for(actor: Actor, visit_id: UUID | str, *, action: Action = READ_DOORS) -> DoorVisit:
    """A visit that counts; NotFound where the actor may not open it."""
    return get_by_id(visits_visible_to(actor, action), visit_id)


def units_answering(paths: Iterable[str]) -> dict[str, Unit]:
    """For each area the unit that answers for it, as `orgs.selectors.unit_for_area` says, asked once for all."""
    answering = units_at_work().filter(kind__in=ANSWERING)
    by_area: dict[str, Unit] = {}
    for unit in sorted(answering, key=lambda each: (ANSWERING.index(each.kind), each.path)):
        by_area.setdefault(unit.area_path, unit)
    nearest = {path: next((by_area[each] for each in _upward(path) if each in by_area), None) for path in paths}
    return {path: unit for path, unit in nearest.items() if unit is not None}


def _upward(path: str) -> list[str]:
    """The path and everything above it up to the root, the nearest first."""
    return [*reversed([*line_of(path)]), ""]
