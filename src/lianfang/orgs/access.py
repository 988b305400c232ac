from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_UNITS = action("orgs.see", _("look up units, their duty phones and who is on duty"))
SEE_MEMBERS = action("orgs.see_members", _("see the members of a unit, and open their phone numbers"), personal=True)
MANAGE_UNITS = action("orgs.manage", _("found, change and end units"))
MANAGE_MEMBERS = action(
    "orgs.manage_members", _("add and end members and their responsibility for places"), personal=True
)
GO_ON_DUTY = action("orgs.go_on_duty", _("go on duty for a unit and off again"))
SET_DUTY = action("orgs.set_duty", _("put somebody else on duty for a unit"))
