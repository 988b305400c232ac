"""Fills in whatever form a page shows, as somebody would who types the canary into every field that takes text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.security.canary import CANARY

HARMLESS = {
    "number": "1",
    "date": "2026-03-24",
    "datetime-local": "2026-03-24T08:00",
    "time": "08:00",
    "month": "2026-03",
    "color": "#000000",
}
WORDS = {
    "id": "id_number",
    "phone": "phone",
    "tel": "phone",
    "plate": "plate",
    "address": "address",
    "place": "address",
}
CLEAR_BY_DESIGN = {
    "document": "the number of a paper",
    "name_en": "the English name of a place or unit",
    "door": "the number on a door; clear so that people are found by where they live",
    "purpose": "of a pass, not of a person",
    "line_number": "of a train or bus",
    "authority": "an office",
    "code": "of a place or unit",
}
"""Text fields that name a place, a unit or a paper, beside those whose form marks them ``data-plain``; docs/security.md
says the same."""
SENT_AS_IS = {"hidden", "submit", "button", "radio", "checkbox"}


@dataclass
class Form:
    """A form of a page: where it is sent, and what with."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def filled(self) -> dict[str, object]:
        """What is sent: the canary in every text but those that are clear by design."""
        sent: dict[str, object] = dict(self.fields)
        for name in self.texts:
            sent[name] = canary_for(name)
        for name in self.files:
            sent[name] = SimpleUploadedFile(f"{CANARY['name']}.csv", _list().encode("utf-8-sig"), "text/csv")
        return sent


def canary_for(name: str) -> str:
    """The kind of canary that fits a field of this name."""
    for word, what in WORDS.items():
        if word in name.lower().split("_") or word == name.lower():
            return CANARY[what]
    return CANARY["name"]


def _list() -> str:
    row = ",".join(CANARY[what] for what in ("name", "id_number", "phone", "address"))
    return f"姓名,身份证号,电话,住址\n{row}\n{CANARY['name']},不是号码,{CANARY['phone']},{CANARY['address']}\n"


class Forms(HTMLParser):
    """The forms of a page, in order."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.found, self._select = address, list[Form](), ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.found.append(Form(given.get("action") or self.address, given.get("method", "get").lower()))
        elif self.found and "name" in given and tag in ("input", "button", "textarea", "select"):
            self._field(tag, given)
        elif tag == "option" and self._select and given.get("value"):
            self.found[-1].fields.setdefault(self._select, [given["value"]])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.found[-1], given["name"], given.get("type", "text")
        if tag == "select":
            self._select = name
        elif kind == "file":
            form.files.append(name)
        elif tag == "button" or kind in SENT_AS_IS:
            form.fields.setdefault(name, [given.get("value") or "on"])
        elif kind in HARMLESS:
            form.fields[name] = [HARMLESS[kind]]
        elif "data-plain" in given or name in CLEAR_BY_DESIGN:
            form.fields[name] = ["河东"]
        else:
            form.texts.append(name)
