"""Whether a task between the table and the result is still needed: only what is recorded makes it done, not a press."""

from collections.abc import Callable, Mapping
from uuid import UUID

from lianfang.laboratory.models import Doubt, Leg, Packed, Resample
from lianfang.laboratory.rules import Place, Side, Step
from lianfang.laboratory.subjects import CLEAR, DELIVER, FIND, HAND_OUT, PACK, RESULTS, SAMPLE
from lianfang.sampling.models import Tube
from lianfang.sampling.rules import TubeState
from lianfang.tasks.models import Task


def _lies_at_the_site(box: UUID) -> bool:
    return Leg.objects.filter(box=box, done_at=None, from_side=Side.SITE.value).exists()


def _is_under_way(box: UUID) -> bool:
    return Leg.objects.filter(box=box, done_at=None, from_side=Side.COURIER.value).exists()


def _misses_tubes(box: UUID) -> bool:
    return Packed.objects.filter(box=box, place=Place.MISSING.value).exists()


def _misses_results(box: UUID) -> bool:
    return Packed.objects.filter(box=box, place=Place.ARRIVED.value, result_at=None).exists()


def _has_closed_tubes(session: UUID) -> bool:
    return Tube.objects.filter(session=session, state=TubeState.CLOSED.value).exists()


def _has_open_questions(unit: UUID) -> bool:
    return Doubt.objects.filter(unit=unit, decided_at=None).exists()


def _waits_for_a_sample(resample: UUID) -> bool:
    return Resample.objects.filter(pk=resample, step=Step.WAITING.value).exists()


NEEDED: Mapping[str, Callable[[UUID], bool]] = {
    PACK.code: _has_closed_tubes,
    HAND_OUT.code: _lies_at_the_site,
    DELIVER.code: _is_under_way,
    FIND.code: _misses_tubes,
    RESULTS.code: _misses_results,
    CLEAR.code: _has_open_questions,
    SAMPLE.code: _waits_for_a_sample,
}


def is_needed(task: Task) -> bool:
    """Whether what a task of ours asks for has not been recorded yet."""
    return task.kind in NEEDED and NEEDED[task.kind](task.subject_id)
