"""What is told to somebody who asks what is held about them: the measures, and what they said against them."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.measures.models import Appeal, Measure
from lianfang.people.models import Person
from lianfang.privacy.subject_access import Piece, holds


@holds("measures.measure", gettext_lazy("measures"), table=Measure)
def measures_of(person_id: UUID) -> Sequence[Piece]:
    rows = Measure.objects.filter(person__in=_records_of(person_id)).select_related("unit", "ordered_unit")
    return [Piece(each.get_kind_display(), _words(each), each.proposed_at) for each in rows.order_by("proposed_at")]


@holds("measures.appeal", gettext_lazy("appeals"), table=Appeal)
def appeals_of(person_id: UUID) -> Sequence[Piece]:
    rows = Appeal.objects.filter(measure__person__in=_records_of(person_id)).order_by("filed_at")
    return [Piece(each.measure.get_kind_display(), str(each.said), each.filed_at) for each in rows]


def _records_of(person_id: UUID) -> list[UUID]:
    """The record, and those that were merged into it."""
    return [person_id, *Person.objects.filter(merged_into=person_id).values_list("pk", flat=True)]


def _words(measure: Measure) -> str:
    return _("%(state)s, %(first)s to %(last)s, answered for by %(unit)s; why: %(ground)s") % {
        "state": measure.get_state_display(),
        "first": f"{measure.first_day:%F}",
        "last": f"{measure.last_day:%F}",
        "unit": measure.unit,
        "ground": measure.ground or "",
    }
