"""The catalogue of questions (问题目录), and those that every module may ask."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from lianfang.tasks.catalogue import AnswerKind, Question, question_of, questions, register
from lianfang.tasks.kinds import Purpose

__all__ = ["AnswerKind", "Purpose", "Question", "question_of", "questions", "register"]

EVERYBODY = frozenset(Purpose)

PEOPLE_AT_HOME = register(
    Question(
        "tasks.people_at_home",
        _("How many people live here now?"),
        AnswerKind.NUMBER,
        valid_for=timedelta(days=7),
        shared_with=EVERYBODY,
        of_household=True,
        open_to_all=True,
        least=0,
        most=60,
    )
)
PHONE = register(
    Question(
        "tasks.phone",
        _("Under which number can you be reached?"),
        AnswerKind.PHONE,
        valid_for=timedelta(days=14),
        shared_with=EVERYBODY,
        open_to_all=True,
    )
)
NOT_MET = register(
    Question("tasks.not_met", _("Was not there when the household was visited"), AnswerKind.YES_NO, required=False)
)
"""Noted for whoever was out; what is asked about them waits on."""
NEEDS_HELP = register(
    Question(
        "tasks.needs_help",
        _("Do you need help with medicine, food or getting to hospital?"),
        AnswerKind.YES_NO,
        valid_for=timedelta(days=1),
        shared_with=frozenset({Purpose.CARE, Purpose.SERVICE}),
        open_to_all=True,
    )
)
