"""What is counted about risk areas of the district itself."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Privacy, Rows, declare
from lianfang.risk.access import SEE_RISK_AREAS
from lianfang.risk.models import LEVELS, RiskArea

AREAS = declare(
    Figure(
        code="risk.areas",
        name=_("risk areas"),
        also=("风险区", "风险区数量", "中高风险区"),
        means=_("Published risk areas in the district that have a level at the time asked for; withdrawn ones not."),
        rows=(
            Rows(
                RiskArea,
                when="from_at",
                until="until_at",
                where=Q(published_at__isnull=False, withdrawn_at=None),
                opens="risk:area",
            ),
        ),
        kind=Kind.STOCK,
        by=(Breakdown("level", _("risk level"), tuple(LEVELS)),),
        action=SEE_RISK_AREAS,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("areas"),
    )
)
