"""What may be granted here."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_REPORTS = action("reporting.see", _("see which units have reported, what they reported, and bulletins"))
FILE_REPORT = action("reporting.file", _("file the daily report of a unit, or affirm its zero"))
SET_DUTIES = action("reporting.set_duties", _("decide which kinds of units must report daily"))
WRITE_BULLETIN = action("reporting.write", _("write a bulletin and submit it for approval"))
APPROVE_BULLETIN = action("reporting.approve", _("approve a bulletin that somebody else wrote, and publish it"))
