"""The tasks between the table and the result. At a door none says more than what is to be done there."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.laboratory.models import Box, Resample
from lianfang.laboratory.selectors import boxes_visible_to, resamples_visible_to
from lianfang.laboratory.selectors.people import RESAMPLE
from lianfang.sampling.models import Session, Tube
from lianfang.tasks import kinds
from lianfang.tasks.subjects import Shown, Subject, resolver

BOX, SESSION, TUBE, UNIT = "laboratory.box", "sampling.session", "sampling.tube", "orgs.unit"

PACK = kinds.register("laboratory.pack", _("pack the closed tubes of a session"), knock=False, page="laboratory:pack")
HAND_OUT = kinds.register(
    "laboratory.hand_out", _("give a sealed box to the courier"), knock=False, page="laboratory:box"
)
DELIVER = kinds.register("laboratory.deliver", _("receive a box of tubes"), knock=False, page="laboratory:receive")
FIND = kinds.register("laboratory.find", _("find tubes that were missing"), knock=False, page="laboratory:box")
RESULTS = kinds.register("laboratory.results", _("give the results of a box"), knock=False, page="laboratory:box")
CLEAR = kinds.register("laboratory.clear", _("clear up results that do not fit"), knock=False)

STAY = kinds.register("laboratory.stay", _("ask somebody to stay at home for now"))
SAMPLE = kinds.register("laboratory.sample", _("sample somebody singly"), knock=False, page="laboratory:resample")
FREE = kinds.register("laboratory.free", _("tell somebody that they need not stay at home"))
LOOK_FOR = kinds.register(
    "laboratory.look_for", _("find out where somebody is now"), knock=False, page="laboratory:resample"
)
WHO = kinds.register("laboratory.who", _("find out who else is in a tube"), knock=False, page="laboratory:tube")
DECIDE = kinds.register("laboratory.decide", _("report a re-check and decide"), knock=False, page="laboratory:resample")


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
