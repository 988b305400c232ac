"""The tasks that observation makes; each is about a measure."""

from django.utils.translation import gettext_lazy as _

from lianfang.tasks import kinds
from lianfang.tasks.kinds import Purpose

MISSED = kinds.register("isolation.missed", _("ask for a missed report"))
ABNORMAL = kinds.register("isolation.abnormal", _("call back after an abnormal report"), page="isolation:health")
URGENT = kinds.register(
    "isolation.urgent", _("urgent need of somebody at home"), purpose=Purpose.CARE, knock=False, page="isolation:health"
)
