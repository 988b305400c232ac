"""What is counted about measures."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Privacy, Rows, declare
from lianfang.measures.access import SEE_MEASURES
from lianfang.measures.models import Appeal, Change, Measure
from lianfang.measures.words import APPEAL_DECISIONS, ENDINGS, EXCESSES, GROUNDS, KINDS

BY_KIND = Breakdown("kind", _("measure"), tuple(KINDS))
BY_GROUND = Breakdown("ground_code", _("ground"), tuple(GROUNDS))
BY_EXCESS = Breakdown("excess", _("excess over the edition"), tuple(EXCESSES))
PAGE = "measures:measure"
OF_THE_MEASURE = (("kind", "measure__kind"), ("ground_code", "measure__ground_code"))

RUNNING = declare(
    Figure(
        code="measures.running",
        name=_("people under a measure"),
        also=("管控人员", "管控人数", "在管人员", "现有隔离人数", "在隔人数", "居家隔离人数"),
        means=_("Measures that were ordered, have begun and have not ended at the time asked for."),
        rows=(Rows(Measure, when="begins_at", until="ended_at", where=Q(begins_at__isnull=False), opens=PAGE),),
        kind=Kind.STOCK,
        by=(BY_KIND, BY_GROUND),
        action=SEE_MEASURES,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("persons"),
    )
)
ORDERED = declare(
    Figure(
        code="measures.ordered",
        name=_("measures ordered"),
        also=("新增管控", "新增隔离", "新增隔离人数", "下达措施"),
        means=_("Measures ordered in the period, each once, by the unit that ordered."),
        rows=(Rows(Change, when="at", where=Q(step="ordered"), by=OF_THE_MEASURE, opens=PAGE, opens_by="measure_id"),),
        by=(BY_KIND, BY_GROUND),
        action=SEE_MEASURES,
        unit_of_number=_("measures"),
    )
)
ENDED = declare(
    Figure(
        code="measures.ended",
        name=_("measures ended"),
        also=("解除管控", "解除隔离", "解除隔离人数", "期满解除"),
        means=_("Measures that ended in the period, however they ended."),
        rows=(Rows(Measure, when="ended_at", opens=PAGE),),
        by=(BY_KIND, Breakdown("ending", _("how it ended"), tuple(ENDINGS))),
        action=SEE_MEASURES,
        unit_of_number=_("measures"),
    )
)
EXCEEDING = declare(
    Figure(
        code="measures.excess",
        name=_("orders beyond the edition"),
        also=("超方案管控", "层层加码", "超期管控"),
        means=_("Orders and extensions that went further than the edition, each with its authority and reason."),
        rows=(Rows(Change, when="at", where=~Q(excess=""), by=OF_THE_MEASURE, opens=PAGE, opens_by="measure_id"),),
        by=(BY_EXCESS, BY_KIND),
        action=SEE_MEASURES,
        privacy=Privacy.PUBLIC,
        unit_of_number=_("orders"),
    )
)
RELEASE_OVERDUE = declare(
    Figure(
        code="measures.release_overdue",
        name=_("releases overdue"),
        also=("逾期未解除", "应解未解"),
        means=_("Measures whose last day had passed and whose people had not been released at the time asked for."),
        rows=(Rows(Measure, when="release_due_at", until="ended_at", opens=PAGE),),
        kind=Kind.STOCK,
        by=(BY_KIND,),
        action=SEE_MEASURES,
        unit_of_number=_("persons"),
    )
)
WAITING = declare(
    Figure(
        code="measures.waiting",
        name=_("proposals waiting for a decision"),
        also=("待审批措施",),
        means=_("Measures that were proposed and neither ordered nor refused at the time asked for."),
        rows=(Rows(Measure, when="proposed_at", until="decided_at", opens=PAGE),),
        kind=Kind.STOCK,
        by=(BY_KIND,),
        action=SEE_MEASURES,
        unit_of_number=_("proposals"),
    )
)
APPEALS = declare(
    Figure(
        code="measures.appeals",
        name=_("appeals decided"),
        also=("申诉办结",),
        means=_("Appeals against measures that were decided in the period, by the unit that decided."),
        rows=(Rows(Appeal, when="decided_at", opens=PAGE, opens_by="measure_id"),),
        by=(Breakdown("decision", _("decision on the appeal"), tuple(APPEAL_DECISIONS)),),
        action=SEE_MEASURES,
        unit_of_number=_("appeals"),
    )
)
