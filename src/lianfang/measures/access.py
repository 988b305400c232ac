"""Who may propose, order and end measures. A crew or worker proposes; an authorised role orders."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

PROPOSE_MEASURE = action("measures.propose", _("propose a measure for a person, with the reason"))
SEE_MEASURES = action("measures.see", _("see who is under a measure, until when and why"), personal=True)
ORDER_MEASURE = action("measures.order", _("order, refuse, extend and end measures"), personal=True)
RELEASE = action("measures.release", _("release people on the last day of their measure"), personal=True)
SERVE_NOTICE = action("measures.serve", _("bring the notice of a measure, and give the personal link"), personal=True)
FILE_APPEAL = action("measures.file_appeal", _("write down an appeal that somebody makes"), personal=True)
DECIDE_APPEAL = action("measures.decide_appeal", _("decide appeals against what another unit ordered"), personal=True)
RECOMPUTE = action("measures.recompute", _("recompute running measures by a new edition, after seeing what changes"))
