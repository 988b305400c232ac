"""What is asked of somebody who arrived; the visit form asks it with the household's other questions."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.arrivals.models import RESULTS, Arrival
from lianfang.arrivals.rules import OPEN, Result
from lianfang.tasks.catalogue import AnswerKind, Question, register
from lianfang.tasks.questions import PHONE


def _told(people: Sequence[UUID]) -> Mapping[UUID, str]:
    """Where they were, as told at the post or on the public page."""
    rows = Arrival.objects.filter(person__in=people, state__in=sorted(OPEN)).select_related("response")
    return {row.person_id: row.whereabouts for row in rows if row.person_id and row.whereabouts}


RESULT = register(
    Question(
        "arrivals.result",
        _("Has this person arrived, and is it them?"),
        AnswerKind.CHOICE,
        choices=tuple((code, name) for code, name in RESULTS if code != Result.NOT_REACHED),
    )
)
STAYS = register(
    Question(
        "arrivals.stays", _("Where were you in the last weeks?"), AnswerKind.STAYS, required=False, suggested=_told
    )
)
ASKED = (RESULT.code, STAYS.code, PHONE.code)
