"""Every write to the tree of areas."""

from lianfang.territory.services.adding import add_area
from lianfang.territory.services.changing import change_area
from lianfang.territory.services.importing import apply_import, plan_import
from lianfang.territory.services.placing import apply_places, plan_places
from lianfang.territory.services.rearranging import (
    merge_area,
    move_area,
    preview_merge,
    preview_move,
    preview_retire,
    retire_area,
)

__all__ = [
    "add_area",
    "apply_import",
    "apply_places",
    "change_area",
    "merge_area",
    "move_area",
    "plan_import",
    "plan_places",
    "preview_merge",
    "preview_move",
    "preview_retire",
    "retire_area",
]
