"""A list of residents: sent, looked at, its columns put right, taken over, its result fetched."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange import CONTENT_TYPES, TableError, template_for
from lianfang.kernel.errors import NotFound, Refused
from lianfang.people.access import IMPORT_PEOPLE
from lianfang.people.exchange import RESIDENTS
from lianfang.people.forms import ColumnsForm, ListForm
from lianfang.people.importing import preview, runs
from lianfang.people.importing.opening import left_aside
from lianfang.people.lists import names_of_places
from lianfang.people.models import ImportRun
from lianfang.people.rules import Stage
from lianfang.privacy.audit import audit
from lianfang.territory.selectors import full_name
from lianfang.vault import files


@login_required
def imports(request: StaffRequest) -> HttpResponse:
    """Send a list, and find those sent before."""
    if not request.actor.may_somewhere(IMPORT_PEOPLE):
        raise NotFound
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = _send(request, form)
        if run is not None:
            return redirect("people:import", run.pk)
    recent = list(runs.runs_visible_to(request.actor)[:20])
    shown = [(run, full_name(run.area_path)) for run in recent]
    context = {"form": form, "runs": shown, "areas": names_of_places(request)}
    return render(request, "people/imports.html", context, status=422 if form.errors else 200)


def _send(request: StaffRequest, form: ListForm) -> ImportRun | None:
    given = form.cleaned_data
    try:
        return runs.send_list(
            actor=request.actor, into=given["area"], filename=given["file"].name, content=given["file"].read()
        )
    except TableError as refused:
        form.add_error("file", str(refused))
    except Refused as refused:
        form.add_error("area", str(refused))
    return None


@login_required
def import_run(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Where a list stands: what would happen, how far it is, what happened."""
    run = runs.get_run_for(request.actor, run_id)
    context: dict[str, object] = {"run": run, "area": full_name(run.area_path), "may_go_on": runs.may_go_on(run)}
    if run.stage == Stage.READY:
        context |= _look_again(run)
    template = "people/parts/import_progress.html" if request.headers.get("HX-Request") else "people/import.html"
    return render(request, template, context)


def _look_again(run: ImportRun) -> dict[str, object]:
    table, mapping = runs.opened(run)
    return {
        "columns": preview.columns_found(mapping),
        "absent": preview.fields_without_column(mapping),
        "problems": [str(problem) for problem in mapping.problems],
        "aside": left_aside(table),
        "unknown": [mapping.header.names[at] for at in mapping.unknown if mapping.header.names[at]],
        "headings": preview.headings(),
        "lines": preview.first_rows(table, mapping, run.area_path),
        "form": ColumnsForm(mapping),
    }


@login_required
@require_POST
def columns(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Which column is which, as somebody says."""
    run = runs.get_run_for(request.actor, run_id)
    form = ColumnsForm(runs.opened(run)[1], request.POST)
    if form.is_valid():
        runs.choose_columns(actor=request.actor, run=run_id, columns={**run.mapping, **form.chosen()})
    return redirect("people:import", run_id)


@login_required
@require_POST
def start(request: StaffRequest, run_id: UUID) -> HttpResponse:
    runs.start(actor=request.actor, run=run_id)
    return redirect("people:import", run_id)


@login_required
@require_POST
def cancel(request: StaffRequest, run_id: UUID) -> HttpResponse:
    runs.cancel(actor=request.actor, run=run_id)
    messages.success(request, _("Cancelled. What was taken over before stays."))
    return redirect("people:import", run_id)


@login_required
def result(request: StaffRequest, run_id: UUID) -> HttpResponseBase:
    """The user's own file with what became of each row."""
    run = runs.get_run_for(request.actor, run_id)
    file = runs.result_of(request.actor, run_id)
    audit(request.actor, "import.result_taken", run)
    answer = StreamingHttpResponse(files.pieces(file), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, str(file.name)) or ""
    return answer


@login_required
def template(request: StaffRequest) -> HttpResponse:
    """An empty list to fill in."""
    if not request.actor.may_somewhere(IMPORT_PEOPLE):
        raise NotFound
    answer = HttpResponse(template_for(RESIDENTS, language=get_language() or "zh"), content_type=CONTENT_TYPES["xlsx"])
    answer["Content-Disposition"] = content_disposition_header(True, _("residents") + ".xlsx") or ""
    return answer
