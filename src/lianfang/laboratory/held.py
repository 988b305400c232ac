"""What is told to somebody who asks what is held about them: being sampled again, and links to own results."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.kernel.wording import label_of
from lianfang.laboratory.models import Resample, Result, ResultLink
from lianfang.laboratory.selectors.people import own_samples
from lianfang.people.models import Person
from lianfang.privacy.subject_access import Piece, holds

EVER = timedelta(days=3660)


@holds("laboratory.result", gettext_lazy("results of own samples"), table=Result)
def results_of(person_id: UUID) -> Sequence[Piece]:
    person = Person.objects.filter(pk=person_id).first()
    samples = own_samples(person, since=EVER) if person else []
    return [Piece(_("sample"), label_of(each.own), each.at) for each in samples]


@holds("laboratory.resample", gettext_lazy("sampling again"), table=Resample)
def resamples_of(person_id: UUID) -> Sequence[Piece]:
    rows = Resample.objects.filter(person=person_id).order_by("asked_at")
    return [Piece(each.get_why_display(), each.get_step_display(), each.asked_at) for each in rows]


@holds("laboratory.resultlink", gettext_lazy("personal links to results"), table=ResultLink)
def links_of(person_id: UUID) -> Sequence[Piece]:
    rows = ResultLink.objects.filter(person=person_id).order_by("issued_at")
    return [Piece(_("personal link"), f"{each.expires_at:%F}", each.issued_at) for each in rows]
