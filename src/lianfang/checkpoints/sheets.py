"""What a crew fills in: a press of the counter, a stop with its travellers, a call for help."""

from dataclasses import replace

from lianfang.acts.sheets import When, sheet_of
from lianfang.acts.sheets.identity import IDENTITY
from lianfang.acts.sheets.sheet import ask_of
from lianfang.checkpoints.models import CallForHelp, PersonCheck, Tally, VehicleCheck

TALLY = sheet_of(Tally, "direction", "vehicles", "people", code="checkpoints.tally")
TRAVELLER = sheet_of(
    PersonCheck,
    "first_reading",
    "second_reading",
    "symptoms",
    "been_in",
    "lives_here",
    replace(ask_of(PersonCheck, "decision"), required=False),
    "overridden_because",
    *IDENTITY,
    "destination_path",
    "destination",
    "told",
    "proofs",
    code="checkpoints.traveller",
    ask_when={"second_reading": When("first_reading", at_least="fever_at")},
)
STOP = sheet_of(
    VehicleCheck,
    "direction",
    "conveyance",
    "plate",
    "line_number",
    "occupants",
    code="checkpoints.stop",
    parts={"people": TRAVELLER},
)
HELP = sheet_of(CallForHelp, "kind", "note", code="checkpoints.call_for_help")
