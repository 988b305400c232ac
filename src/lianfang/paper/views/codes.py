"""Sheets of codes: labels for tubes, doors of a building, posts and sites for the wall, slips for persons."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from lianfang.accounts.middleware import StaffRequest
from lianfang.codes.services import codes_for, draw_labels
from lianfang.codes.writing import LAYOUTS, Label, labels_as_pdf
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.paper import selectors
from lianfang.paper.forms import CodesForm, LabelsForm
from lianfang.paper.registry import Coded, Thing
from lianfang.privacy.reads import How, log_reads
from lianfang.territory.forms import show_refusals
from lianfang.territory.selectors import full_name

MOST_CODES = 1000
"""Codes printed at once: a large compound."""


@login_required
def labels(request: StaffRequest) -> HttpResponse:
    """Labels for tubes, drawn in advance; a POST draws and prints them."""
    if not selectors.may_print_labels(request.actor):
        raise NotFound
    form = LabelsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        drawn = draw_labels(actor=request.actor, count=asked["count"])
        made = [Label(code) for code in drawn]
        return _pdf(labels_as_pdf(LAYOUTS[asked["sheets"]], made, times=asked["times"]), "labels.pdf")
    return render(request, "paper/labels.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def codes(request: StaffRequest, kind: str) -> HttpResponse:
    """The codes of the things of one kind in a place, as they are hung up, stuck on or handed out."""
    found = next((each for each in selectors.coded_for(request.actor) if each.kind == kind), None)
    if found is None:
        raise NotFound
    form = CodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _printed(request, found, form.cleaned_data["area"])
        except Invalid as invalid:
            show_refusals(form, invalid)
    return render(request, "paper/codes.html", {"form": form, "coded": found}, status=422 if form.errors else 200)


def _printed(request: StaffRequest, found: Coded, area_path: str) -> HttpResponse:
    things = list(found.things(request.actor, area_path))
    if not things:
        raise Refused("paper.no_lines")
    if len(things) > MOST_CODES:
        raise Invalid({"area": Reason.of("paper.too_many_codes", count=len(things), most=MOST_CODES)})
    drawn = codes_for(found.kind, [thing.id for thing in things], actor=request.actor)
    _log(request, found, things)
    made = [Label(drawn[thing.id], thing.title, thing.line) for thing in things]
    return _pdf(labels_as_pdf(found.layout, made, note=full_name(area_path)), "codes.pdf")


def _log(request: StaffRequest, found: Coded, things: list[Thing]) -> None:
    persons = {person for thing in things for person in thing.persons}
    if persons:
        log_reads(request.actor, How.PRINT, f"paper:{found.kind}", sorted(persons, key=str))


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or ""
    return answer
