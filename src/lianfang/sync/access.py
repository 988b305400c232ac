from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

ENROL = action("sync.enrol", _("enrol phones for people, and revoke them"), personal=True, guarded=True)
"""Guarded: whoever shows the code may use it, and a phone carries what its person may open."""
CARRY = action("sync.carry", _("carry today's work on an enrolled phone"), personal=True)
