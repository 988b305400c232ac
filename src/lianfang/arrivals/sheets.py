"""What is filled in when an arrival is verified, and when somebody leaves."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets import Ask, Kind, When, sheet_of
from lianfang.acts.sheets.identity import ID_NUMBER, NAME, PHONE
from lianfang.arrivals.models import Departure, Verification
from lianfang.arrivals.rules import Result

CONFIRMED = When("result", is_one_of=(Result.CONFIRMED.value,))
VERIFICATION = sheet_of(
    Verification,
    "channel",
    "result",
    replace(
        NAME, label=_("Name, as on the ID card"), required=True, ask_when=CONFIRMED, needed="arrivals.identity_needed"
    ),
    replace(ID_NUMBER, ask_when=CONFIRMED),
    replace(PHONE, ask_when=CONFIRMED),
    Ask("visits", Kind.STAYS, _("where they were"), ask_when=CONFIRMED, personal=True),
    "note",
    code="arrivals.verification",
)
DEPARTURE = sheet_of(Departure, "leaves_on", "back_on", "goes_to", code="arrivals.departure")
