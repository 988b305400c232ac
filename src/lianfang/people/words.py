"""How outcomes of rows and comparisons of fields are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lianfang.exchange import Certainty
from lianfang.kernel.wording import Text
from lianfang.people.importing.deciding import Outcome
from lianfang.people.rules import Alike

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.NEW: _("added"),
    Outcome.UNCHANGED: _("as on record"),
    Outcome.UPDATED: _("corrected"),
    Outcome.REFUSED: _("not taken"),
}
ALIKE: Mapping[str, Text] = {
    "name": _("name"),
    "id_number": _("ID number"),
    "birth_date": _("date of birth"),
    "phone": _("phone"),
    "door": _("door"),
    Alike.SAME.value: _("the same"),
    Alike.SIMILAR.value: _("sounds the same"),
    Alike.DIFFERENT.value: _("different"),
    Alike.UNKNOWN.value: _("not known of both"),
}
CERTAINTIES: Mapping[Certainty, Text] = {
    Certainty.CHOSEN: _("chosen by you"),
    Certainty.EXACT: _("certain"),
    Certainty.CONTAINS: _("likely, please look"),
    Certainty.SIMILAR: _("guessed, please look"),
}
