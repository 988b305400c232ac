"""Units, members and duties for tests: of this module and of everything above it."""

from typing import Any

from django.db import transaction

from lianfang.accounts.access import Action
from lianfang.accounts.models import User
from lianfang.kernel.clock import today
from lianfang.kernel.paths import next_child
from lianfang.orgs.access import GO_ON_DUTY, MANAGE_MEMBERS, MANAGE_UNITS, SEE_MEMBERS, SEE_UNITS, SET_DUTY
from lianfang.orgs.models import Member, OnDuty, Unit
from lianfang.orgs.rules import UnitKind, answers_always
from lianfang.orgs.services import add_member, found_unit, go_on_duty
from lianfang.orgs.services.units import free_path
from lianfang.privacy.audit import audit
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


UNITS = (
    ("和安区指挥部", "", "和安区", UnitKind.COMMAND),
    ("云溪街道办事处", "和安区指挥部", "云溪街道", UnitKind.OFFICE),
    ("南山镇政府", "和安区指挥部", "南山镇", UnitKind.OFFICE),
    ("河东社区居委会", "云溪街道办事处", "河东社区", UnitKind.COMMUNITY),
    ("河西社区居委会", "云溪街道办事处", "河西社区", UnitKind.COMMUNITY),
    ("水峪村村委会", "南山镇政府", "水峪村", UnitKind.COMMUNITY),
)
"""Name, what it stands below, what it answers for, kind."""


@transaction.atomic
def make_units() -> tuple[dict[str, Area], dict[str, Unit]]:
    """The small district with its command, a street office, a town office and three committees, by their names.

    Put down at once, as `found_unit` would have given their paths: nearly every test begins with it.
    """
    areas = make_district()
    units: dict[str, Unit] = {}
    paths: dict[str, str] = {}
    for name, above, area, kind in UNITS:
        parent = units.get(above)
        paths[above] = next_child(parent.path, paths.get(above)) if parent else free_path(None)
        units[name] = Unit(
            parent=parent,
            path=paths[above],
            kind=kind.value,
            name=name,
            area_path=areas[area].path,
            answers_always=answers_always(kind),
            founded_on=today(),
        )
    Unit.objects.bulk_create(units.values())
    audit(SYSTEM, "unit.founded", "orgs.unit", count=len(units))
    return areas, units
