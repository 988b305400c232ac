from lianfang.arrivals.models import Arrival, Attempt, Departure, Report, Verification
from lianfang.privacy.declare import Ending, keep

keep(
    Arrival,
    personal=["person", "name", "id_number", "phone", "address", "whereabouts", "id_key"],
    not_personal=[
        "id",
        "response",
        "source",
        "state",
        "area_path",
        "unit",
        "unit_path",
        "origin",
        "reported_at",
        "expected_at",
        "verify_by",
        "verified_at",
        "result",
        "seen_at",
        "not_arrived_at",
        "hand_over",
        "measure",
        "closed_at",
        "closed_as",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
    days=30,
    counted_from="closed_at",
)
keep(
    Report,
    personal=["reporter_name", "reporter_phone", "whereabouts"],
    not_personal=["id", "arrival", "response", "at", "source", "relation", "confirmed_at"],
    then=Ending.ERASE,
    days=30,
    counted_from="at",
)
keep(
    Verification,
    personal=["whereabouts", "note"],
    not_personal=["arrival", "channel", "result", "origin", "source"],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(
    Departure,
    personal=["person", "goes_to"],
    not_personal=["leaves_on", "back_on"],
    then=Ending.KEEP_WITHOUT_PERSON,
)
keep(Attempt, not_personal=["id", "address_key", "hour", "count"], then=Ending.ERASE, days=1, counted_from="hour")
