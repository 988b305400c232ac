"""Hand-overs across the district's border: a file that says who comes, when and why, and reading such a file.

The file is JSON or one row of CSV with the same names; it holds personal data, leaves by the hand of a named person and
is written into the read log.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.people.identity import Identity
from lianfang.tasks.models import HandOver
from lianfang.territory.names import full_name

FORMAT = "lianfang-hand-over-1"
COLUMNS = ("format", "number", "from", "to", "name", "id_number", "phone", "address", "expected_at", "reason", "note")
MOST = 100_000
"""Characters of a file that is read."""


@dataclass(frozen=True)
class Incoming:
    """What a file from outside says."""

    number: UUID
    """The sender's own id of the hand-over, by which the same file twice is one."""
    sender: str
    identity: Identity
    expected_at: datetime
    address: str
    note: str


def as_record(hand_over: HandOver) -> dict[str, str]:
    """A hand-over as it is told outside."""
    person = hand_over.person
    return {
        "format": FORMAT,
        "number": str(hand_over.pk),
        "from": str(hand_over.sender),
        "to": str(hand_over.receiver),
        "name": person.name,
        "id_number": person.id_number,
        "phone": person.phone,
        "address": person.address or (full_name(hand_over.area_path) if hand_over.area_path else ""),
        "expected_at": timezone.localtime(hand_over.expected_at).isoformat(timespec="minutes"),
        "reason": str(hand_over.because),
        "note": hand_over.note,
    }


def as_json(hand_over: HandOver) -> str:
    return json.dumps(as_record(hand_over), ensure_ascii=False, indent=1)


def as_csv(hand_over: HandOver) -> str:
    """With a mark at the beginning, by which spreadsheet programs know UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerow({name: _guarded(value) for name, value in as_record(hand_over).items()})
    return "\ufeff" + text.getvalue()


def _guarded(value: str) -> str:
    """A text that a spreadsheet program would take for a formula gets an apostrophe."""
    return f"'{value}" if value[:1] in "=+-@\t\r" else value


def read(content: bytes) -> Incoming:
    """A file from outside, JSON or CSV. Raises Invalid with what is missing or not understood."""
    record = _record(content)
    problems = {name: Reason.of("kernel.required") for name in ("from", "name", "expected_at") if not record.get(name)}
    expected = _instant(record.get("expected_at", ""))
    if expected is None and "expected_at" not in problems:
        problems["expected_at"] = Reason.of("tasks.not_a_time")
    number = _id(record.get("number", ""))
    if number is None:
        problems["number"] = Reason.of("kernel.required")
    if problems or expected is None or number is None:
        raise Invalid(problems)
    identity = Identity(
        name=record["name"],
        id_number=record.get("id_number", ""),
        phone=record.get("phone", ""),
        address=record.get("address", ""),
    ).checked()
    return Incoming(
        number, record["from"][:80], identity, expected, record.get("address", ""), record.get("note", "")[:300]
    )


def _record(content: bytes) -> Mapping[str, str]:
    try:
        text = content.decode("utf-8-sig")[:MOST]
        found: Any = json.loads(text) if text.lstrip().startswith("{") else next(csv.DictReader(io.StringIO(text)))
    except (ValueError, StopIteration, csv.Error):
        raise Invalid({"file": Reason.of("tasks.file_not_understood")}) from None
    plain = {str(name): str(value or "").strip().lstrip("'") for name, value in found.items()}
    if plain.get("format") != FORMAT:
        raise Invalid({"file": Reason.of("tasks.file_of_another_kind", format=FORMAT)})
    return plain


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return timezone.make_aware(found) if found is not None and timezone.is_naive(found) else found
