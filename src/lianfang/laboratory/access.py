from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_LABORATORY = action("laboratory.see", _("see boxes, results by tube and what follows them"))
CARRY_BOXES = action("laboratory.carry", _("pack, hand over and receive boxes of tubes"))
ENTER_RESULTS = action("laboratory.enter", _("enter results of tubes by hand, file or API"), personal=True)
READ_RESULTS = action("laboratory.read", _("open the results of a person"), personal=True)
