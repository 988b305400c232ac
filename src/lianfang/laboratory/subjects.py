"""The tasks between the table and the result. At a door none says more than what is to be done there."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Text
from lianfang.laboratory.access import CARRY_BOXES
from lianfang.laboratory.models import Box, Resample
from lianfang.laboratory.selectors import (
    boxes_visible_to,
    get_box_for,
    get_resample_for,
    get_session_to_pack,
    get_tube_for,
    resamples_visible_to,
)
from lianfang.laboratory.selectors.people import RESAMPLE
from lianfang.sampling.models import Session, Tube
from lianfang.tasks import kinds
from lianfang.tasks.subjects import Shown, Subject, resolver

BOX, SESSION, TUBE, UNIT = "laboratory.box", "sampling.session", "sampling.tube", "orgs.unit"


def _work(code: str, name: Text, page: str, opened_by: Callable[[Actor, UUID], object]) -> kinds.TaskKind:
    """A kind of task that is worked on a page of its own, never at a door."""
    return kinds.register(f"laboratory.{code}", name, knock=False, page=f"laboratory:{page}", opened_by=opened_by)


PACK = _work("pack", _("pack the closed tubes of a session"), "pack", get_session_to_pack)
HAND_OUT = _work("hand_out", _("give a sealed box to the courier"), "box", get_box_for)
DELIVER = _work("deliver", _("receive a box of tubes"), "receive", partial(get_box_for, action=CARRY_BOXES))
FIND = _work("find", _("find tubes that were missing"), "box", get_box_for)
RESULTS = _work("results", _("give the results of a box"), "box", get_box_for)
CLEAR = kinds.register("laboratory.clear", _("clear up results that do not fit"), knock=False)

STAY = kinds.register("laboratory.stay", _("ask somebody to stay at home for now"))
SAMPLE = _work("sample", _("sample somebody singly"), "resample", get_resample_for)
FREE = kinds.register("laboratory.free", _("tell somebody that they need not stay at home"))
LOOK_FOR = _work("look_for", _("find out where somebody is now"), "resample", get_resample_for)
WHO = _work("who", _("find out who else is in a tube"), "tube", get_tube_for)
DECIDE = _work("decide", _("report a re-check and decide"), "resample", get_resample_for)


def of_box(box: Box) -> Subject:
    return Subject(BOX, box.pk)


def of_session(session: Session) -> Subject:
    return Subject(SESSION, session.pk)


def of_tube(tube: Tube) -> Subject:
    return Subject(TUBE, tube.pk)


def of_resample(resample: Resample) -> Subject:
    return Subject(RESAMPLE, resample.pk)


def _boxes(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    seen = boxes_visible_to(actor).filter(pk__in=ids)
    return {box.pk: Shown(_words(box), reverse("laboratory:box", args=[box.pk])) for box in seen}


def _words(box: Box) -> str:
    return gettext("box %(code)s to %(laboratory)s") % {"code": box.code, "laboratory": box.laboratory}


def _resamples(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """For whoever may see results; a volunteer is shown the door alone."""
    seen = resamples_visible_to(actor).filter(pk__in=ids)
    return {each.pk: Shown(each.get_step_display(), reverse("laboratory:resample", args=[each.pk])) for each in seen}


resolver(BOX, _boxes)
resolver(RESAMPLE, _resamples)
