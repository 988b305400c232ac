"""A table of compounds, grids, buildings and entrances comes in below an area: planned first, then carried out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.exchange import Parsed, match_columns, parse_row, read_table
from lianfang.kernel.errors import Invalid
from lianfang.kernel.paths import parent_of, under
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.territory import names
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.exchange import COLUMNS, LEVELS, MADE, TablePlan
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.rules import Level, may_contain
from lianfang.territory.selectors import get_area_for
from lianfang.territory.tree.placing import locked, why_not_below
from lianfang.territory.tree.planting import Places, Seed, plant


@dataclass(slots=True)
class Place:
    """A place of the tree, whose ``key`` is its path, or one that the table adds."""

    key: str
    level: Level
    name: str
    code: str


def plan_places(*, actor: Actor, area: Area, content: bytes, filename: str) -> TablePlan:
    """What the table would add below an area; nothing is written. Raises NotFound, Invalid and TableError."""
    area = get_area_for(actor, area.pk, action=MANAGE_AREAS)
    table = read_table(content, filename, columns=COLUMNS)
    mapping = match_columns(table.header, COLUMNS)
    if mapping.problems:
        raise Invalid({"file": mapping.problems[0]})
    plan, tree = TablePlan(table, mapping), _Tree(area)
    for row in table.rows():
        plan.outcomes[row.number] = _take(plan, tree, parse_row(row, mapping))
    return plan


@transaction.atomic
def apply_places(*, actor: Actor, area: Area, content: bytes, filename: str) -> TablePlan:
    """Add what the table adds; refused rows are left out. The same table again adds nothing."""
    locked(area)
    plan = plan_places(actor=actor, area=area, content=content, filename=filename)
    if plan.new:
        plant(plan.new, _held_parents(plan))
        audit(actor, "areas.imported", area, added=len(plan.new), refused=len(plan.refused))
        names.forget()
    return plan


def _held_parents(plan: TablePlan) -> Places:
    """Id and path of the areas below which something is added, held so that nobody else adds there meanwhile."""
    made = {seed.key for seed in plan.new}
    paths = {seed.parent for seed in plan.new} - made
    rows = Area.objects.select_for_update(no_key=True).filter(path__in=paths).order_by("path")
    held: dict[str, tuple[UUID, str]] = {path: (pk, path) for pk, path in rows.values_list("pk", "path")}
    return held


def _take(plan: TablePlan, tree: "_Tree", parsed: Parsed) -> Reason | None:
    """Follow a row down the tree as far as it goes and note what has to be added below that."""
    if parsed.refused:
        return parsed.problems[0].reason
    reached = _walk(tree, parsed)
    if isinstance(reached, Reason):
        return reached
    at, missing = reached
    code = parsed.values["code"] or ""
    if refusal := _refusal(tree, at, missing, code):
        return refusal
    for number, (level, name) in enumerate(missing, 1):
        at = tree.add(plan, at, level, name, code if number == len(missing) else "")
    return None if missing else plan.known


def _walk(tree: "_Tree", parsed: Parsed) -> tuple[Place, list[tuple[Level, str]]] | Reason:
    """The last place of the row's line that is there, and the levels and names of what is missing below it."""
    line = [(level, parsed.values[name]) for name, level in LEVELS.items() if parsed.values[name]]
    at = tree.top
    for number, (level, name) in enumerate(line):
        found = tree.find(at, level, name)
        if isinstance(found, Reason):
            return found
        if found is None:
            return at, line[number:]
        at = found
    return at, []


def _refusal(tree: "_Tree", at: Place, missing: list[tuple[Level, str]], code: str) -> Reason | None:
    above = at.level
    for level, name in missing:
        if level not in MADE:
            return Reason.of("territory.no_such_place", name=name, above=at.name)
        if not may_contain(above, level):
            return why_not_below(above, level)
        above = level
    if code and len(missing) == 1 and (bearer := tree.bearer(at, code)):
        return Reason.of("territory.code_taken", number=code, name=bearer.name)
    return None


class _Tree:
    """The part of the tree below an area, by names and codes, growing with the table."""

    def __init__(self, top: Area) -> None:
        self.top = Place(top.path, Level(top.level), top.name, top.code)
        self._below: dict[tuple[str, Level], list[Place]] = defaultdict(list)
        self._parents: dict[str, str] = {}
        rows = Area.objects.filter(IN_USE, under("path", top.path)).exclude(pk=top.pk).order_by("path")
        for path, level, name, code in rows.values_list("path", "level", "name", "code"):
            self._put(parent_of(path), Place(path, Level(level), name, code))

    def find(self, at: Place, level: Level, name: str) -> Place | Reason | None:
        """The place of this level and name (or code) below another: directly, else the only one further down."""
        if at is self.top and level is at.level and name in (at.name, at.code):
            return at
        found = [each for each in self._all_below(at, level) if name in (each.name, each.code)]
        direct = [each for each in found if self._parents[each.key] == at.key]
        nearest = direct or found
        if len(nearest) > 1:
            return Reason.of("territory.several_places", name=name, above=at.name)
        return nearest[0] if nearest else None

    def bearer(self, parent: Place, code: str) -> Place | None:
        """The place directly below another that has this code of its own."""
        beside = (place for level in MADE for place in self._below.get((parent.key, level), ()))
        return next((place for place in beside if place.code == code), None)

    def add(self, plan: TablePlan, parent: Place, level: Level, name: str, code: str) -> Place:
        place = Place(f"new:{len(plan.new)}", level, name, code)
        plan.new.append(Seed(place.key, parent.key, level, name, code))
        self._put(parent.key, place)
        return place

    def _put(self, parent: str, place: Place) -> None:
        self._below[parent, place.level].append(place)
        self._parents[place.key] = parent

    def _all_below(self, at: Place, level: Level) -> Iterator[Place]:
        for between in Level:
            for place in self._below.get((at.key, between), ()):
                if between is level:
                    yield place
                else:
                    yield from self._all_below(place, level)
