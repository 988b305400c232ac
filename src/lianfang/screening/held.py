"""What is told to somebody who asks what is held about them: the visits at their door, and what was told there of them."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy

from lianfang.people.models import Person
from lianfang.privacy.subject_access import Piece, holds
from lianfang.screening.models import DoorVisit
from lianfang.screening.telling import told_in_words


@holds("screening.doorvisit", gettext_lazy("visits in screening rounds"), table=DoorVisit)
def visits_of(person_id: UUID) -> Sequence[Piece]:
    """The visits at the door of this person's household; of others in it nothing is told."""
    person = Person.objects.filter(pk=person_id).exclude(household=None).first()
    if person is None:
        return []
    rows = DoorVisit.kept.filter(door__household=person.household_id).select_related("response").order_by("happened_at")
    return [Piece(each.get_outcome_display(), _words(each, str(person.name)), each.happened_at) for each in rows]


def _words(visit: DoorVisit, name: str) -> str:
    said = [line for section in told_in_words(visit) for line in section.lines if line.startswith(name)]
    return "; ".join(said)
