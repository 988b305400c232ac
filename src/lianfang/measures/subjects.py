"""The tasks that measures make, and how a measure is shown in one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.measures.models import Measure
from lianfang.measures.selectors import get_measure_for, measures_visible_to
from lianfang.tasks import kinds
from lianfang.tasks.subjects import Shown, Subject, resolver

MEASURE = "measures.measure"

PAGE = {"page": "measures:measure", "opened_by": get_measure_for}
DECIDE = kinds.register("measures.decide", _("decide about a proposed measure"), knock=False, **PAGE)
SERVE = kinds.register("measures.serve", _("bring the notice and explain it"), **PAGE)
RELEASE = kinds.register("measures.release", _("release somebody whose measure ends"), **PAGE)


def about(measure: Measure) -> Subject:
    return Subject(MEASURE, measure.pk)


def _show(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    return {each.pk: Shown(_words(each), reverse("measures:measure", args=[each.pk])) for each in _seen(actor, ids)}


def _seen(actor: Actor, ids: Sequence[UUID]) -> Sequence[Measure]:
    return list(measures_visible_to(actor).filter(pk__in=ids))


def _words(measure: Measure) -> str:
    until = f"{measure.last_day:%F}"
    return gettext("%(kind)s until %(until)s") % {"kind": measure.get_kind_display(), "until": until}


resolver(MEASURE, _show)
