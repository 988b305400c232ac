from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_AREAS = action("territory.see", _("look up areas, their place in the tree and their history"))
MANAGE_AREAS = action("territory.manage", _("add, rename, move, merge and retire areas"))
IMPORT_DIVISIONS = action("territory.import", _("import an edition of the national divisions"))
