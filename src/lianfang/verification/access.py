from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_LISTS = action("verification.see", _("see verification lists, how far they are and their yield"))
SEND_LISTS = action("verification.send", _("take in a list from above and send its answers back"), personal=True)
WORK_LISTS = action("verification.work", _("verify rows of lists and say what was found out"), personal=True)
MATCH_LISTS = action("verification.match", _("say which resident a likely row means, and pass rows on"), personal=True)
