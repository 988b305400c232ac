"""Every write to units, members, responsibilities and duties."""

from lianfang.orgs.services.duties import go_off_duty, go_on_duty
from lianfang.orgs.services.members import add_member, charge, end_charge, end_member
from lianfang.orgs.services.units import change_unit, end_unit, found_unit

__all__ = [
    "add_member",
    "change_unit",
    "charge",
    "end_charge",
    "end_member",
    "end_unit",
    "found_unit",
    "go_off_duty",
    "go_on_duty",
]
