"""What is filled in about one try to verify somebody on a list."""

from lianfang.acts.sheets import When, sheet_of
from lianfang.verification.models import RowCheck
from lianfang.verification.rules import Outcome

CHECK = sheet_of(
    RowCheck,
    "channel",
    "found",
    "was_there",
    "lives_since",
    "note",
    code="verification.check",
    ask_when={
        "was_there": When("found", is_one_of=(Outcome.DONE.value, Outcome.ALREADY_KNOWN.value)),
        "lives_since": When("found", is_one_of=(Outcome.DONE.value, Outcome.ALREADY_KNOWN.value)),
    },
)
