from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_ARRIVALS = action("arrivals.see", _("see arrivals and where they stand, masked"))
VERIFY = action(
    "arrivals.verify", _("open who arrives, verify it with the person and record departures"), personal=True
)
ENTER = action("arrivals.enter", _("enter an arrival that was told at the counter, by phone or found at the door"))
