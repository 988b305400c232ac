"""What was found at a knock, in words for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianfang.kernel.identifiers import mask_id, mask_phone
from lianfang.kernel.wording import Text
from lianfang.screening.found import Arrived, InNeed, Unwell
from lianfang.screening.models import NEEDS, SYMPTOMS, DoorVisit
from lianfang.screening.sheets import ARRIVED, IN_NEED, UNWELL
from lianfang.tasks.answers import spoken
from lianfang.tasks.catalogue import questions


@dataclass(frozen=True)
class Section:
    """What was told under one heading, a line each."""

    heading: Text
    lines: Sequence[str]


def told_in_words(visit: DoorVisit) -> list[Section]:
    """The sections of a visit that say something."""
    told = visit.told()
    sections = [
        Section(ARRIVED.name, [_arrived(each) for each in told.arrived]),
        Section(UNWELL.name, [_unwell(each) for each in told.unwell]),
        Section(IN_NEED.name, [_in_need(each) for each in told.in_need]),
        Section(_("Answers"), [_answer(key, value) for key, value in told.answers.items()]),
    ]
    return [section for section in sections if section.lines]


def _joined(parts: Iterable[object]) -> str:
    return " · ".join(str(part) for part in parts if part)


def _worded(codes: Iterable[str], words: Sequence[tuple[str, Text]]) -> str:
    known = dict(words)
    return "、".join(str(known.get(code, code)) for code in codes)


def _arrived(who: Arrived) -> str:
    since = _("here since %(day)s") % {"day": f"{who.came_on:%F}"} if who.came_on else ""
    stays = "；".join(
        f"{stay.place_name} {stay.from_on:%F} – {stay.until_on or stay.from_on:%F}" for stay in who.been_in
    )
    return _joined([who.name, mask_id(who.id_number), mask_phone(who.phone), since, stays])


def _unwell(who: Unwell) -> str:
    warm = f"{who.temperature} °C" if who.temperature is not None else ""
    return _joined([who.name, warm, _worded(who.symptoms, SYMPTOMS), _urgent(who.urgent)])


def _in_need(who: InNeed) -> str:
    return _joined([who.name, _worded(who.needs, NEEDS), _urgent(who.urgent)])


def _urgent(urgent: bool) -> str:
    return _("needs help at once") if urgent else ""


def _answer(key: str, value: str) -> str:
    question = questions.get(key.rpartition(":")[0])
    return f"{question.wording} {spoken(question, value)}" if question else value
