"""The tasks that observation makes; each is about a measure."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from lianfang.isolation.access import SEE_OBSERVED
from lianfang.measures.selectors import get_measure_for
from lianfang.tasks import kinds
from lianfang.tasks.kinds import Purpose

_OBSERVED = {"page": "isolation:health", "opened_by": partial(get_measure_for, action=SEE_OBSERVED)}
MISSED = kinds.register("isolation.missed", _("ask for a missed report"))
ABNORMAL = kinds.register("isolation.abnormal", _("call back after an abnormal report"), **_OBSERVED)
URGENT = kinds.register(
    "isolation.urgent", _("urgent need of somebody at home"), purpose=Purpose.CARE, knock=False, **_OBSERVED
)
