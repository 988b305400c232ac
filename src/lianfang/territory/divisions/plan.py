"""What an edition would change in the tree."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lianfang.kernel.errors import Invalid
from lianfang.kernel.paths import contains, line_of, parent_of
from lianfang.kernel.wording import Reason
from lianfang.territory.divisions.edition import Division, Edition
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.movers import Shift
from lianfang.territory.rules import DIVISIONS, Level
from lianfang.territory.tree.previews import Following, following


@dataclass(slots=True)
class Standing:
    """An area in use that bears an official code, as the tree has it now."""

    id: UUID
    path: str
    level: str
    code: str
    name: str
    parent_id: UUID | None


@dataclass
class Plan:
    """Everything an edition would change; `Standing` are areas here, `Division` lines of the files."""

    edition: Edition
    known: dict[str, Standing]
    """Areas by the code they bear now."""
    same: dict[str, Standing] = field(default_factory=dict)
    """Which area a division of the edition is, by the edition's code."""
    added: list[Division] = field(default_factory=list)
    named: list[tuple[Standing, Division]] = field(default_factory=list)
    renamed: list[tuple[Standing, Division]] = field(default_factory=list)
    recoded: list[tuple[Standing, Division]] = field(default_factory=list)
    moved: list[tuple[Standing, Division]] = field(default_factory=list)
    merged: list[tuple[Standing, str]] = field(default_factory=list)
    """An area and the edition's code of the one that takes it in."""
    retired: list[Standing] = field(default_factory=list)
    follows: list[Following] = field(default_factory=list)
    """What gets a new path with the moved and merged areas."""
    blocked: list[tuple[Standing, list[Following]]] = field(default_factory=list)
    """Areas that cannot retire, because something stands there and no successor was named."""

    @property
    def changes(self) -> int:
        kinds: Sequence[Sequence[object]] = (
            self.added,
            self.named,
            self.renamed,
            self.recoded,
            self.moved,
            self.merged,
            self.retired,
        )
        return sum(len(kind) for kind in kinds)

    def retiring_trees(self) -> list[Standing]:
        """The highest of the retiring areas; everything below them retires with them."""
        paths = {area.path for area in self.retired}
        return [area for area in self.retired if not paths & set(line_of(parent_of(area.path)))]

    @property
    def unchanged(self) -> int:
        touched = {each.id for kind in (self.named, self.renamed, self.recoded, self.moved) for each, _ in kind}
        return len(self.same) - len(touched)


def standing_areas() -> dict[str, Standing]:
    """Areas in use with an official code, by that code."""
    rows = Area.objects.filter(IN_USE, level__in=[level.value for level in DIVISIONS]).exclude(code="")
    columns = rows.values_list("id", "path", "level", "code", "name", "parent_id").order_by("path")
    return {row[3]: Standing(*row) for row in columns}


def compare(edition: Edition, known: dict[str, Standing], into: Mapping[str, str]) -> Plan:
    """Compare an edition with the tree. ``into`` says which abolished code is continued by which, one line each.

    An area whose code is not in the edition has been abolished if the edition lists its level below its parent (or most
    of it, where the parent stands in no file), or if its parent has been. A new code continues an abolished one where the
    name is the same but for its last word (town, street): below the same parent it was recoded, elsewhere in the city (or
    province) moved. A code whose area stands below the same parent under another code, by its whole name, was given to
    somebody else; so was one in ``into``.
    Raises Invalid for a code in ``into`` that is nowhere, and for one that an area of another level bears here.
    """
    plan = Plan(edition, known)
    _check_successors(plan, into)
    gone: set[UUID] = set()
    for level in DIVISIONS:
        abolished = _abolished(plan, level, gone, into)
        gone |= {area.id for area in abolished}
        _match(plan, level, [area for area in abolished if area.code not in into], into)
        continued = {area.id for area in plan.same.values()}
        for area in abolished:
            if area.code in into:
                plan.merged.append((area, into[area.code]))
            elif area.id in continued:
                gone.discard(area.id)
            else:
                plan.retired.append(area)
    _look_ahead(plan)
    return plan


def _check_successors(plan: Plan, into: Mapping[str, str]) -> None:
    for old, new in into.items():
        target = plan.edition.divisions.get(new) or plan.known.get(new)
        still = plan.edition.divisions.get(old)
        if old not in plan.known or (still is not None and _is_same(plan.known[old], still)):
            raise Invalid({old: Reason.of("territory.not_abolished", number=old)})
        if target is None or new in into or len(old) != len(new):
            raise Invalid({new: Reason.of("territory.no_successor", number=new)})


def _is_same(area: Standing, division: Division) -> bool:
    """Whether the name says nothing else: the same, or only one of the two has one."""
    return not area.name or not division.name or area.name == division.name


def _area_of(plan: Plan, code: str) -> Standing | None:
    """Which area stands under a code of the level above, once this level has been compared."""
    return plan.same.get(code) if code in plan.edition.divisions else plan.known.get(code)


def _abolished(plan: Plan, level: Level, gone: set[UUID], into: Mapping[str, str]) -> list[Standing]:
    """The areas of a level that the edition no longer has, where it lists what stands there, and those in ``into``."""
    known = [area for area in plan.known.values() if area.level == level.value]
    listed = _listed(plan, level, known) | gone
    return [
        area
        for area in known
        if area.code in into or (area.code not in plan.edition.divisions and area.parent_id in listed)
    ]


def _listed(plan: Plan, level: Level, known: Sequence[Standing]) -> set[UUID | None]:
    """The areas below which the edition lists a level: those in it themselves, others where it names most of what they have.

    A few lines below an area the files do not speak of are a part of a file, not the end of all the rest.
    """
    listed: set[UUID | None] = {
        plan.same[each.parent].id for each in plan.edition.at(level) if each.parent in plan.same
    }
    here = Counter(area.parent_id for area in known)
    named = Counter(area.parent_id for area in known if area.code in plan.edition.divisions)
    return listed | {parent for parent, count in named.items() if parent and 2 * count > here[parent]}


def _match(plan: Plan, level: Level, abolished: Sequence[Standing], into: Mapping[str, str]) -> None:
    """Find for every division of a level which area it is: by code, else by name among the abolished; the rest is new."""
    new, borne = [], []
    for division in plan.edition.at(level):
        area = plan.known.get(division.code)
        if area is not None and area.level != level.value:
            raise Invalid({area.code: Reason.of("territory.code_taken", number=area.code, name=area.name)})
        if area is None or division.code in into:
            new.append(division)
        else:
            borne.append((area, division))
    passed_on = _passed_on(borne, new)
    elsewhere = {area.id for area in passed_on.values()}
    for area, division in borne:
        if area.id in elsewhere:
            new.append(division)
        else:
            _keep(plan, area, division)
    found = passed_on | _continued(plan, level, abolished, [each for each in new if each.code not in passed_on])
    for division in new:
        if division.code in found:
            plan.recoded.append((found[division.code], division))
            _keep(plan, found[division.code], division)
        else:
            plan.added.append(division)


def _passed_on(borne: Sequence[tuple[Standing, Division]], new: Sequence[Division]) -> dict[str, Standing]:
    """Areas whose own code was given to somebody else, by the code they bear now: there, below the same parent, stands their
    whole name, under a code that is new or has been passed on itself."""
    renamed = [(area, division) for area, division in borne if not _is_same(area, division)]
    while True:
        free = [*new, *(division for _, division in renamed)]
        named = Counter((each.parent, each.name) for each in free)
        codes = {(each.parent, each.name): each.code for each in free}
        left = [(area, division) for area, division in renamed if named[division.parent, area.name] == 1]
        if len(left) == len(renamed):
            return {codes[division.parent, area.name]: area for area, division in left}
        renamed = left


def _keep(plan: Plan, area: Standing, division: Division) -> None:
    plan.same[division.code] = area
    parent = _area_of(plan, division.parent)
    if division.parent and (parent is None or parent.id != area.parent_id):
        plan.moved.append((area, division))
    if division.name and division.name != area.name:
        (plan.renamed if area.name else plan.named).append((area, division))


def _continued(plan: Plan, level: Level, abolished: Sequence[Standing], new: Sequence[Division]) -> dict[str, Standing]:
    """New divisions that continue an abolished area, by code: first below the same parent, then in the same city."""
    found: dict[str, Standing] = {}
    wide = 2 if level in (Level.CITY, Level.DISTRICT) else 4

    def pair(key_of_area: Mapping[UUID, object], key_of_new: Mapping[str, object]) -> None:
        taken = {area.id for area in found.values()}
        olds, news = defaultdict(list), defaultdict(list)
        for area in abolished:
            if area.name and area.id not in taken:
                olds[key_of_area[area.id], stem(area.name)].append(area)
        for division in new:
            if division.name and division.code not in found:
                news[key_of_new[division.code], stem(division.name)].append(division)
        for key, areas in olds.items():
            if len(areas) == 1 and len(news[key]) == 1:
                found[news[key][0].code] = areas[0]

    parents = {division.code: _area_of(plan, division.parent) for division in new}
    pair(
        {area.id: area.parent_id for area in abolished},
        {code: parent.id if parent else code for code, parent in parents.items()},
    )
    pair({area.id: area.code[:wide] for area in abolished}, {division.code: division.code[:wide] for division in new})
    return found


def stem(name: str) -> str:
    """A division's name without the word for what it is, so that 平山镇 and 平山街道 are the same place."""
    bare = re.sub(r"(街道办事处|地区办事处|办事处|街道|民族乡|自治县|自治区|特区|镇|乡|区|县|市)$", "", name)
    return bare if len(bare) > 1 else name


def _look_ahead(plan: Plan) -> None:
    """What follows, and what stands where nothing continues."""
    leaving = [Shift(area.path, "") for area, _ in (*plan.moved, *plan.merged)]
    plan.follows = following(leaving) if leaving else []
    for area in plan.retiring_trees():
        here = [shift for shift in leaving if contains(area.path, shift.old)]
        staying = _less(following([Shift(area.path, "")]), following(here) if here else [])
        if staying:
            plan.blocked.append((area, staying))


def _less(all_here: Sequence[Following], leaving: Sequence[Following]) -> list[Following]:
    gone = {str(each.label): each.count for each in leaving}
    left = [Following(each.label, each.count - gone.get(str(each.label), 0)) for each in all_here]
    return [each for each in left if each.count > 0]
