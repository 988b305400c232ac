"""What stands at the foot of a page: who wrote, on which day, from when until when."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from lianfang.accounts.actors import Actor
from lianfang.kernel import clock
from lianfang.kernel.wording import Reason
from lianfang.paper.models import Page
from lianfang.paper.rules import read_day, read_time
from lianfang.paper.writers import recorder_of
from lianfang.privacy.audit import audit

if TYPE_CHECKING:
    from datetime import date, time

FIELDS = ("writer", "day", "from_at", "until_at")


@dataclass(frozen=True)
class Head:
    """As typed: who wrote (a name or a login), the day, from when, until when."""

    writer: str = ""
    day: str = ""
    from_at: str = ""
    until_at: str = ""


def write_head(actor: Actor, page: Page, head: Head) -> dict[str, Reason]:
    """Put the head down on the page as far as it can be read; returns what is wrong or missing, by field."""
    day = read_day(head.day, page.day) if head.day.strip() else page.day
    begins, ends = read_time(head.from_at), read_time(head.until_at)
    wrong = _wrong(head, day, begins, ends)
    if wrong or day is None or begins is None:
        return wrong
    before = {name: getattr(page, name) for name in FIELDS}
    page.writer, page.recorder, page.day = head.writer.strip()[:60], recorder_of(page, head.writer), day
    page.from_at = clock.at(day, begins)
    page.until_at = None
    if ends is not None:
        page.until_at = clock.at(day if ends > begins else day + timedelta(days=1), ends)
    if before != {name: getattr(page, name) for name in FIELDS}:
        page.save(update_fields=[*FIELDS, "recorder"])
        audit(actor, "page.headed", page, recorder=page.recorder)
    return {}


def _wrong(head: Head, day: "date | None", begins: "time | None", ends: "time | None") -> dict[str, Reason]:
    wrong = {}
    if not head.writer.strip():
        wrong["writer"] = Reason.of("paper.needs_writer")
    if day is None:
        wrong["day"] = Reason.of("kernel.not_a_day")
    if begins is None:
        wrong["from_at"] = Reason.of("paper.not_a_time" if head.from_at.strip() else "paper.needs_from")
    if ends is None and head.until_at.strip():
        wrong["until_at"] = Reason.of("paper.not_a_time")
    return wrong
