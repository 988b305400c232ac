"""What a unit reports to the level above: affirmed at its hour, taken as a file, recorded as sent."""

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor
from lianfang.exchange import CONTENT_TYPES, Column, export_table
from lianfang.figures.links import rows_url
from lianfang.kernel.clock import at
from lianfang.kernel.errors import NotFound
from lianfang.privacy.audit import audit
from lianfang.reporting.access import FILE_REPORT
from lianfang.reporting.forms import SentForm
from lianfang.reporting.models import UPWARD_STATES
from lianfang.reporting.rules import SentHow, UpwardState
from lianfang.reporting.selectors import counted_for
from lianfang.reporting.selectors.upward import Upward, UpwardLine, get_upward_for, upward_lines
from lianfang.reporting.services import affirm_upward, record_sent
from lianfang.reporting.views.asked import day_asked, response_asked
from lianfang.reporting.wording import language_now
from lianfang.reporting.writing import as_docx, document_of_upward

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = ("xlsx", "csv", "docx")
TONES = {
    UpwardState.MISSING: "late",
    UpwardState.LATE: "soon",
    UpwardState.SENT: "done",
    UpwardState.AFFIRMED: "info",
}


def hour_asked(day: str, hour: str) -> datetime:
    """The instant named in an address as a day and four digits. Raises NotFound for what is none."""
    try:
        return at(day_asked(day), datetime.strptime(hour, "%H%M").time())  # noqa: DTZ007 - an hour of the day
    except ValueError:
        raise NotFound from None


def upward_url(name: str, upward: Upward) -> str:
    """The address of one of the pages of a report upward."""
    due_at = localtime(upward.due_at)
    where = [upward.unit.pk, f"{due_at:%F}", f"{due_at:%H%M}"]
    return f"{reverse(f'reporting:{name}', args=where)}?response={upward.response.pk}"


def in_brief(upward: Upward) -> dict[str, Any]:
    """A line of a list: state with its tone, who affirmed and sent it, and where it opens."""
    report = upward.report
    return {
        "upward": upward,
        "state": dict(UPWARD_STATES)[upward.state.value],
        "tone": TONES.get(upward.state, ""),
        "affirmed_by": name_of_actor(report.affirmed_by) if report else "",
        "sent_by": name_of_actor(report.sent_by) if report and report.sent_by else "",
        "href": upward_url("upward", upward),
    }


def _asked(request: StaffRequest, unit_id: UUID, day: str, hour: str) -> Upward:
    return get_upward_for(request.actor, response_asked(request), unit_id, hour_asked(day, hour))


@login_required
def upward(request: StaffRequest, unit_id: UUID, day: str, hour: str) -> HttpResponse:
    """The numbers for an hour, frozen or as they stand; what may be done with them now."""
    found = _asked(request, unit_id, day, hour)
    return _page(request, found, SentForm())


def _page(request: StaffRequest, found: Upward, form: SentForm) -> HttpResponse:
    unit, report = found.unit, found.report
    may_file = request.actor.may(FILE_REPORT, area_path=unit.area_path) or request.actor.may(
        FILE_REPORT, unit_path=unit.path
    )
    shown = {
        **in_brief(found),
        "report": report,
        "lines": _lines(found),
        "from_at": found.period[0],
        "until_at": found.period[1],
        "may_affirm": may_file and report is None and found.is_open,
        "may_send": may_file and report is not None and report.sent_at is None,
        "form": form,
        "formats": FORMATS,
        "urls": {name: upward_url(f"{name}_upward", found) for name in ("affirm", "send", "take")},
    }
    return render(request, "reporting/upward.html", shown, status=422 if form.errors else 200)


def _lines(found: Upward) -> list[tuple[str, UpwardLine, str]]:
    language = language_now()
    ask = counted_for(found.unit, found.response, found.day).ask if found.report is None else None
    return [
        (
            line.name[language],
            line,
            rows_url(line.code, ask.but(figures=(line.code,))) if ask and line.figure else "",
        )
        for line in upward_lines(found)
    ]


@login_required
@require_POST
def affirm(request: StaffRequest, unit_id: UUID, day: str, hour: str) -> HttpResponse:
    """Freeze the numbers under one's name."""
    due_at = hour_asked(day, hour)
    affirm_upward(actor=request.actor, response=response_asked(request), unit=unit_id, due_at=due_at)
    messages.success(request, _("The numbers are affirmed; take the file and send it."))
    return _back(request, unit_id, day, hour)


@login_required
@require_POST
def send(request: StaffRequest, unit_id: UUID, day: str, hour: str) -> HttpResponse:
    """Record that it went out, and how."""
    found, form = _asked(request, unit_id, day, hour), SentForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    given = form.cleaned_data
    how, to = SentHow(given["how"]), given["to"]
    record_sent(actor=request.actor, response=found.response, unit=unit_id, due_at=found.due_at, how=how, to=to)
    messages.success(request, _("It is recorded that the report was sent."))
    return _back(request, unit_id, day, hour)


def _back(request: StaffRequest, unit_id: UUID, day: str, hour: str) -> HttpResponse:
    return HttpResponseRedirect(upward_url("upward", _asked(request, unit_id, day, hour)))


@login_required
def take(request: StaffRequest, unit_id: UUID, day: str, hour: str) -> HttpResponse:
    """The affirmed numbers as a file to send: XLSX, CSV or Word. Raises NotFound before they are affirmed."""
    found, form = _asked(request, unit_id, day, hour), request.GET.get("form", FORMATS[0])
    if found.report is None or form not in FORMATS:
        raise NotFound
    audit(request.actor, "upward.taken", found.report, form=form)
    content = as_docx(document_of_upward(found, language_now())) if form == "docx" else _table(found, form)
    answer = HttpResponse(content, content_type=CONTENT_TYPES.get(form, DOCX))
    name = f"upward-{found.day:%F}-{hour}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _table(found: Upward, form: str) -> bytes:
    language = language_now()
    headings = {"figure": _("Figure"), "counted": _("Counted"), "stated": _("Stated")}
    columns = [Column(code, (heading,)) for code, heading in headings.items()]
    rows = [[line.name[language], line.counted, line.stated] for line in upward_lines(found)]
    target = BytesIO()
    export_table(rows, columns, target, format=form, language=language, sheet=f"{found.day:%F}")
    return target.getvalue()
