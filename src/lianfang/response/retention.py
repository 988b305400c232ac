from lianfang.privacy.declare import Ending, keep
from lianfang.response.models import Decree, Response

keep(
    Response,
    not_personal=[
        "id",
        "name",
        "name_en",
        "area_path",
        "started_at",
        "review_on",
        "ended_at",
        "sunset_at",
        "ended_by",
        "end_document",
    ],
    then=Ending.KEEP,
)
keep(
    Decree,
    not_personal=[
        "id",
        "response",
        "from_at",
        "level",
        "edition",
        "authority",
        "document",
        "area_path",
        "unit_path",
        "level_above",
        "stricter_because",
        "decided_by",
        "decided_at",
    ],
    then=Ending.KEEP,
)
