"""A shift that was handed over and that nobody takes over is looked after by whoever is on duty at the post's unit."""

from datetime import datetime
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.checkpoints import selectors
from lianfang.checkpoints.models import Shift, ShiftTaken
from lianfang.checkpoints.rules import TAKE_WITHIN
from lianfang.checkpoints.selectors import SHIFT
from lianfang.checkpoints.subjects import TAKE_OVER
from lianfang.kernel.wording import Reason
from lianfang.orgs.selectors import on_duty
from lianfang.tasks import clocks
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.services import answer, ask
from lianfang.tasks.services.escalating import mark_red, raise_lateness
from lianfang.tasks.subjects import Subject

UNTAKEN = "checkpoints.shift_untaken"
SYSTEM = Actor.system("checkpoints")


def wait_for_the_next_crew(shift: Shift) -> None:
    """Set the clock at which somebody is asked where nobody has signed; none for the last shift of a post."""
    due_at = shift.happened_at + TAKE_WITHIN
    if shift.post.ends_at > due_at:
        clocks.start(UNTAKEN, shift.pk, due_at)


@clocks.on(UNTAKEN)
def nobody_signed(shift_id: UUID, due_at: datetime) -> None:
    """Ask the unit of the post, and in it whoever is on duty; where nobody is, it rises at once."""
    shift = Shift.kept.select_related("post__unit", "response").filter(pk=shift_id).first()
    if shift is None or shift.post.ends_at <= due_at or selectors.taken_of(shift).exists():
        return
    unit = shift.post.unit
    duty = on_duty(unit)
    task = ask(
        actor=clocks.CLOCK,
        response=shift.response,
        kind=TAKE_OVER.code,
        subject=Subject(SHIFT, shift.pk),
        area_path=shift.area_path,
        unit=unit,
        user=duty.user if duty else None,
        due_at=due_at + TAKE_WITHIN,
        because=Reason.of("checkpoints.nobody_took_over", post=str(shift.post)),
    )
    if duty is None:
        mark_red(task)
        raise_lateness(task, Reason.of("tasks.nobody_on_duty"))


def somebody_signed(taken: ShiftTaken) -> None:
    """What waited for the signature is done with it, in whatever order the two arrived."""
    shift = Shift.kept.filter(pk=taken.shift_id).exclude(recorded_by=taken.recorded_by).first()
    if shift is None:
        return
    clocks.stop(shift.pk, UNTAKEN)
    about = {"kind": TAKE_OVER.code, "subject_kind": SHIFT, "subject_id": shift.pk}
    for task in Task.objects.filter(**about, state__in=sorted(WAITING)):
        answer(actor=SYSTEM, task=task, act=taken)
