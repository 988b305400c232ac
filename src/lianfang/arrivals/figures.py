"""What may be counted of arrivals."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.arrivals.access import SEE_ARRIVALS
from lianfang.arrivals.models import ORIGINS, RESULTS, SOURCES, Arrival, Departure, Verification
from lianfang.arrivals.rules import Result
from lianfang.figures.declare import Breakdown, Figure, Kind, Rows, declare

BY_ORIGIN = Breakdown("origin", _("risk of the origin"), tuple(ORIGINS), summed=True)
BY_SOURCE = Breakdown("source", _("source"), tuple(SOURCES), summed=True)
BY_RESULT = Breakdown("result", _("result"), tuple(RESULTS), summed=True)

CHECKS = partial(Rows, opens="arrivals:arrival", opens_by="arrival_id")
"""Rows that open the arrival they were about."""

REPORTED = declare(
    Figure(
        code="arrivals.reported",
        name=_("arrivals reported"),
        means=_("People of whose coming somebody told, whoever it was; several reports of one person are one."),
        rows=(Rows(Arrival, when="reported_at", opens="arrivals:arrival"),),
        also=("返乡报备人数", "来返人员", "返乡人员", "外来人员登记数", "报备人数"),
        by=(BY_SOURCE, BY_ORIGIN),
        action=SEE_ARRIVALS,
    )
)
VERIFIED = declare(
    Figure(
        code="arrivals.verified",
        name=_("arrivals verified"),
        means=_("Verifications with the person, at the door or by phone, in which the arrival was confirmed."),
        rows=(CHECKS(Verification, where=Q(result=Result.CONFIRMED.value)),),
        also=("返乡核实人数", "核查人数", "排查返乡人员"),
        by=(BY_ORIGIN, BY_SOURCE),
        action=SEE_ARRIVALS,
    )
)
CHECKED = declare(
    Figure(
        code="arrivals.checked",
        name=_("verifications of arrivals"),
        means=_("Every verification with whatever result; what a list yields is told by the results."),
        rows=(CHECKS(Verification),),
        by=(BY_RESULT, BY_SOURCE),
        action=SEE_ARRIVALS,
    )
)
OVERDUE = declare(
    Figure(
        code="arrivals.overdue",
        name=_("arrivals not verified in time"),
        means=_("Arrivals whose time for verification had passed at that moment without one."),
        rows=(Rows(Arrival, when="verify_by", until="verified_at", where=Q(closed_at=None), opens="arrivals:arrival"),),
        kind=Kind.STOCK,
        by=(BY_ORIGIN, BY_SOURCE),
        action=SEE_ARRIVALS,
    )
)
OPEN_NOW = declare(
    Figure(
        code="arrivals.open",
        name=_("arrivals under way"),
        means=_("Arrivals reported and not closed at that moment."),
        rows=(Rows(Arrival, when="reported_at", until="closed_at", opens="arrivals:arrival"),),
        kind=Kind.STOCK,
        by=(BY_ORIGIN, BY_SOURCE),
        action=SEE_ARRIVALS,
    )
)
NOT_ARRIVED = declare(
    Figure(
        code="arrivals.not_arrived",
        name=_("people who did not arrive"),
        means=_("Arrivals of which the receiver said that nobody came."),
        rows=(Rows(Arrival, when="not_arrived_at", opens="arrivals:arrival"),),
        by=(BY_ORIGIN, BY_SOURCE),
        action=SEE_ARRIVALS,
    )
)
DEPARTURES = declare(
    Figure(
        code="arrivals.departures",
        name=_("departures"),
        means=_("People who told that they leave the district."),
        rows=(Rows(Departure, opens="arrivals:left"),),
        also=("离开人员", "外出人员"),
        action=SEE_ARRIVALS,
    )
)
