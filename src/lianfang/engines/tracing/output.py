"""Contacts as rows, for people and for programs."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from lianfang.engines.tracing.model import Contact, Count, Step
from lianfang.engines.tracing.wording import HEADINGS, sentence, word

Row = dict[str, Any]


def row_of(contact: Contact, code: str, zone: ZoneInfo) -> Row:
    """A contact with the keys of HEADINGS, times in the zone; `code` is the class."""
    return {
        "person": contact.person,
        "class": code,
        "degree": contact.degree,
        "certainty": str(contact.certainty),
        "sure_degree": contact.sure_degree,
        "first_exposure": _at(contact.exposure.first, zone),
        "last_exposure": _at(contact.exposure.last, zone),
        "minutes": contact.exposure.seconds / 60,
        "first_possible": _at(contact.widest.first, zone),
        "last_possible": _at(contact.widest.last, zone),
        "minutes_possible": contact.widest.seconds / 60,
        "index_person": contact.chain[0].source,
        "chain": [_step(step, zone) for step in contact.chain],
    }


def _step(step: Step, zone: ZoneInfo) -> Row:
    begin, end = _at(step.begin, zone), _at(step.end, zone)
    return {"source": step.source, "person": step.person, "place": step.place, "from": begin, "to": end}


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(sep=" ")


def as_json(rows: Iterable[Row], counts: Mapping[int, Count], notes: Iterable[str]) -> str:
    """Everything in one document: contacts, counts of each degree, and what had to be said beside."""
    numbers = {str(d): {"certain": each.certain, "possible": each.possible} for d, each in counts.items()}
    whole = {"contacts": list(rows), "counts": numbers, "notes": list(notes)}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def as_csv(rows: Iterable[Row], language: str) -> str:
    """A table with headings in the language; the chain in one cell. Cells that a spreadsheet would run are quoted."""
    into = StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow([word(language, f"heading.{key}") for key in HEADINGS])
    for row in rows:
        shown = {**row, "chain": chain_text(row["chain"])}
        shown["class"], shown["certainty"] = (word(language, f"{of}.{row[of]}") for of in ("class", "certainty"))
        writer.writerow([_cell(shown[key]) for key in HEADINGS])
    return into.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}" if value < 1e6 else str(value)
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def chain_text(chain: Iterable[Row]) -> str:
    """A chain on one line: who, where, from when to when, whom."""
    return "; ".join(
        f"{step['source']} > {step['person']} @ {step['place']} {step['from']} - {step['to']}" for step in chain
    )


def explanation(row: Row, language: str) -> str:
    """A contact in sentences: what they are and how it came about."""
    named = {of: word(language, f"{of}.{row[of]}") for of in ("class", "certainty")}
    said = {**row, **named, "minutes": f"{row['minutes']:g}", "minutes_possible": f"{row['minutes_possible']:g}"}
    lines = [sentence(language, "explain_head", **said), sentence(language, "explain_exposure", **said)]
    lines += [sentence(language, "explain_step", number=n, **step) for n, step in enumerate(row["chain"], 1)]
    if row["certainty"] == "possible":
        lines.append(sentence(language, "explain_possible" if row["sure_degree"] is None else "explain_sure", **said))
    return "\n".join([*lines, sentence(language, "explain_decides")])
