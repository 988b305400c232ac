"""What every printed form of a bulletin holds, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianfang.accounts.names import name_of_actor
from lianfang.kernel.clock import day_of
from lianfang.reporting.composing import LANGUAGES, Content, content_of
from lianfang.reporting.models import Bulletin
from lianfang.reporting.rules import BulletinState
from lianfang.reporting.selectors.upward import Upward, upward_lines
from lianfang.reporting.wording import paragraph, shown
from lianfang.ui.due import daytime


@dataclass(frozen=True)
class Part:
    """A section: its heading, a paragraph, and a table whose first line is its head and whose last is the whole."""

    heading: str
    text: str
    table: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Document:
    """A bulletin in one language, ready to print. ``mark`` says that it is not out yet."""

    language: str
    title: str
    number: str
    unit: str
    day: str
    parts: Sequence[Part]
    note: str
    mark: str
    has_total: bool = True
    """Whether the last line of a table is the whole."""

    @property
    def text(self) -> str:
        """Everything that stands in it, for the test that nothing is missing."""
        tables = [cell for part in self.parts for line in part.table for cell in line]
        texts = [text for part in self.parts for text in (part.heading, part.text)]
        return "\n".join([self.title, self.number, self.unit, self.day, *texts, *tables, self.note, self.mark])


def document_of(bulletin: Bulletin, language: str, content: Content | None = None) -> Document:
    """The bulletin in a language (``zh`` or ``en``); with the content given, or as it is frozen or stands now."""
    content = content or content_of(bulletin)
    with translation.override(LANGUAGES[language]):
        return Document(
            language=language,
            title=content["title"][language],
            number=_("No. %(number)s") % {"number": bulletin.number},
            unit=content["worded"][language]["unit"],
            day=date_format(day_of(bulletin.published_at) if bulletin.published_at else bulletin.day, "DATE_FORMAT"),
            parts=[_part(content, section, language) for section in content["sections"]],
            note=bulletin.note_zh if language == "zh" else bulletin.note_en,
            mark="" if bulletin.state == BulletinState.PUBLISHED.value else _("Draft, not published"),
        )


def document_of_upward(upward: Upward, language: str) -> Document:
    """What goes to the level above as a document: the frozen numbers, by whom affirmed."""
    with translation.override(LANGUAGES[language]):
        table = [[_("Figure"), _("Counted"), _("Stated")]]
        table += [[line.name[language], f"{line.counted:,}", f"{line.stated:,}"] for line in upward_lines(upward)]
        return Document(
            language=language,
            title=_("Daily report to the level above"),
            number=daytime(upward.due_at),
            unit=str(upward.unit),
            day=date_format(upward.day, "DATE_FORMAT"),
            parts=[Part(str(upward.response), _between(upward), table)],
            note=_affirmed(upward),
            mark="" if upward.report else _("Not affirmed yet"),
            has_total=False,
        )


def _between(upward: Upward) -> str:
    from_at, until_at = upward.period
    return _("Counted from %(from)s to %(until)s.") % {"from": daytime(from_at), "until": daytime(until_at)}


def _affirmed(upward: Upward) -> str:
    if upward.report is None:
        return ""
    who, when = name_of_actor(upward.report.affirmed_by), daytime(upward.report.affirmed_at)
    return _("Affirmed by %(who)s, %(when)s.") % {"who": who, "when": when}


def _part(content: Content, section: Content, language: str) -> Part:
    text = "".join(piece.text for piece in paragraph(content, section, language))
    return Part(section["heading"][language], text, _table(content, section["table"], language))


def _table(content: Content, table: Content | None, language: str) -> list[list[str]]:
    if table is None or not table["lines"]:
        return []
    head = [_("Area") if table["group"] == "area" else _("Unit"), *_columns(content, table, language)]
    lines = [[line["name"][language], *_numbers(line["numbers"], language)] for line in table["lines"]]
    return [head, *lines, [_("Together"), *_numbers(table["whole"], language)]]


def _columns(content: Content, table: Content, language: str) -> list[str]:
    return [content["names"][code][language] for code in table["figures"]]


def _numbers(numbers: Sequence[int], language: str) -> list[str]:
    return [shown(number, language) for number in numbers]
