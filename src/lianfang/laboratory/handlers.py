"""What swabs, moves and merges of people mean for those who are sampled again."""

from lianfang.kernel.events import handles
from lianfang.laboratory import held, panels  # noqa: F401 - both register with modules below
from lianfang.laboratory.models import Resample
from lianfang.laboratory.services import following
from lianfang.laboratory.services.asking import SYSTEM
from lianfang.laboratory.services.needed import is_needed
from lianfang.laboratory.subjects import DECIDE
from lianfang.people.events import PeopleMerged, PersonLeft, PersonMoved
from lianfang.sampling.events import SwabsTaken, SwabVoided
from lianfang.sampling.rules import TubeState
from lianfang.tasks import services as tasks
from lianfang.tasks.events import TaskDone


@handles(SwabsTaken)
def drawn_again(event: SwabsTaken) -> None:
    """Who was to be sampled again was sampled, and who is told late shares the fate of the tube."""
    following.note_drawn(event.tube, event.swabs)
    if event.tube.state == TubeState.RECEIVED:
        following.follow_late(event.tube, event.swabs)


@handles(SwabVoided)
def not_drawn(event: SwabVoided) -> None:
    following.note_voided(event.swab)


@handles(TaskDone)
def not_done_yet(event: TaskDone) -> None:
    """A box is delivered by its receipt and somebody sampled by a tube, not by calling the task done."""
    if is_needed(event.task):
        tasks.ask_again(SYSTEM, event.task)


@handles(TaskDone)
def decided(event: TaskDone) -> None:
    """Somebody reported a re-check and decided what follows: from then on that holds, and not the asking to stay."""
    if event.task.kind == DECIDE.code:
        following.end_stay(Resample.objects.get(pk=event.task.subject_id))


@handles(PersonMoved)
def follow_the_person(event: PersonMoved) -> None:
    following.follow_person(event.person, event.to_path)


@handles(PersonLeft)
def look_for_the_person(event: PersonLeft) -> None:
    following.let_go(event.person, event.because)


@handles(PeopleMerged)
def one_person(event: PeopleMerged) -> None:
    following.follow_merge(event.merged, event.into)
