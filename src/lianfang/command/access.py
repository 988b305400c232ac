from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_PICTURE = action("command.see", _("see the command picture of an area"))
