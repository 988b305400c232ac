"""What a crew fills in: a press of the counter, a stop with its travellers, a call for help, a shift at its end."""

from dataclasses import replace

from lianfang.acts.sheets import Ask, Kind, When, sheet_of
from lianfang.acts.sheets.identity import IDENTITY
from lianfang.acts.sheets.sheet import ask_of
from lianfang.checkpoints.models import KITS, CallForHelp, PersonCheck, Shift, ShiftTaken, Tally, VehicleCheck
from lianfang.checkpoints.rules import MOST_OF_A_KIT
from lianfang.kernel.limits import Between

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
KIT = tuple(Ask(f"kit_{code}", Kind.NUMBER, label, between=Between(0, MOST_OF_A_KIT)) for code, label in KITS)
SHIFT = sheet_of(
    Shift,
    "to_name",
    "stated_vehicles",
    "stated_people",
    "stated_stopped",
    *KIT,
    "kit_note",
    "open_matters",
    code="checkpoints.shift",
)
TAKE = sheet_of(ShiftTaken, "remark", code="checkpoints.take_shift")
