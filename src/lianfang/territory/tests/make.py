"""Areas for tests: of this module and of everything above it."""

from typing import Any
from zlib import crc32

from lianfang.accounts.access import Action, role, roles
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.territory.access import IMPORT_DIVISIONS, MANAGE_AREAS, SEE_AREAS
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.services import add_area

SYSTEM = Actor.system("test")


def make_area(name: str = "云溪街道", *, below: Area | None = None, level: str = "", **fields: Any) -> Area:
    """An area below another; its level, where none is given, is the usual one below its parent (a district at the root)."""
    return add_area(actor=SYSTEM, parent=below, level=level or _usual_below(below), name=name, **fields)


def make_district() -> dict[str, Area]:
    """A small district: two streets, three communities, two grids, a building; by their names."""
    district = make_area("和安区", code="299901")
    yunxi, nanshan = (
        make_area("云溪街道", below=district, code="299901001"),
        make_area("南山镇", below=district, code="299901100"),
    )
    hedong, hexi = make_area("河东社区", below=yunxi), make_area("河西社区", below=yunxi)
    shuiyu = make_area("水峪村", below=nanshan)
    grid, other_grid = make_area("第一网格", below=hedong), make_area("第二网格", below=hedong)
    building = make_area("3号楼", below=grid)
    return {area.name: area for area in (district, yunxi, nanshan, hedong, hexi, shuiyu, grid, other_grid, building)}


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
