"""Lists of results: sent, their columns put right, read, and given back with a reason for every row."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange import TableError
from lianfang.kernel.errors import NotFound, Refused
from lianfang.laboratory import selectors, services
from lianfang.laboratory.access import ENTER_RESULTS
from lianfang.laboratory.exchange import COLUMNS
from lianfang.laboratory.forms import FileForm
from lianfang.laboratory.models import ResultList
from lianfang.laboratory.services.lists import REFUSED, table_of, worded
from lianfang.people.forms import ColumnsForm
from lianfang.privacy.audit import audit
from lianfang.response.selectors import current_response
from lianfang.territory.tables import template_answer
from lianfang.vault import files

SHOWN = 50
STATES = ("taken", "known", "asked", REFUSED)


@login_required
def lists(request: StaffRequest) -> HttpResponse:
    """Send a list, and find those sent before."""
    if not request.actor.may_somewhere(ENTER_RESULTS):
        raise NotFound
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = _send(request, form)
        if sent is not None:
            return redirect("laboratory:file", sent.pk)
    before = selectors.lists_visible_to(request.actor).order_by("-sent_at")[:SHOWN]
    return render(request, "laboratory/files.html", {"form": form, "lists": before}, status=422 if form.errors else 200)


def _send(request: StaffRequest, form: FileForm) -> ResultList | None:
    file = form.cleaned_data["file"]
    try:
        return services.send_list(
            actor=request.actor, response=current_response(), filename=file.name, content=file.read()
        )
    except (TableError, Refused) as refused:
        form.add_error("file", str(refused))
    return None


@login_required
def one(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """What became of a list, or which of its columns is which."""
    shown = selectors.get_list_for(request.actor, list_id)
    context: dict[str, object] = {"list": shown, "counts": _counts(shown)}
    if shown.read_at is None:
        _table, mapping = table_of(shown)
        context |= {"form": ColumnsForm(mapping), "problems": [str(problem) for problem in mapping.problems]}
    context["doubts"] = shown.doubts.filter(decided_at=None).order_by("row")[:SHOWN]
    return render(request, "laboratory/file.html", context)


def _counts(shown: ResultList) -> list[tuple[str, int, str]]:
    """Rows by outcome, with the tone of each."""
    tones = {"taken": "done", "asked": "soon", REFUSED: "late"}
    return [(worded(state), shown.counts[state], tones.get(state, "")) for state in STATES if shown.counts.get(state)]


@login_required
@require_POST
def columns(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """Which column is which, as somebody says; then the list is read."""
    shown = selectors.get_list_for(request.actor, list_id)
    form = ColumnsForm(table_of(shown)[1], request.POST)
    if form.is_valid():
        chosen = services.choose_columns(actor=request.actor, of_list=list_id, columns=form.chosen())
        try:
            services.read(actor=request.actor, of_list=chosen)
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("laboratory:file", list_id)


@login_required
def answer(request: StaffRequest, list_id: UUID) -> HttpResponseBase:
    """The list as it was sent, with what became of each row."""
    file = services.answer_of(actor=request.actor, of_list=list_id)
    audit(request.actor, "results.answer_taken", "laboratory.resultlist", list_id)
    sent = StreamingHttpResponse(files.pieces(file), content_type="application/octet-stream")
    sent["Content-Disposition"] = content_disposition_header(True, str(file.name)) or ""
    return sent


@login_required
def template(request: StaffRequest) -> HttpResponse:
    """An empty list to fill in."""
    if not request.actor.may_somewhere(ENTER_RESULTS):
        raise NotFound
    return template_answer(COLUMNS, _("results"))
