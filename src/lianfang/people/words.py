"""How what becomes of a row is called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import Text
from lianfang.people.importing.deciding import Outcome

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.NEW: _("added"),
    Outcome.UNCHANGED: _("as on record"),
    Outcome.UPDATED: _("corrected"),
    Outcome.REFUSED: _("not taken"),
}
