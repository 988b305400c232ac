from lianfang.privacy.declare import Ending, keep
from lianfang.sampling.models import (
    Called,
    Exemption,
    QueueReport,
    Session,
    Site,
    SiteCheck,
    Slot,
    Swab,
    Tube,
    TubeClosing,
)

keep(
    Site,
    not_personal=["id", "response", "name", "name_en", "area_path", "unit", "unit_path", "tables", "closed_at"],
    then=Ending.KEEP,
)
keep(SiteCheck, personal=["note"], not_personal=["site", "wanting"], then=Ending.KEEP_WITHOUT_PERSON)
keep(
    Session,
    personal=["size_because", "opened_despite"],
    not_personal=[
        "id",
        "response",
        "site",
        "name",
        "area_path",
        "unit",
        "unit_path",
        "place",
        "tube_size",
        "household_tubes",
        "own_labels",
        "tables",
        "from_at",
        "until_at",
        "opened_at",
        "opened_by",
        "closed_at",
        "closed_by",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(Called, not_personal=["id", "session", "area_path"], then=Ending.KEEP)
keep(Slot, not_personal=["id", "session", "area_path", "from_at", "until_at"], then=Ending.KEEP)
keep(
    Tube,
    personal=["settled_because"],
    not_personal=[
        "id",
        "response",
        "session",
        "code",
        "size",
        "of_household",
        "why",
        "people",
        "area_path",
        "unit_path",
        "state",
        "opened_at",
        "closed_at",
        "closed_by",
        "counted",
        "settled_at",
        "settled_by",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(
    Swab,
    personal=["person", "household"],
    not_personal=["session", "tube", "why"],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(TubeClosing, not_personal=["session", "tube", "counted"], then=Ending.KEEP_WITHOUT_PERSON)
keep(Exemption, personal=["person", "note"], not_personal=["session", "reason"], then=Ending.KEEP_WITHOUT_PERSON)
keep(QueueReport, not_personal=["session", "waiting"], then=Ending.KEEP_WITHOUT_PERSON)
