"""What may be counted of tasks, hand-overs and visits."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Rows, declare
from lianfang.tasks.access import SEE_TASKS
from lianfang.tasks.kinds import name_of_kind
from lianfang.tasks.models import Escalation, HandOver, Task, Visit
from lianfang.tasks.models.hand_overs import KINDS
from lianfang.tasks.models.visits import CHANNELS, OUTCOMES

BY_KIND = Breakdown("kind", _("kind"), named=name_of_kind)
BY_WHAT = Breakdown("kind", _("kind"), tuple(KINDS))
BY_OUTCOME = Breakdown("outcome", _("outcome"), tuple(OUTCOMES), summed=True)
BY_CHANNEL = Breakdown("channel", _("how"), tuple(CHANNELS), summed=True)


def _hand_overs(when: str, *, until: str = "", where: Q | None = None) -> tuple[Rows]:
    """Rows of hand-overs, which count for the receiver."""
    return (Rows(HandOver, when=when, until=until, where=where or Q(), unit="to_unit_path", opens="tasks:hand_over"),)


OPEN_TASKS = declare(
    Figure(
        code="tasks.open",
        name=_("tasks waiting"),
        means=_("Tasks that were asked and not closed at that moment."),
        rows=(Rows(Task, when="opens_at", until="closed_at", opens="tasks:task"),),
        kind=Kind.STOCK,
        by=(BY_KIND,),
        action=SEE_TASKS,
    )
)
OVERDUE = declare(
    Figure(
        code="tasks.overdue",
        name=_("tasks overdue"),
        means=_("Tasks whose due time had passed at that moment and that were not closed."),
        rows=(Rows(Task, when="due_at", until="closed_at", opens="tasks:task"),),
        kind=Kind.STOCK,
        by=(BY_KIND,),
        action=SEE_TASKS,
    )
)
DONE = declare(
    Figure(
        code="tasks.done",
        name=_("tasks done"),
        means=_("Tasks that were answered."),
        rows=(Rows(Task, when="closed_at", where=Q(state="done"), opens="tasks:task"),),
        by=(BY_KIND,),
        action=SEE_TASKS,
    )
)
RISEN = declare(
    Figure(
        code="tasks.risen",
        name=_("steps of escalation"),
        means=_("How often lateness rose a step; it counts for the unit that was late."),
        rows=(Rows(Escalation, when="at", unit="from_unit_path", opens="tasks:task", opens_by="task_id"),),
        action=SEE_TASKS,
    )
)
SENT = declare(
    Figure(
        code="tasks.handed_over",
        name=_("hand-overs sent"),
        means=_("People and papers handed over; they count for the unit that is to receive them."),
        rows=_hand_overs("sent_at"),
        also=("移交人数", "转运人数", "交接人数"),
        by=(BY_WHAT,),
        action=SEE_TASKS,
    )
)
ACCEPTED = declare(
    Figure(
        code="tasks.accepted",
        name=_("hand-overs accepted"),
        means=_("Hand-overs that somebody on duty accepted."),
        rows=_hand_overs("accepted_at"),
        by=(BY_WHAT,),
        action=SEE_TASKS,
    )
)
SEEN = declare(
    Figure(
        code="tasks.seen",
        name=_("people handed over and seen"),
        means=_("Hand-overs in which the person was seen at the door or bed."),
        rows=_hand_overs("seen_at"),
        also=("接收人数", "落实管控人数"),
        by=(BY_WHAT,),
        action=SEE_TASKS,
    )
)
NOT_ARRIVED = declare(
    Figure(
        code="tasks.not_arrived",
        name=_("people handed over who did not arrive"),
        means=_("Hand-overs of which the receiver said that nobody came."),
        rows=_hand_overs("not_arrived_at"),
        by=(BY_WHAT,),
        action=SEE_TASKS,
    )
)
LATE = declare(
    Figure(
        code="tasks.accepted_late",
        name=_("hand-overs accepted late"),
        means=_("Hand-overs accepted after the time that the edition gives."),
        rows=_hand_overs("accepted_at", where=Q(accepted_at__gt=F("accept_by"))),
        by=(BY_WHAT,),
        action=SEE_TASKS,
    )
)
UNDER_WAY = declare(
    Figure(
        code="tasks.unanswered",
        name=_("hand-overs without an answer"),
        means=_("Hand-overs sent and at that moment neither accepted nor returned nor withdrawn."),
        rows=_hand_overs("sent_at", until="answered_at"),
        kind=Kind.STOCK,
        by=(BY_WHAT,),
        action=SEE_TASKS,
    )
)
VISITS = declare(
    Figure(
        code="tasks.visits",
        name=_("visits and calls"),
        means=_("Knocks and calls, whether or not anybody was reached; one for all that was asked there."),
        rows=(Rows(Visit, opens="tasks:visit"),),
        also=("入户走访户次", "上门走访", "走访户数"),
        by=(BY_OUTCOME, BY_CHANNEL),
        action=SEE_TASKS,
    )
)
