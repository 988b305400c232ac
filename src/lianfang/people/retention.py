from lianfang.people.models import Double, Household, ImportRun, NameToken, Person
from lianfang.privacy.declare import Ending, keep

keep(
    Household,
    personal=["address"],
    not_personal=["id", "area_path", "door", "is_occupied", "created_at"],
    then=Ending.KEEP,
)
keep(
    Person,
    personal=[
        "name",
        "id_number",
        "phone",
        "birth_date",
        "address",
        "id_key",
        "phone_key",
        "name_key",
        "born_key",
        "household",
        "birth_year",
        "relation",
    ],
    not_personal=[
        "id",
        "response",
        "area_path",
        "sex",
        "merged_into",
        "gone_at",
        "gone_because",
        "created_at",
    ],
    then=Ending.ERASE,
)
keep(NameToken, personal=["token"], not_personal=["id", "person"], then=Ending.ERASE)
keep(
    Double,
    not_personal=["id", "one", "other", "certain", "found_at", "decision", "decided_at", "decided_by"],
    then=Ending.ERASE,
)
keep(
    ImportRun,
    personal=["filename"],
    not_personal=[
        "id",
        "user_id",
        "area_path",
        "stage",
        "file_id",
        "result_id",
        "mapping",
        "rows",
        "done",
        "counts",
        "problem",
        "cancelled_at",
        "created_at",
        "last_seen_at",
    ],
    then=Ending.ERASE,
    days=90,
    counted_from="created_at",
)
