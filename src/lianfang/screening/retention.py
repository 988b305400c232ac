from lianfang.privacy.declare import Ending, keep
from lianfang.screening.models import Door, DoorVisit, LetStand, PartWalked, Round

keep(
    Round,
    not_personal=[
        "id",
        "response",
        "name",
        "purpose",
        "behind",
        "area_path",
        "unit",
        "unit_path",
        "questions",
        "is_by_list",
        "from_at",
        "until_at",
        "tries",
        "opened_by",
        "closed_at",
        "closed_by",
        "summary",
    ],
    then=Ending.KEEP,
)
keep(
    Door,
    personal=["household", "walk"],
    not_personal=[
        "id",
        "round",
        "place",
        "area_path",
        "unit_path",
        "is_new",
        "added_at",
        "was_lived_in",
        "state",
        "is_lived_in",
        "tries",
        "worked_at",
        "reached_at",
        "last_at",
        "next_at",
        "is_disputed",
        "changed_at",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(
    DoorVisit,
    personal=["found", "note", "people_here"],
    not_personal=["round", "door", "outcome", "arrived", "unwell", "in_need", "is_new_door", "corrects"],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(LetStand, not_personal=["id", "door", "one", "other", "decided_at", "decided_by"], then=Ending.KEEP)
keep(
    PartWalked,
    personal=["note"],
    not_personal=["round", "said_visited", "said_reached", "counted_visited", "counted_reached", "doors"],
    then=Ending.KEEP_WITHOUT_PERSON,
)
