"""The public board: where one can be sampled now, how long the lines are, and when which building comes. No account."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lianfang.figures.suppression import is_small
from lianfang.kernel.clock import end_of, now, start_of, today
from lianfang.response.selectors import active_responses
from lianfang.sampling.models import QueueReport, Session, Slot
from lianfang.sampling.slots import PEOPLE_PER_TABLE_HOUR
from lianfang.territory.names import full_name, names_of

HOLDS = timedelta(minutes=45)
"""A report of a line says nothing after so long."""


@dataclass(frozen=True)
class Line:
    """One session as everybody may see it: places, hours and the line, and nothing about anybody."""

    session: Session
    place: str
    waiting: int | None
    reported: QueueReport | None
    slots: list[tuple[str, Slot]]

    @property
    def is_few(self) -> bool:
        """So few that the number is not shown."""
        return self.waiting is not None and is_small(self.waiting)

    @property
    def minutes(self) -> int | None:
        """About how long one waits, to five minutes."""
        if self.waiting is None or self.is_few:
            return None
        return round(self.waiting / (self.session.tables * PEOPLE_PER_TABLE_HOUR) * 12) * 5


def board(request: HttpRequest) -> HttpResponse:
    """Sessions of today that are not closed, open ones first."""
    sessions = list(_sessions())
    slots = Slot.objects.filter(session__in=sessions).order_by("from_at", "area_path")
    names_of({each.area_path for each in sessions} | {each.area_path for each in slots})
    queues = _queues(sessions)
    lines = [
        _line(each, queues.get(str(each.pk)), [slot for slot in slots if slot.session_id == each.pk])
        for each in sessions
    ]
    return render(request, "sampling/board.html", {"lines": lines, "at": now()})


def _sessions() -> list[Session]:
    day = today()
    rows = Session.objects.filter(
        response__in=active_responses(), closed_at=None, from_at__lt=end_of(day), until_at__gt=start_of(day)
    )
    found = rows.select_related("site").order_by("from_at", "site__name")
    return sorted(found, key=lambda each: (not each.is_open, each.from_at))


def _queues(sessions: list[Session]) -> dict[str, QueueReport]:
    """The newest report of each line that still says something."""
    rows = QueueReport.kept.filter(session__in=sessions, happened_at__gte=now() - HOLDS).order_by("happened_at", "id")
    return {str(row.session_id): row for row in rows}


def _line(session: Session, report: QueueReport | None, slots: list[Slot]) -> Line:
    return Line(
        session=session,
        place=full_name(session.area_path),
        waiting=report.waiting if report and session.is_open else None,
        reported=report,
        slots=[(full_name(slot.area_path), slot) for slot in slots],
    )
