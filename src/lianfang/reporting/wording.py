"""What a reader sees of a bulletin: sentences in which every number leads to its definition and rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language

from lianfang.figures.suppression import Published, Shown
from lianfang.reporting.composing import Content, key_of
from lianfang.reporting.templates import TOKEN


def language_now() -> str:
    """The key of the reader's language in frozen texts."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence: words, or a number that leads to its definition and rows."""

    text: str
    figure: str = ""
    is_total: bool = False


def pieces(content: Content, text: str, language: str) -> list[Piece]:
    """A text of the template with its numbers and words put in."""
    found, at = [], 0
    for match in TOKEN.finditer(text):
        found += [Piece(text[at : match.start()]), _piece(content, match[1], bool(match[2]), language)]
        at = match.end()
    return [piece for piece in [*found, Piece(text[at:])] if piece.text]


def _piece(content: Content, code: str, total: bool, language: str) -> Piece:
    worded = content["worded"][language]
    if code in worded:
        return Piece(worded[code])
    return Piece(shown(content["numbers"][key_of(code, total=total)], language), code, total)


class AtLeast(int):
    """A number that was rounded down."""


def shown(number: Published, language: str) -> str:
    """A number with thousands set apart; a suppressed one in words, of a rounded one that there are at least so many."""
    if isinstance(number, AtLeast):
        return AT_LEAST[language].format(number=number)
    return SUPPRESSED[language][number] if isinstance(number, Shown) else f"{number:,}"


SUPPRESSED = {
    "zh": {Shown.UNDER_5: "少于5", Shown.WITHHELD: "不公布"},
    "en": {Shown.UNDER_5: "under 5", Shown.WITHHELD: "not shown"},
}
AT_LEAST = {"zh": "至少{number:,}", "en": "at least {number:,}"}
JOINTS = {"zh": ("；", "。"), "en": ("; ", ".")}


def paragraph(content: Content, section: Mapping[str, Any], language: str) -> list[Piece]:
    """The lead and the clauses of a section as one paragraph."""
    between, end = JOINTS[language]
    found = pieces(content, section["lead"][language], language)
    if found and language == "en" and section["clauses"]:
        found.append(Piece(" "))
    for number, clause in enumerate(section["clauses"]):
        found += [Piece(between)] if number else []
        found += pieces(content, clause[language], language)
    if found and language == "en" and not found[0].figure:
        found[0] = replace(found[0], text=found[0].text[:1].upper() + found[0].text[1:])
    return [*found, Piece(end)] if section["clauses"] else found
