"""What is filled in at a door, about a household that is on no list, and when a part is walked."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets import Ask, Kind, Sheet, When, sheet_of, sheets
from lianfang.acts.sheets.identity import ID_NUMBER, NAME, PHONE
from lianfang.kernel.limits import Between
from lianfang.screening.models import NEEDS, SYMPTOMS, DoorVisit, PartWalked
from lianfang.screening.rules import Outcome

COLDEST, HOTTEST = Decimal("34.0"), Decimal("43.0")
"""What a thermometer can read of somebody alive, degrees Celsius."""
URGENT = Ask("urgent", Kind.YES_NO, _("needs help at once"), personal=True)
WHO = Ask("name", Kind.NAME, _("full name"), longest=60, personal=True)
REACHED = When("outcome", is_one_of=(Outcome.DONE.value,))

ARRIVED = Sheet(
    "screening.arrived",
    _("somebody who came from elsewhere"),
    (
        Ask("name", NAME.kind, NAME.label, longest=60, required=True, personal=True),
        ID_NUMBER,
        PHONE,
        Ask("came_on", Kind.DAY, _("here since"), personal=True),
        Ask("been_in", Kind.STAYS, _("where they were"), personal=True),
    ),
)
UNWELL = Sheet(
    "screening.unwell",
    _("somebody who is unwell"),
    (
        WHO,
        Ask(
            "temperature",
            Kind.TEMPERATURE,
            _("temperature, °C"),
            between=Between(COLDEST, HOTTEST, says="screening.impossible_temperature"),
            personal=True,
        ),
        Ask("symptoms", Kind.CHOICES, _("symptoms"), choices=tuple(SYMPTOMS), personal=True),
        URGENT,
    ),
)
IN_NEED = Sheet(
    "screening.in_need",
    _("somebody who needs help"),
    (WHO, Ask("needs", Kind.CHOICES, _("with what"), choices=tuple(NEEDS), personal=True), URGENT),
)
for each in (ARRIVED, UNWELL, IN_NEED):
    sheets.add(each.code, each)

PARTS = {"arrived": ARRIVED, "unwell": UNWELL, "in_need": IN_NEED}
DOOR = sheet_of(
    DoorVisit,
    "outcome",
    "people_here",
    "note",
    code="screening.door",
    ask_when={"people_here": REACHED},
    parts=PARTS,
)
CORRECTION = sheet_of(
    DoorVisit,
    "outcome",
    "people_here",
    "note",
    code="screening.correction",
    ask_when={"people_here": REACHED},
    parts=PARTS,
)
"""The same again, about a record that was wrong."""
NEW_DOOR = sheet_of(
    DoorVisit,
    Ask("area_path", Kind.PLACE, _("building or grid"), required=True),
    Ask(
        "door",
        Kind.TEXT,
        _("door"),
        help=_("As it stands there: 3-2-601. Never a name."),
        required=True,
        longest=30,
    ),
    "people_here",
    "note",
    code="screening.new_door",
    parts=PARTS,
)
CLOSE = sheet_of(PartWalked, "said_visited", "said_reached", "note", code="screening.close")
