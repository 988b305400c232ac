"""What is asked of somebody on a list; the visit form asks it with the household's other questions."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from lianfang.tasks.catalogue import AnswerKind, Question, register
from lianfang.verification.models import OUTCOMES, WERE_THERE
from lianfang.verification.rules import SAID

RESULT = register(
    Question(
        "verification.result",
        _("Is it this person, and what did you find?"),
        AnswerKind.CHOICE,
        choices=tuple((code, name) for code, name in OUTCOMES if code in SAID),
    )
)
"""Never answered from the record: another list asks about another place and other days."""
WAS_THERE = register(
    Question(
        "verification.was_there",
        _("Was this person where the list says, on that day?"),
        AnswerKind.CHOICE,
        choices=tuple(WERE_THERE),
        required=False,
    )
)
SINCE = register(
    Question(
        "verification.since",
        _("Since when has this person lived here?"),
        AnswerKind.DATE,
        required=False,
        valid_for=timedelta(days=14),
    )
)
ASKED = (RESULT.code, WAS_THERE.code, SINCE.code)
