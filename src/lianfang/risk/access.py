"""Deciding risk areas; every account may look them up, and the published ones anybody."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

MANAGE_RISK_AREAS = action("risk.manage", _("enter, import, publish, change and end risk areas"))
