"""Looking up risk areas and deciding about them; the published ones anybody may look up."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_RISK_AREAS = action("risk.see", _("look up risk areas, unpublished and past ones too"))
MANAGE_RISK_AREAS = action("risk.manage", _("enter, import, publish, change and end risk areas"))
