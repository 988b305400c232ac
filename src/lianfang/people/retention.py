from lianfang.people.models import Household, NameToken, Person
from lianfang.privacy.declare import Ending, keep

keep(
    Household,
    personal=["address"],
    not_personal=["id", "area_path", "door", "is_occupied", "created_at"],
    then=Ending.KEEP,
)
keep(
    Person,
    personal=["name", "id_number", "phone", "birth_date", "address", "id_key", "phone_key"],
    not_personal=[
        "id",
        "response",
        "household",
        "area_path",
        "sex",
        "birth_year",
        "merged_into",
        "gone_at",
        "created_at",
    ],
    then=Ending.ERASE,
)
keep(NameToken, personal=["token"], not_personal=["id", "person"], then=Ending.ERASE)
