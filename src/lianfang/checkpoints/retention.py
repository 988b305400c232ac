from lianfang.checkpoints.models import (
    CallForHelp,
    Partner,
    Pass,
    PersonCheck,
    Post,
    Shift,
    ShiftTaken,
    Tally,
    VehicleCheck,
)
from lianfang.privacy.declare import Ending, keep

keep(
    Post,
    not_personal=[
        "id",
        "response",
        "name",
        "name_en",
        "kind",
        "area_path",
        "unit",
        "unit_path",
        "document",
        "from_at",
        "until_at",
        "closed_at",
    ],
    then=Ending.KEEP,
)
keep(Partner, not_personal=["id", "post", "unit", "unit_path"], then=Ending.KEEP)
keep(Tally, not_personal=["post", "direction", "vehicles", "people"], then=Ending.KEEP_WITHOUT_PERSON)
keep(
    VehicleCheck,
    personal=["plate", "plate_key"],
    not_personal=["post", "direction", "conveyance", "plate_region", "line_number", "occupants"],
    then=Ending.ERASE,
    days=14,
    counted_from="happened_at",
)
keep(
    PersonCheck,
    personal=["person", "been_in", "destination", "overridden_because", "first_reading", "second_reading", "symptoms"],
    not_personal=[
        "vehicle",
        "post",
        "risk_level",
        "lives_here",
        "destination_path",
        "proofs",
        "proposed",
        "decision",
        "because",
        "overridden",
        "told",
        "edition",
        "proposed_on_phone",
        "edition_on_phone",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(CallForHelp, personal=["note"], not_personal=["post", "kind"], then=Ending.KEEP_WITHOUT_PERSON)
keep(
    Shift,
    personal=["to_name", "kit_note", "open_matters"],
    not_personal=["post", "stated_vehicles", "stated_people", "stated_stopped", "kit"],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(ShiftTaken, personal=["remark"], not_personal=["post", "shift_id"], then=Ending.KEEP_WITHOUT_PERSON)
keep(
    Pass,
    personal=["plate", "plate_key"],
    not_personal=[
        "id",
        "response",
        "area_path",
        "purpose",
        "has_priority",
        "document",
        "from_on",
        "until_on",
        "withdrawn_at",
    ],
    then=Ending.ERASE,
    days=14,
    counted_from="until_on",
)
