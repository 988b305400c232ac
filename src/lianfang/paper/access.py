from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

KEY_IN = action("paper.key", _("print forms for paper and key in what was written on them"), personal=True)
