"""The tree of areas, from the district down to entrances and villagers' groups."""

from lianfang.project.demo.outlines import Lattice
from lianfang.project.demo.plans import Plan, plan_district
from lianfang.project.demo.world import DEMO, Doors, World, founding
from lianfang.territory.models import Area
from lianfang.territory.rules import Kind, Level
from lianfang.territory.services import add_area

IN_AN_ADDRESS = (Level.STREET, Level.COMMUNITY, Level.COMPOUND, Level.BUILDING, Level.ENTRANCE)


def build_places(world: World) -> None:
    """Enter every area by the service that everybody uses."""
    plan, lattice = plan_district(world.scale, world.dice("places"), str(world.seed))
    with founding(world):
        world.district = _enter(world, [plan], lattice, None)


def _enter(world: World, line: list[Plan], lattice: Lattice, parent: Area | None) -> Area:
    """Enter the last place of a line, and everything below it."""
    plan = line[-1]
    area = add_area(
        actor=DEMO,
        parent=parent,
        level=plan.level,
        name=plan.name,
        name_en=plan.name_en,
        code=plan.code,
        kind=plan.kind,
        geometry=lattice.outline(plan.cells) if plan.cells else None,
    )
    _remember(world, line, area)
    for part in sorted(plan.below, key=lambda part: part.code):
        _enter(world, [*line, part], lattice, area)
    return area


def _remember(world: World, line: list[Plan], area: Area) -> None:
    plan = line[-1]
    shelf = {Level.STREET: world.streets, Level.COMMUNITY: world.communities, Level.GRID: world.grids}.get(plan.level)
    if shelf is not None:
        shelf.append(area)
    if plan.level in (Level.BUILDING, Level.ENTRANCE) and not plan.below:
        numbers = [part.number for part in line if part.kind == Kind.BUILDING or part.level is Level.ENTRANCE]
        spoken = "".join(part.name for part in line if part.level in IN_AN_ADDRESS)
        world.doors.append(Doors(area, plan.residents, "".join(f"{number}-" for number in numbers), spoken))
