from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

MANAGE_CHANNELS = action(
    "messaging.manage", _("set up by which channels people are told, and see what was not delivered")
)
