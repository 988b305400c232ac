"""A question of the catalogue as a column of a paper form."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets import Ask, Kind
from lianfang.kernel.wording import Text
from lianfang.paper.registry import Column
from lianfang.tasks.answers import NO, YES
from lianfang.tasks.catalogue import AnswerKind, question_of
from lianfang.tasks.knocks import Slot

KINDS = {
    AnswerKind.TEXT: Kind.TEXT,
    AnswerKind.YES_NO: Kind.CHOICE,
    AnswerKind.NUMBER: Kind.DECIMAL,
    AnswerKind.TEMPERATURE: Kind.TEMPERATURE,
    AnswerKind.CHOICE: Kind.CHOICE,
    AnswerKind.CHOICES: Kind.CHOICES,
    AnswerKind.DATE: Kind.DAY,
    AnswerKind.PHONE: Kind.PHONE,
}
"""How an answer is read from a cell. Places with their days are not written in one."""
YES_OR_NO: tuple[tuple[str, Text], ...] = ((YES, _("yes")), (NO, _("no")))


def may_be_written(code: str) -> bool:
    """Whether the answer to a question fits into a cell."""
    return question_of(code).answer in KINDS


SHARES = {Kind.PHONE: 1.3, Kind.TEXT: 1.3, Kind.CHOICES: 1.0}
NUMBERS = "①②③④⑤⑥⑦⑧⑨"


def column_asking(code: str, number: int) -> Column:
    """A column in which a household's answer is written; it goes among the record's ``answers``, under the slot's key.

    A question is too long for a head: it stands in the legend under its number, from 1 to 9.
    """
    question = question_of(code)
    key = Slot(question, None).key
    choices = YES_OR_NO if question.answer is AnswerKind.YES_NO else question.choices
    ask = Ask(key, KINDS[question.answer], question.wording, longest=300, choices=choices, personal=True)
    return Column(ask, f"answers/{key}", SHARES.get(ask.kind, 0.7), head=NUMBERS[number - 1], write=_as_text)


def _as_text(answer: Any) -> str:
    """An answer as the catalogue reads it."""
    if isinstance(answer, tuple):
        return ",".join(answer)
    return answer.isoformat() if isinstance(answer, date) else str(answer)
