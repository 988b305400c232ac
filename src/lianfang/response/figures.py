"""What is counted about the response itself."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Figure, Privacy, Rows, declare
from lianfang.response.access import SEE_RESPONSE
from lianfang.response.models import Decree

TIGHTENED = declare(
    Figure(
        code="response.tightened",
        name=_("decisions beyond what was asked from above"),
        also=("自行提级", "层层加码决定"),
        means=_("Decisions that set a graver level than the authority above, each with its ground."),
        rows=(
            Rows(
                Decree,
                when="from_at",
                where=Q(level__lt=F("level_above")),
                opens="response:response",
                opens_by="response_id",
            ),
        ),
        action=SEE_RESPONSE,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("decisions"),
    )
)
