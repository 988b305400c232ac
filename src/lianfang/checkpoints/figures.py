"""What posts count."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.checkpoints.access import READ_CHECKS, SEE_POSTS
from lianfang.checkpoints.models import DECISIONS, DIRECTIONS, PersonCheck, Shift, Tally, VehicleCheck
from lianfang.figures.declare import Breakdown, Figure, Measure, Rows, declare

BY_DIRECTION = Breakdown("direction", _("direction"), tuple(DIRECTIONS), summed=True)
BY_DECISION = Breakdown("decision", _("disposition"), tuple(DECISIONS), summed=True)
PRESSES = partial(Rows, opens="checkpoints:post", opens_by="post_id")
"""A press has no page: nothing but its number is kept. It opens its post."""
STOP = "checkpoints:stopped"

VEHICLES = declare(
    Figure(
        code="checkpoints.vehicles",
        name=_("vehicles at posts"),
        also=("检查车辆", "排查车辆", "过往车辆", "车辆检查数", "查控车辆数", "检查车辆数"),
        means=_("Vehicles that passed a post or were stopped there; joint posts once, voided ones not."),
        rows=(PRESSES(Tally, add="vehicles"), Rows(VehicleCheck, where=Q(conveyance__in=["car", "bus"]), opens=STOP)),
        measure=Measure.SUM,
        by=(BY_DIRECTION,),
        action=SEE_POSTS,
    )
)
PEOPLE = declare(
    Figure(
        code="checkpoints.people",
        name=_("people at posts"),
        also=("检查人员", "排查人员", "过往人员", "体温检测人员数", "检测体温人数"),
        means=_("People who passed a post or were on board of what was stopped there; voided ones not."),
        rows=(PRESSES(Tally, add="people"), Rows(VehicleCheck, add="occupants", opens=STOP)),
        measure=Measure.SUM,
        by=(BY_DIRECTION,),
        action=SEE_POSTS,
    )
)
STOPPED = declare(
    Figure(
        code="checkpoints.checked",
        name=_("travellers checked"),
        also=("查验人员", "登记人员"),
        means=_("Travellers about whom something was decided at a post."),
        rows=(Rows(PersonCheck, opens="checkpoints:check"),),
        by=(BY_DECISION,),
        action=READ_CHECKS,
    )
)
TURNED_BACK = declare(
    Figure(
        code="checkpoints.turned_back",
        name=_("travellers turned back"),
        also=("劝返人员", "劝返人数", "劝返车辆数", "遣返人员数"),
        means=_("Travellers who were turned back at a post."),
        rows=(Rows(PersonCheck, opens="checkpoints:check", where=Q(decision="turn_back")),),
        action=READ_CHECKS,
    )
)
FEVERS = declare(
    Figure(
        code="checkpoints.to_clinic",
        name=_("travellers brought to a clinic"),
        also=("发热人员", "发热人员数"),
        means=_("Travellers with a fever by the second reading, or with symptoms, who were brought to a fever clinic."),
        rows=(Rows(PersonCheck, opens="checkpoints:check", where=Q(decision="to_clinic")),),
        action=READ_CHECKS,
    )
)
HANDED_OVER = declare(
    Figure(
        code="checkpoints.handed_over",
        name=_("travellers handed over"),
        also=("移交人员", "交接人数", "疫区人员数"),
        means=_("Travellers from a risk area who were handed over to the community where they go."),
        rows=(Rows(PersonCheck, opens="checkpoints:check", where=Q(decision="hand_over")),),
        action=READ_CHECKS,
    )
)
SHIFTS = declare(
    Figure(
        code="checkpoints.shifts",
        name=_("shifts handed over at posts"),
        also=("交接班次", "交接班次数"),
        means=_("Shifts that the crew of a post handed over with counts, kit and open matters; voided ones not."),
        rows=(Rows(Shift, opens="checkpoints:shift"),),
        action=SEE_POSTS,
    )
)
OVERRIDDEN = declare(
    Figure(
        code="checkpoints.overridden",
        name=_("decisions other than proposed"),
        means=_("Travellers about whom the crew decided otherwise than the edition proposes, with a reason."),
        rows=(Rows(PersonCheck, opens="checkpoints:check", where=Q(overridden=True)),),
        action=READ_CHECKS,
    )
)
