"""Who may see and record the health of people under a measure."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_OBSERVED = action("isolation.see", _("see who is observed today and what was reported"), personal=True)
RECORD_HEALTH = action("isolation.record", _("record temperature, symptoms and urgent needs"), personal=True)
SEND_TO_CLINIC = action("isolation.send_to_clinic", _("hand somebody with a fever over to a clinic"), personal=True)
