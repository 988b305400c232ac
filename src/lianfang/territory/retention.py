from lianfang.privacy.declare import Ending, keep
from lianfang.territory.models import Area, Change

keep(
    Area,
    not_personal=[
        "id",
        "parent",
        "path",
        "level",
        "kind",
        "code",
        "name",
        "name_en",
        "geometry",
        "retired_at",
        "successor_path",
        "created_at",
    ],
    then=Ending.KEEP,
)
keep(
    Change,
    not_personal=["id", "area", "at", "what", "before", "after", "document", "by"],
    then=Ending.KEEP,
)
