from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_SAMPLING = action("sampling.see", _("see sampling sites, sessions and how far they are"))
DRAW = action("sampling.draw", _("sample people into tubes at a table"), personal=True)
READ_SWABS = action("sampling.read", _("open who is in a tube and who has not been sampled"), personal=True)
MANAGE_SITES = action("sampling.manage", _("open sites and sessions, set who is called, exempt somebody"))
