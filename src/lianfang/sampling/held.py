"""What is told to somebody who asks what is held about them: when and where they were sampled, and why they were not."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy

from lianfang.privacy.subject_access import Piece, holds
from lianfang.sampling.models import Exemption, Swab


@holds("sampling.swab", gettext_lazy("samples taken"), table=Swab)
def swabs_of(person_id: UUID) -> Sequence[Piece]:
    """Where they were sampled and why; of others in the tube nothing is told."""
    rows = Swab.objects.filter(person=person_id).select_related("session__site").order_by("happened_at", "id")
    return [Piece(each.get_why_display(), str(each.session), each.happened_at) for each in rows]


@holds("sampling.exemption", gettext_lazy("exemption from sampling"), table=Exemption)
def exemptions_of(person_id: UUID) -> Sequence[Piece]:
    rows = (
        Exemption.objects.filter(person=person_id).select_related("session__site", "response").order_by("happened_at")
    )
    return [Piece(each.get_reason_display(), f"{each.session} {each.note}".strip(), each.happened_at) for each in rows]
