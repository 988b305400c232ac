"""What is filled in at a sampling table, at a site before it opens, and in its queue."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets import sheet_of
from lianfang.acts.sheets.asks import Ask, Kind
from lianfang.acts.sheets.identity import IDENTITY
from lianfang.sampling.models import Exemption, QueueReport, SiteCheck, Swab, TubeClosing

TUBE = Ask("tube", Kind.TEXT, _("code of the tube"), required=True, longest=60, also=("管号", "采样管编号", "试管码"))
PERSON = Ask("person", Kind.TEXT, _("person"), longest=36, help=_("Filled in by the phone from a scanned code."))
CODE = Ask("code", Kind.TEXT, _("code or ID number of the person"), longest=30, personal=True, also=("人员码",))

SWAB = sheet_of(Swab, TUBE, PERSON, CODE, *IDENTITY, "why", code="sampling.swab")
CLOSE = sheet_of(TubeClosing, TUBE, "counted", code="sampling.close_tube")
EXEMPT = sheet_of(Exemption, replace(PERSON), CODE, "reason", "note", code="sampling.exempt")
QUEUE = sheet_of(QueueReport, "waiting", code="sampling.queue")
CHECK = sheet_of(SiteCheck, "wanting", "note", code="sampling.site_check")
