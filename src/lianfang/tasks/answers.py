"""Reading what was answered to a question: one spelling for storage, or the reason why not."""

from datetime import date

from django.utils.translation import gettext as _

from lianfang.kernel.clock import today
from lianfang.kernel.identifiers import IdentifierError, parse_phone
from lianfang.kernel.numbers import number_of
from lianfang.kernel.wording import Reason
from lianfang.risk.visits import read_visits, write_visits
from lianfang.tasks.catalogue import AnswerKind, Question

YES, NO = "yes", "no"
BODY = (34.0, 43.0)
"""Degrees Celsius that a living person can have."""


class NotAnAnswer(ValueError):
    """What was written answers another question; ``reason`` says what is wanted."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


def cleaned(question: Question, text: str) -> str:
    """The answer in its one spelling. Raises NotAnAnswer."""
    text = text.strip()
    if not text:
        if question.required:
            raise NotAnAnswer(Reason.of("kernel.required"))
        return ""
    return _READERS.get(question.answer, _any)(question, text)


def spoken(question: Question, value: str) -> str:
    """An answer as it is read to people."""
    if question.answer is AnswerKind.YES_NO:
        return _("yes") if value == YES else _("no")
    if question.answer is AnswerKind.STAYS:
        return "; ".join(f"{each.place_name} {each.from_on:%F} – {each.until_on:%F}" for each in read_visits(value))
    names = {code: str(name) for code, name in question.choices}
    return "、".join(names.get(part, part) for part in value.split(",")) if names else value


def _number(question: Question, text: str) -> str:
    try:
        number = float(number_of(text))
    except ValueError:
        raise NotAnAnswer(Reason.of("tasks.not_a_number")) from None
    body = question.answer is AnswerKind.TEMPERATURE
    least, most = (question.least, question.most) if not body else (question.least or BODY[0], question.most or BODY[1])
    if not (least is None or number >= least) or not (most is None or number <= most):
        raise NotAnAnswer(Reason.of("tasks.out_of_range", least=f"{least or 0:g}", most=f"{most or 0:g}"))
    return f"{number:.1f}" if body else f"{number:g}"


def _choice(question: Question, text: str) -> str:
    allowed = {YES, NO} if question.answer is AnswerKind.YES_NO else {code for code, _name in question.choices}
    given = text.split(",") if question.answer is AnswerKind.CHOICES else [text]
    if not set(given) <= allowed:
        raise NotAnAnswer(Reason.of("tasks.not_a_choice"))
    return ",".join(given)


def _date(question: Question, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise NotAnAnswer(Reason.of("tasks.not_a_date")) from None


def _phone(question: Question, text: str) -> str:
    try:
        return parse_phone(text).number
    except IdentifierError:
        raise NotAnAnswer(Reason.of("tasks.not_a_phone")) from None


def _stays(question: Question, text: str) -> str:
    """Every line a place with days that have come, in their order."""
    found = read_visits(text)
    if len(found) < len(text.splitlines()) or not all(each.place_name.strip() for each in found):
        raise NotAnAnswer(Reason.of("tasks.not_a_stay"))
    if any(each.from_on > today() or (each.until_on or today()) < each.from_on for each in found):
        raise NotAnAnswer(Reason.of("tasks.stay_days"))
    return write_visits(found)[:1200]


def _any(question: Question, text: str) -> str:
    return text[:300]


_READERS = {
    AnswerKind.NUMBER: _number,
    AnswerKind.TEMPERATURE: _number,
    AnswerKind.YES_NO: _choice,
    AnswerKind.CHOICE: _choice,
    AnswerKind.CHOICES: _choice,
    AnswerKind.DATE: _date,
    AnswerKind.PHONE: _phone,
    AnswerKind.STAYS: _stays,
}
