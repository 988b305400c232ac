"""What is counted about people observed at home."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Measure, Rows, declare
from lianfang.isolation.access import SEE_OBSERVED
from lianfang.isolation.models import FINDINGS, REPORTERS, HealthReport, Missed, UrgentNeed

OPENING = partial(Rows, opens="isolation:health", opens_by="measure_id")
"""Rows that open the health page of their measure."""

BY_FINDING = Breakdown("finding", _("result"), tuple(FINDINGS), summed=True)
BY_REPORTER = Breakdown("reporter", _("told by"), tuple(REPORTERS), summed=True)
BY_KIND = Breakdown("kind", _("measure"))
OF_THE_MEASURE = (("kind", "measure__kind"),)

REPORTS = declare(
    Figure(
        code="isolation.reports",
        name=_("health reports"),
        also=("健康监测", "健康监测人次", "体温监测人次", "每日测温"),
        means=_("Reports of temperature and symptoms of people under a measure at home; voided ones not."),
        rows=(OPENING(HealthReport),),
        by=(BY_FINDING, BY_REPORTER),
        action=SEE_OBSERVED,
        unit_of_number=_("reports"),
    )
)
REPORTED_ON = declare(
    Figure(
        code="isolation.people",
        name=_("people who reported"),
        also=("健康监测人数", "已监测人数"),
        means=_("Different people of whom at least one report was made in the period."),
        rows=(OPENING(HealthReport, distinct="person_id"),),
        measure=Measure.DISTINCT,
        action=SEE_OBSERVED,
        unit_of_number=_("persons"),
    )
)
ABNORMAL = declare(
    Figure(
        code="isolation.abnormal",
        name=_("abnormal reports"),
        also=("体温异常", "症状异常", "异常人员", "发热人员"),
        means=_("Reports with a fever, a high reading to be confirmed, or symptoms."),
        rows=(OPENING(HealthReport, where=~Q(finding="normal")),),
        by=(BY_FINDING,),
        action=SEE_OBSERVED,
        unit_of_number=_("reports"),
    )
)
MISSED = declare(
    Figure(
        code="isolation.missed",
        name=_("missed reports"),
        also=("漏报", "未上报健康情况", "漏测"),
        means=_("Reports that were not there by the hour of the edition, whether told later or not."),
        rows=(OPENING(Missed, when="due_at", by=OF_THE_MEASURE),),
        by=(BY_KIND,),
        action=SEE_OBSERVED,
        unit_of_number=_("reports"),
    )
)
URGENT = declare(
    Figure(
        code="isolation.urgent",
        name=_("urgent needs of people at home"),
        also=("紧急就医", "紧急就医需求"),
        means=_("Calls for urgent help by or for people under a measure at home; voided ones not."),
        rows=(OPENING(UrgentNeed),),
        by=(BY_REPORTER,),
        action=SEE_OBSERVED,
        unit_of_number=_("calls"),
    )
)
