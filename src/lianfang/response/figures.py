"""What is counted about the response itself."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Privacy, Rows, declare
from lianfang.response.access import SEE_RESPONSE
from lianfang.response.models import EXCESS_KINDS, Decree, Excess

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
BY_KIND = Breakdown("kind", _("what goes further"), tuple(EXCESS_KINDS))
RAISED = declare(
    Figure(
        code="response.excess",
        name=_("excesses over the rules"),
        also=("超出规定的做法", "违反九不准"),
        means=_(
            "What went further than the rules, measures for people apart, and was put on record in the period: wider "
            "areas, and what the nine prohibitions name; each with its authority and reason."
        ),
        rows=(Rows(Excess, when="from_at", opens="response:response", opens_by="response_id"),),
        by=(BY_KIND,),
        action=SEE_RESPONSE,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("excesses"),
    )
)
STANDING = declare(
    Figure(
        code="response.excess_standing",
        name=_("excesses that stand"),
        also=("尚未纠正的超出规定做法",),
        means=_("What goes further than the rules, was put on record and had not ended at the time asked for."),
        rows=(Rows(Excess, when="from_at", until="ended_at", opens="response:response", opens_by="response_id"),),
        kind=Kind.STOCK,
        by=(BY_KIND,),
        action=SEE_RESPONSE,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("excesses"),
    )
)
