from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_ROUNDS = action("screening.see", _("see screening rounds and their coverage"))
WORK_ROUNDS = action("screening.work", _("go from door to door in a round"), personal=True)
READ_DOORS = action("screening.read", _("open what was found behind a door"), personal=True)
MANAGE_ROUNDS = action("screening.manage", _("open, change and close rounds"))
