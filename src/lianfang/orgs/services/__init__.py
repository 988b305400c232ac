"""Every write to units, members, responsibilities and duties."""

from lianfang.orgs.services.duties import go_off_duty, go_on_duty
from lianfang.orgs.services.importing import apply_units, plan_units
from lianfang.orgs.services.members import add_member, charge, end_charge, end_member
from lianfang.orgs.services.moving import move_unit, preview_move_unit
from lianfang.orgs.services.units import change_unit, end_unit, end_units_of, found_unit

__all__ = [
    "add_member",
    "apply_units",
    "change_unit",
    "charge",
    "end_charge",
    "end_member",
    "end_unit",
    "end_units_of",
    "found_unit",
    "go_off_duty",
    "go_on_duty",
    "move_unit",
    "plan_units",
    "preview_move_unit",
]
