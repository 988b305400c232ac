"""Units, members and duties for tests: of this module and of everything above it."""

from typing import Any

from lianfang.accounts.access import Action
from lianfang.accounts.models import User
from lianfang.orgs.access import GO_ON_DUTY, MANAGE_MEMBERS, MANAGE_UNITS, SEE_MEMBERS, SEE_UNITS, SET_DUTY
from lianfang.orgs.models import Member, OnDuty, Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.services import add_member, found_unit, go_on_duty
from lianfang.territory.models import Area
from lianfang.territory.tests.make import SYSTEM, make_district, make_user

SECRETARY = (SEE_UNITS, SEE_MEMBERS, MANAGE_UNITS, MANAGE_MEMBERS, GO_ON_DUTY, SET_DUTY)


def make_unit(name: str = "河东社区居委会", *, area: Area | str = "", below: Unit | None = None, **fields: Any) -> Unit:
    """A unit answering for an area: a committee unless another kind is named."""
    path = area.path if isinstance(area, Area) else area
    fields.setdefault("kind", UnitKind.COMMUNITY.value)
    return found_unit(actor=SYSTEM, parent=below, name=name, area_path=path, **fields)


def make_member(unit: Unit, name: str = "林静", **fields: Any) -> Member:
    return add_member(actor=SYSTEM, unit=unit, name=name, **fields)


def make_on_duty(unit: Unit, user: User | None = None, phone: str = "13800005678") -> OnDuty:
    """Somebody on duty for the unit: a user with a role in it unless one is named."""
    who = user or make_user(f"duty-{unit.path}", GO_ON_DUTY, unit_path=unit.path)
    return go_on_duty(actor=SYSTEM, unit=unit, user=who, phone=phone)


def make_worker(username: str, unit: Unit, *actions: Action) -> User:
    """A user with a role in a unit."""
    return make_user(username, *(actions or SECRETARY), unit_path=unit.path)


def make_units() -> tuple[dict[str, Area], dict[str, Unit]]:
    """The small district with its command, a street office, a town office and three committees, by their names."""
    areas = make_district()
    command = make_unit("和安区指挥部", area=areas["和安区"], kind=UnitKind.COMMAND.value)
    street = make_unit("云溪街道办事处", area=areas["云溪街道"], below=command, kind=UnitKind.OFFICE.value)
    town = make_unit("南山镇政府", area=areas["南山镇"], below=command, kind=UnitKind.OFFICE.value)
    committees = [
        make_unit("河东社区居委会", area=areas["河东社区"], below=street),
        make_unit("河西社区居委会", area=areas["河西社区"], below=street),
        make_unit("水峪村村委会", area=areas["水峪村"], below=town),
    ]
    return areas, {unit.name: unit for unit in (command, street, town, *committees)}
