"""Deciding about a response; every account may read what was decided."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

DECIDE_RESPONSE = action(
    "response.decide", _("activate a response, change its level or edition, review it and end it, on a document")
)
