"""An edition as a page reads it: every value with where it comes from, local assumptions named as such."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import Text
from lianfang.protocols import Edition, Origin
from lianfang.protocols.report import written
from lianfang.response.words import name_of_edition


@dataclass(frozen=True)
class Value:
    """One value: its place below its part, what it is, whether nobody but us decided it, and the source or reason.

    `written_in` is the code of the edition from which it is taken over; empty for this edition's own.
    """

    path: str
    value: str
    is_assumption: bool
    origin: str
    note: str
    written_in: str = ""

    @property
    def written_in_name(self) -> str:
        return name_of_edition(self.written_in) if self.written_in else ""


PARTS: dict[str, Text] = {
    "": _("in general"),
    "arrivals": _("arrivals"),
    "ceilings": _("ceilings"),
    "checkpoints": _("checkpoints"),
    "clocks": _("clocks"),
    "contacts": _("contacts"),
    "measures": _("measures for people"),
    "pools": _("pooled samples"),
    "reporting": _("daily reports"),
    "risk_areas": _("levels of risk areas"),
    "testing": _("mass testing"),
}


@dataclass(frozen=True)
class Part:
    """A part of an edition; the values of none stand under "in general"."""

    code: str
    values: list[Value]

    @property
    def name(self) -> Text:
        return PARTS.get(self.code, self.code)

    @property
    def assumptions(self) -> int:
        return sum(value.is_assumption for value in self.values)


def parts_of(edition: Edition) -> list[Part]:
    """The parts of an edition by name, its general values first."""
    return [Part(code, list(values)) for code, values in groupby(_values(edition), key=lambda value: _part(value.path))]


def taken_out(edition: Edition) -> list[Value]:
    """What an edition that this one follows says and that no longer holds."""
    return [_value(edition, path, "", origin) for path, origin in edition.without.items()]


def _values(edition: Edition) -> Iterator[Value]:
    for path, entry in sorted(edition.entries.items(), key=lambda item: _part(item[0])):
        yield _value(edition, path, written(entry.value), entry.origin)


def _value(edition: Edition, path: str, value: str, origin: Origin) -> Value:
    language = get_language() or "en"
    written_in = origin.edition if origin.edition != edition.code else ""
    return Value(path, value, origin.kind == "assumption", origin.said(language), origin.noted(language), written_in)


def _part(path: str) -> str:
    return path.split(".")[0] if "." in path else ""
