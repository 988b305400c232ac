"""What may be counted of verification lists."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Rows, declare
from lianfang.verification.access import SEE_LISTS
from lianfang.verification.models import CERTAINTIES, FOUND, OUTCOMES, SPLITS, NameRow, RowCheck
from lianfang.verification.rules import Outcome

BY_OUTCOME = Breakdown("outcome", _("outcome"), tuple(OUTCOMES))
BY_SPLIT = Breakdown("split", _("came to the unit"), tuple(SPLITS))
BY_CERTAINTY = Breakdown("certainty", _("match"), tuple(CERTAINTIES))
BY_FOUND = Breakdown("found", _("what was found out"), tuple(FOUND), summed=True)
ROW = partial(Rows, NameRow, opens="verification:row")

ASKED = declare(
    Figure(
        code="verification.asked",
        name=_("rows of lists received"),
        means=_(
            "Rows of verification lists from above, by the time their list was received; one person in two lists is two."
        ),
        rows=(ROW(when="asked_at"),),
        also=("协查名单数", "下发核查人数", "接收协查信息"),
        by=(BY_SPLIT, BY_CERTAINTY),
        action=SEE_LISTS,
    )
)
ANSWERED = declare(
    Figure(
        code="verification.answered",
        name=_("rows of lists answered"),
        means=_("Rows of verification lists that were answered, with whatever outcome."),
        rows=(ROW(when="answered_at"),),
        also=("已核查人数", "协查反馈数", "核查反馈"),
        by=(BY_OUTCOME,),
        action=SEE_LISTS,
    )
)
FOUND_HERE = declare(
    Figure(
        code="verification.found",
        name=_("people on lists found here"),
        means=_("Rows answered with somebody who was found and verified, or known already."),
        rows=(
            ROW(
                when="answered_at",
                where=Q(outcome__in=[Outcome.DONE.value, Outcome.ALREADY_KNOWN.value]),
            ),
        ),
        also=("核查在辖区人数", "协查查到人数"),
        by=(BY_OUTCOME,),
        action=SEE_LISTS,
    )
)
WAITING = declare(
    Figure(
        code="verification.waiting",
        name=_("rows of lists without an answer"),
        means=_("Rows of verification lists that had no answer at that moment."),
        rows=(ROW(when="asked_at", until="answered_at"),),
        kind=Kind.STOCK,
        by=(BY_SPLIT, BY_CERTAINTY),
        action=SEE_LISTS,
    )
)
LATE = declare(
    Figure(
        code="verification.late",
        name=_("rows of lists past their time"),
        means=_("Rows of verification lists that had no answer at that moment though their time had passed."),
        rows=(ROW(when="due_at", until="answered_at"),),
        kind=Kind.STOCK,
        also=("超时未核查", "逾期未反馈"),
        by=(BY_SPLIT,),
        action=SEE_LISTS,
    )
)
NOBODYS = declare(
    Figure(
        code="verification.unowned",
        name=_("rows of lists that are nobody's"),
        means=_("Rows without an answer that no unit had taken; they stand on the page of rows nobody has."),
        rows=(ROW(when="asked_at", until="answered_at", where=Q(unit=None)),),
        kind=Kind.STOCK,
        action=SEE_LISTS,
    )
)
CHECKS = declare(
    Figure(
        code="verification.checks",
        name=_("calls and visits for lists"),
        means=_(
            "Tries to verify somebody on a list by phone, at the desk or at the door, beside the visits to households."
        ),
        rows=(Rows(RowCheck, opens="verification:row", opens_by="row_id"),),
        by=(BY_FOUND,),
        action=SEE_LISTS,
    )
)
