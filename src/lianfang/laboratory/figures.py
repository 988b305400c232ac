"""What is counted between the table and the result."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Measure, Rows, declare
from lianfang.laboratory.access import SEE_LABORATORY
from lianfang.laboratory.models import SOURCES, VALUES, Box, Packed, Resample, Result
from lianfang.sampling.models import WHYS

BY_VALUE = Breakdown("value", _("test result"), tuple(VALUES), summed=True)
BY_SOURCE = Breakdown("source", _("how it came in"), tuple(SOURCES))
BY_WHY = Breakdown("why", _("why"), tuple(WHYS))
OF_BOX = partial(Rows, Box, opens="laboratory:box")
OF_TUBE = partial(Rows, Result, opens="laboratory:tube", opens_by="tube_id")
OF_PERSON = partial(Rows, Resample, opens="laboratory:resample")

UNDER_WAY = declare(
    Figure(
        code="laboratory.boxes_under_way",
        name=_("boxes under way"),
        also=("运送中转运箱", "在途转运箱", "在途样本箱"),
        means=_("Boxes of tubes that a courier has and no laboratory has received."),
        rows=(OF_BOX(when="handed_at", until="received_at", where=Q(handed_at__isnull=False)),),
        kind=Kind.STOCK,
        action=SEE_LABORATORY,
        unit_of_number=_("boxes"),
    )
)
LATE = declare(
    Figure(
        code="laboratory.boxes_late",
        name=_("boxes late"),
        also=("超时转运箱", "逾期未送达转运箱"),
        means=_("Boxes that passed the hour by which the laboratory should have had them, and are not received."),
        rows=(OF_BOX(when="due_at", until="received_at", where=Q(due_at__isnull=False)),),
        kind=Kind.STOCK,
        action=SEE_LABORATORY,
        unit_of_number=_("boxes"),
    )
)
WITHOUT_RESULT = declare(
    Figure(
        code="laboratory.without_result",
        name=_("tubes without result"),
        also=("待出结果管数", "待检管数", "未出结果"),
        means=_("Tubes that a laboratory has received and that have no result."),
        rows=(
            Rows(
                Packed,
                when="arrived_at",
                until="result_at",
                where=Q(arrived_at__isnull=False),
                opens="laboratory:tube",
                opens_by="tube_id",
            ),
        ),
        kind=Kind.STOCK,
        action=SEE_LABORATORY,
        unit_of_number=_("tubes"),
    )
)
RESULTS = declare(
    Figure(
        code="laboratory.results",
        name=_("results of tubes"),
        also=("检测管数", "出结果管数", "已检测管数"),
        means=_("Tubes whose result was reported; results that were put right count once, by the last."),
        rows=(OF_TUBE(),),
        by=(BY_VALUE, BY_SOURCE),
        action=SEE_LABORATORY,
        unit_of_number=_("tubes"),
    )
)
PEOPLE = declare(
    Figure(
        code="laboratory.people",
        name=_("people with a result"),
        also=("检测人次", "出结果人次", "核酸检测人次"),
        means=_("People in the tubes whose result was reported."),
        rows=(OF_TUBE(add="people"),),
        measure=Measure.SUM,
        by=(BY_VALUE,),
        action=SEE_LABORATORY,
        unit_of_number=_("persons"),
    )
)
POSITIVE = declare(
    Figure(
        code="laboratory.positive_tubes",
        name=_("positive tubes"),
        also=("阳性管数", "混管阳性", "混采阳性管数"),
        means=_("Tubes with a positive result, of one person or of several."),
        rows=(OF_TUBE(where=Q(value="positive")),),
        action=SEE_LABORATORY,
        unit_of_number=_("tubes"),
    )
)
INVALID = declare(
    Figure(
        code="laboratory.invalid_tubes",
        name=_("invalid tubes"),
        also=("无效管数", "结果无效管数"),
        means=_("Tubes without a valid result; their people are sampled again."),
        rows=(OF_TUBE(where=Q(value="invalid")),),
        action=SEE_LABORATORY,
        unit_of_number=_("tubes"),
    )
)
AGAIN = declare(
    Figure(
        code="laboratory.sampled_again",
        name=_("people to be sampled again"),
        also=("待复采人数", "需复采人员"),
        means=_("People who are to be sampled singly because of a result, and whose result is not there."),
        rows=(OF_PERSON(when="asked_at", until="ended_at"),),
        kind=Kind.STOCK,
        by=(BY_WHY,),
        action=SEE_LABORATORY,
        unit_of_number=_("persons"),
    )
)
STAYING = declare(
    Figure(
        code="laboratory.staying",
        name=_("people asked to stay for a result"),
        also=("临时管控人数", "混管阳性临时管控人员"),
        means=_("People of a positive tube who are asked to stay at home and whom no negative result has set free."),
        rows=(OF_PERSON(when="asked_at", until="stays_until", where=Q(stays=True), distinct="person_id"),),
        kind=Kind.STOCK,
        measure=Measure.DISTINCT,
        action=SEE_LABORATORY,
        unit_of_number=_("persons"),
    )
)
FIRST = declare(
    Figure(
        code="laboratory.first_positives",
        name=_("first positives"),
        also=("初筛阳性", "初筛阳性人数", "单采阳性"),
        means=_("People whose single sample was positive for the first time and is re-checked."),
        rows=(OF_PERSON(when="asked_at", where=Q(why="recheck")),),
        action=SEE_LABORATORY,
        unit_of_number=_("persons"),
    )
)
RECHECKED = declare(
    Figure(
        code="laboratory.rechecked_positives",
        name=_("re-checked positives"),
        also=("复核阳性", "复核阳性人数"),
        means=_("People whose first positive was confirmed by its re-check. What they are is not said here."),
        rows=(OF_PERSON(when="ended_at", where=Q(why="recheck", step="positive")),),
        action=SEE_LABORATORY,
        unit_of_number=_("persons"),
    )
)
