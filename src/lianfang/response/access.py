"""Reading what was decided about a response, and deciding."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_RESPONSE = action("response.see", _("read what was decided about a response, and the edition in force"))
RAISE_EXCESS = action(
    "response.raise_excess", _("put on record what goes further than the rules, with authority, document and reason")
)
DECIDE_RESPONSE = action(
    "response.decide",
    _("activate a response, change its level or edition, review it and end it, on a document"),
    guarded=True,
)
