"""Areas for tests: of this module and of everything above it."""

from typing import Any
from zlib import crc32

from django.db import transaction

from lianfang.accounts.access import Action, role, roles
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.kernel.paths import next_child
from lianfang.privacy.audit import audit
from lianfang.territory import names
from lianfang.territory.access import IMPORT_DIVISIONS, MANAGE_AREAS, SEE_AREAS
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.services import add_area
from lianfang.territory.tree.placing import fitting_kind, free_path

SYSTEM = Actor.system("test")


def make_area(name: str = "云溪街道", *, below: Area | None = None, level: str = "", **fields: Any) -> Area:
    """An area below another; its level, where none is given, is the usual one below its parent (a district at the root)."""
    return add_area(actor=SYSTEM, parent=below, level=level or _usual_below(below), name=name, **fields)


DISTRICT = (
    ("和安区", "", "299901"),
    ("云溪街道", "和安区", "299901001"),
    ("南山镇", "和安区", "299901100"),
    ("河东社区", "云溪街道", ""),
    ("河西社区", "云溪街道", ""),
    ("水峪村", "南山镇", ""),
    ("第一网格", "河东社区", ""),
    ("第二网格", "河东社区", ""),
    ("3号楼", "第一网格", ""),
)
"""Name, what it lies in, official code."""


@transaction.atomic
def make_district() -> dict[str, Area]:
    """A small district: two streets, three communities, two grids, a building; by their names.

    Put down at once, as `add_area` would have given their paths: nearly every test begins with it.
    """
    areas: dict[str, Area] = {}
    paths: dict[str, str] = {}
    for name, within, code in DISTRICT:
        parent = areas.get(within)
        paths[within] = next_child(parent.path, paths.get(within)) if parent else free_path(None)
        level = _usual_below(parent)
        kind = fitting_kind(Level(level), "", name)
        areas[name] = Area(parent=parent, path=paths[within], level=level, kind=kind, name=name, code=code)
    Area.objects.bulk_create(areas.values())
    audit(SYSTEM, "area.added", "territory.area", count=len(areas))
    names.forget()
    return areas


def make_user(
    username: str, *actions: Action, area: Area | None = None, unit_path: str | None = None, name: str = ""
) -> User:
    """A user who may do these things over an area (None: everywhere) or for a unit."""
    user = User(username=username, name=name or username)
    user.save(force_insert=True)
    if actions:
        code = f"test-{crc32(' '.join(sorted(each.code for each in actions)).encode()):08x}"
        if code not in roles:
            role(code, "test", *actions)
        place = {"unit_path": unit_path} if unit_path is not None else {"area_path": area.path if area else ""}
        Grant.objects.create(user=user, role=code, **place)
    return user


def make_keeper(username: str = "keeper", area: Area | None = None) -> User:
    """Somebody who may look up and change areas."""
    return make_user(username, SEE_AREAS, MANAGE_AREAS, IMPORT_DIVISIONS, area=area)


def _usual_below(parent: Area | None) -> str:
    usual = {
        None: Level.DISTRICT,
        "province": Level.CITY,
        "city": Level.DISTRICT,
        "district": Level.STREET,
        "street": Level.COMMUNITY,
        "community": Level.GRID,
        "compound": Level.GRID,
        "grid": Level.BUILDING,
        "building": Level.ENTRANCE,
    }
    return usual[parent.level if parent else None].value
