"""What rounds count; the coverage of one round by place is `coverage`, with the same conditions."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Measure, Rows, declare
from lianfang.screening.access import READ_DOORS, SEE_ROUNDS
from lianfang.screening.coverage import NEW, OCCUPIED, OPEN, REACHED, WORKED
from lianfang.screening.models import OUTCOMES, Door, DoorVisit

BY_OUTCOME = Breakdown("outcome", _("outcome"), tuple(OUTCOMES), summed=True)
VISITS = partial(Rows, DoorVisit, opens="screening:visit")
DOORS = partial(Rows, Door, opens="screening:door", until="round__closed_at")
"""Doors of rounds that run; those of a round that has been closed are in its summary."""

VISITED = declare(
    Figure(
        code="screening.visits",
        name=_("visits in screening rounds"),
        also=("摸排入户次数", "入户走访次数"),
        means=_("Knocks at doors of screening rounds, whatever came of them; voided ones not."),
        rows=(VISITS(),),
        by=(BY_OUTCOME,),
        action=SEE_ROUNDS,
    )
)
ARRIVED = declare(
    Figure(
        code="screening.arrived",
        name=_("arrivals found door to door"),
        also=("摸排发现返乡人员", "排查返乡人员数"),
        means=_("People who had come from elsewhere and were found in a screening round."),
        rows=(VISITS(add="arrived"),),
        measure=Measure.SUM,
        action=READ_DOORS,
    )
)
UNWELL = declare(
    Figure(
        code="screening.unwell",
        name=_("people with symptoms found door to door"),
        also=("摸排发现症状人员", "排查发热人员数"),
        means=_("People who were unwell when their household was visited in a screening round."),
        rows=(VISITS(add="unwell"),),
        measure=Measure.SUM,
        action=READ_DOORS,
    )
)
IN_NEED = declare(
    Figure(
        code="screening.in_need",
        name=_("people in need found door to door"),
        also=("摸排发现困难人员", "摸排困难群众数"),
        means=_("People who needed help when their household was visited in a screening round."),
        rows=(VISITS(add="in_need"),),
        measure=Measure.SUM,
        action=READ_DOORS,
    )
)
DENOMINATOR = declare(
    Figure(
        code="screening.doors",
        name=_("doors of screening rounds"),
        also=("应摸排户数", "摸排总户数"),
        means=_("Doors in the denominators of the screening rounds that run."),
        rows=(DOORS(when="added_at"),),
        kind=Kind.STOCK,
        action=SEE_ROUNDS,
    )
)
LIVED_IN = declare(
    Figure(
        code="screening.occupied",
        name=_("occupied households of screening rounds"),
        also=("常住户数", "有人居住户数"),
        means=_("Doors behind which somebody lives, by what was found, or by the register where nobody knows yet."),
        rows=(DOORS(when="added_at", where=OCCUPIED),),
        kind=Kind.STOCK,
        action=SEE_ROUNDS,
    )
)
COVERED = declare(
    Figure(
        code="screening.reached",
        name=_("households reached"),
        also=("已摸排户数", "见面户数", "摸排见面户数"),
        means=_(
            "Households where somebody was spoken to in a screening round that runs; over the occupied ones, its coverage."
        ),
        rows=(DOORS(when="reached_at", where=REACHED),),
        kind=Kind.STOCK,
        action=SEE_ROUNDS,
    )
)
HANDLED = declare(
    Figure(
        code="screening.worked",
        name=_("doors worked"),
        also=("已走访户数", "已上门户数"),
        means=_(
            "Doors where somebody has been in a screening round that runs, whatever came of it. This is no coverage."
        ),
        rows=(DOORS(when="worked_at", where=WORKED),),
        kind=Kind.STOCK,
        action=SEE_ROUNDS,
    )
)
UNTOUCHED = declare(
    Figure(
        code="screening.open",
        name=_("doors where nobody has been"),
        also=("未走访户数", "未摸排户数"),
        means=_("Doors of screening rounds that run at which nobody has knocked."),
        rows=(DOORS(when="added_at", where=OPEN),),
        kind=Kind.STOCK,
        action=SEE_ROUNDS,
    )
)
OVERDUE = declare(
    Figure(
        code="screening.stale",
        name=_("next visits past their time"),
        also=("逾期未复访户数",),
        means=_("Doors where nobody was spoken to and whose planned next visit has come and gone."),
        rows=(DOORS(when="next_at"),),
        kind=Kind.STOCK,
        action=SEE_ROUNDS,
    )
)
FOUND = declare(
    Figure(
        code="screening.new_doors",
        name=_("households new in a round"),
        also=("新增户数", "新发现户数"),
        means=_(
            "Households that came into a screening round after its beginning: found at the door, or new in the register."
        ),
        rows=(Rows(Door, opens="screening:door", when="added_at", where=NEW),),
        action=SEE_ROUNDS,
    )
)
