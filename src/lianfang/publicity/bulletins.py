"""Published bulletins as everybody may read them, small counts hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from lianfang.accounts.scopes import get_by_id
from lianfang.reporting.composing import Content
from lianfang.reporting.models import Bulletin
from lianfang.reporting.publishing import for_everybody
from lianfang.reporting.selectors import published_bulletins
from lianfang.reporting.wording import language_now, paragraph, shown

NEWEST = 30


@dataclass(frozen=True)
class Part:
    """A section in one language; ``table``: its head, its lines and the whole, empty where there is none."""

    heading: str
    text: str
    is_by_area: bool
    head: Sequence[str]
    lines: Sequence[Sequence[str]]
    whole: Sequence[str]


@dataclass(frozen=True)
class Public:
    """A bulletin in the language of the reader."""

    bulletin: Bulletin
    title: str
    parts: Sequence[Part]
    note: str


def newest() -> QuerySet[Bulletin]:
    """The newest that are out."""
    return published_bulletins().order_by("-published_at")[:NEWEST]


def public_bulletin(bulletin_id: UUID) -> Public:
    """A published bulletin. Raises NotFound for one that is not out."""
    found, language = get_by_id(published_bulletins(), bulletin_id), language_now()
    content = for_everybody(found.content or {})
    parts = [_part(content, section, language) for section in content["sections"]]
    return Public(found, content["title"][language], parts, found.note_zh if language == "zh" else found.note_en)


def _part(content: Content, section: Content, language: str) -> Part:
    text = "".join(piece.text for piece in paragraph(content, section, language))
    table = section["table"] or {"group": "", "figures": [], "lines": [], "whole": []}
    return Part(
        heading=section["heading"][language],
        text=text,
        is_by_area=table["group"] == "area",
        head=[content["names"][code][language] for code in table["figures"]] if table["lines"] else [],
        lines=[[line["name"][language], *(shown(n, language) for n in line["numbers"])] for line in table["lines"]],
        whole=[shown(number, language) for number in table["whole"]],
    )
