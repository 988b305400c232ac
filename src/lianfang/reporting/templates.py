"""The data files that say what a daily report and a bulletin hold, read once and without what nobody declares."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lianfang.figures.declare import Privacy, figures

FOLDER = Path(__file__).parent / "templates_data"
TOKEN = re.compile(r"\{([a-z_.]+)(\|total)?\}")
WORDED = frozenset({"from", "until", "response"})


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def declared(codes: Sequence[str]) -> list[str]:
    """The figures that exist and that every reader of a report may see."""
    return [code for code in codes if (found := figures.get(code)) and found.privacy is not Privacy.SENSITIVE]


# -- daily reports -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReportForm:
    """What units of a kind report, counted by the area they answer for or by what was done for them."""

    by_area: bool
    figures: Sequence[str]


def kinds_that_report() -> list[str]:
    """The kinds of units that must report from the first day of a response."""
    return list(_read("daily")["must_report"])


def form_for(unit_kind: str) -> ReportForm:
    """The form of a kind of unit; without figures for a kind that no form names."""
    for form in _read("daily")["form"]:
        if unit_kind in form["kinds"]:
            return ReportForm(form["by"] == "area", tuple(declared(form["figures"])))
    return ReportForm(False, ())


# -- bulletins -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TableForm:
    group: str
    figures: Sequence[str]


@dataclass(frozen=True)
class SectionForm:
    """A part of a bulletin; texts by language, with figures in braces."""

    heading: Mapping[str, str]
    lead: Mapping[str, str]
    clauses: Sequence[Mapping[str, str]]
    table: TableForm | None


@dataclass(frozen=True)
class BulletinForm:
    code: str
    title: Mapping[str, str]
    sections: Sequence[SectionForm]

    @property
    def numbers(self) -> list[tuple[str, bool]]:
        """The figures in the text, each with whether it is counted since the response began."""
        found = [
            pair
            for section in self.sections
            for clause in section.clauses
            for pair in figures_in(clause["zh"] + clause["en"])
        ]
        return list(dict.fromkeys(found))


def bulletin_form(code: str = "daily") -> BulletinForm:
    """The template of a bulletin without the clauses, columns and sections that nobody can count."""
    read = _read({"daily": "bulletin"}[code])
    sections = [section for given in read["section"] if (section := _section(given))]
    return BulletinForm(read["code"], read["title"], sections)


def _section(given: Mapping[str, Any]) -> SectionForm | None:
    clauses = [clause for clause in given.get("clause", []) if _stands(clause)]
    table = _table(given.get("table"))
    if not clauses and table is None:
        return None
    return SectionForm(given["heading"], given.get("lead", {"zh": "", "en": ""}), clauses, table)


def _stands(clause: Mapping[str, str]) -> bool:
    used = [code for code, _total in figures_in(clause["zh"] + clause["en"])]
    return declared(used) == used


def _table(given: Mapping[str, Any] | None) -> TableForm | None:
    columns = declared(given["figures"]) if given else []
    return TableForm(given["group"], tuple(columns)) if given and columns else None


def figures_in(text: str) -> list[tuple[str, bool]]:
    """The figures named in a text, in order."""
    return [(code, bool(total)) for code, total in TOKEN.findall(text) if code not in WORDED]
