from lianfang.orgs.models import Charge, Member, OnDuty, Unit
from lianfang.privacy.declare import Ending, keep

keep(
    Unit,
    personal=["duty_phone"],
    not_personal=[
        "id",
        "parent",
        "path",
        "kind",
        "code",
        "name",
        "name_en",
        "area_path",
        "answers_always",
        "stated_members",
        "response_id",
        "founded_on",
        "ended_on",
        "successor_path",
        "created_at",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(
    Member,
    personal=["name", "phone"],
    not_personal=["id", "unit", "user", "post", "grid_path", "grid_post", "from_on", "until_on"],
    then=Ending.KEEP_WITHOUT_PERSON,
    days=365,
    counted_from="until_on",
)
keep(Charge, not_personal=["id", "area_path", "unit", "member", "from_on", "until_on"], then=Ending.KEEP)
keep(
    OnDuty,
    personal=["phone"],
    not_personal=["id", "unit", "user", "since", "until", "set_by"],
    then=Ending.KEEP_WITHOUT_PERSON,
    days=365,
    counted_from="until",
)
