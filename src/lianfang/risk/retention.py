from lianfang.privacy.declare import Ending, keep
from lianfang.risk.models import RiskArea

keep(
    RiskArea,
    not_personal=[
        "id",
        "response",
        "code",
        "name",
        "name_key",
        "area_path",
        "unit_path",
        "width",
        "level",
        "from_at",
        "until_at",
        "exposed_from",
        "source",
        "published_at",
        "withdrawn_at",
        "follows",
        "entered_by",
        "entered_at",
    ],
    then=Ending.KEEP,
)
