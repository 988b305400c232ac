"""Putting a bulletin together: the template's texts with the numbers of a period, in both languages."""

from typing import Any

from django.db.models import Q
from django.utils import translation

from lianfang.accounts.actors import Actor
from lianfang.accounts.places import name_of_unit
from lianfang.figures.asking import Ask
from lianfang.figures.declare import figures
from lianfang.figures.engine import evaluate
from lianfang.figures.rules import Tree
from lianfang.kernel.clock import day_of, start_of
from lianfang.orgs.models import Unit
from lianfang.reporting.models import Bulletin
from lianfang.reporting.templates import BulletinForm, SectionForm, TableForm, bulletin_form
from lianfang.territory.selectors import name_of
from lianfang.ui.due import daytime

LANGUAGES = {"zh": "zh-hans", "en": "en"}
NUMERALS = "一二三四五六七八九十"
COUNTER = Actor.system("bulletin")
"""Counts for the bulletin; who may read it is decided where it is fetched."""

Content = dict[str, Any]
"""What is frozen: title, sections with headings, clauses and tables, numbers by figure, names; plain JSON."""


def question(bulletin: Bulletin, *, total: bool = False) -> Ask:
    """The question of the bulletin for its numbers, of the period or since the response began."""
    begin = min(start_of(day_of(bulletin.response.started_at)), bulletin.from_at) if total else bulletin.from_at
    return Ask(
        (), begin, bulletin.until_at, bulletin.area_path, response=bulletin.response_id, as_known_at=bulletin.known_at
    )


def compose(bulletin: Bulletin) -> Content:
    """Count everything the template names, as it stands now. Ask outside a transaction."""
    form = bulletin_form(bulletin.template)
    return {
        "title": dict(form.title),
        "worded": {language: _worded(bulletin, code) for language, code in LANGUAGES.items()},
        "sections": [_section(bulletin, number, section) for number, section in enumerate(form.sections)],
        "numbers": _numbers(bulletin, form),
        "names": _names(form),
    }


def content_of(bulletin: Bulletin) -> Content:
    """The frozen content, or what it would be now."""
    return bulletin.content or compose(bulletin)


def _worded(bulletin: Bulletin, language: str) -> dict[str, str]:
    with translation.override(language):
        period = {"from": daytime(bulletin.from_at), "until": daytime(bulletin.until_at)}
        return {
            **period,
            "response": str(bulletin.response),
            "unit": name_of_unit(bulletin.unit.path) or str(bulletin.unit),
        }


def _numbers(bulletin: Bulletin, form: BulletinForm) -> dict[str, int]:
    """By figure, ``|total`` behind it for what is counted since the response began."""
    found: dict[str, int] = {}
    for total in (False, True):
        codes = tuple(code for code, is_total in form.numbers if is_total is total)
        told = evaluate(question(bulletin, total=total).but(figures=codes, as_known_at=None), COUNTER)
        found |= {key_of(code, total=total): told.number(code) for code in codes}
    return found


def key_of(code: str, *, total: bool) -> str:
    return f"{code}|total" if total else code


def is_total(key: str) -> bool:
    """Whether a number is counted since the response began."""
    return key.endswith("|total")


def _names(form: BulletinForm) -> dict[str, dict[str, str]]:
    """The names of all figures of the form, by language."""
    tables = [code for section in form.sections if section.table for code in section.table.figures]
    codes = {code for code, _total in form.numbers} | set(tables)
    return {code: both(lambda code=code: str(figures[code].name)) for code in sorted(codes)}


def both(words: Any) -> dict[str, str]:
    """What a function says in each language."""
    said = {}
    for short, language in LANGUAGES.items():
        with translation.override(language):
            said[short] = str(words())
    return said


def _section(bulletin: Bulletin, number: int, section: SectionForm) -> dict[str, Any]:
    return {
        "heading": {
            "zh": f"{NUMERALS[number]}、{section.heading['zh']}",
            "en": f"{number + 1}. {section.heading['en']}",
        },
        "lead": dict(section.lead),
        "clauses": [dict(clause) for clause in section.clauses],
        "table": _table(bulletin, section.table) if section.table else None,
    }


def _table(bulletin: Bulletin, table: TableForm) -> dict[str, Any]:
    """A line for each child area, or for each organisation below or beside the issuing unit, and the whole."""
    ask = question(bulletin).but(figures=tuple(table.figures), as_known_at=None)
    whole = evaluate(ask, COUNTER)
    is_by_unit = table.group == "unit"
    parts = evaluate(_by_unit(bulletin, ask) if is_by_unit else ask.but(group=("area",)), COUNTER)
    tree = Tree.UNIT if is_by_unit else Tree.AREA
    lines = [
        {
            "place": place,
            "name": both(lambda place=place: _name(tree, place)),
            "numbers": [parts.number(code, place) for code in table.figures],
        }
        for place in parts.places()
    ]
    totals = [whole.number(code) for code in table.figures]
    return {"group": table.group, "figures": list(table.figures), "lines": lines, "whole": totals}


def _by_unit(bulletin: Bulletin, ask: Ask) -> Ask:
    """By organisation, each with everything below it: those under the issuing unit, and those that stand in no tree of its."""
    beside = Unit.objects.filter(Q(parent=bulletin.unit) | Q(parent=None)).exclude(pk=bulletin.unit_id)
    return ask.but(area="", group=("unit",), places=tuple(beside.order_by("path").values_list("path", flat=True)))


def _name(tree: Tree, place: str) -> str:
    return (name_of_unit if tree is Tree.UNIT else name_of)(place) or place
