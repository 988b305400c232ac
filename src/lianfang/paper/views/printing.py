"""Printing pages of a form: what for, the sheets on the screen, the same as PDF."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.paper import selectors
from lianfang.paper.forms import PrintForm
from lianfang.paper.registry import Form, forms
from lianfang.paper.services import print_pages
from lianfang.paper.writing import Sheet, as_pdf, sheets_of
from lianfang.privacy.reads import How, log_reads
from lianfang.territory.forms import show_refusals


@login_required
def print_form(request: StaffRequest, code: str) -> HttpResponse:
    """Choose what a form is printed for; printing makes the pages."""
    form = _form(request, code)
    subjects = list(selectors.subjects_of(request.actor, form))
    asked = PrintForm(request.POST or None, form=form, subjects=subjects)
    if request.method == "POST" and asked.is_valid():
        subject = selectors.subject_for(request.actor, form, asked.cleaned_data["subject"])
        try:
            pages = print_pages(
                actor=request.actor,
                form=form,
                subject=subject,
                day=asked.cleaned_data["day"],
                copies=asked.cleaned_data.get("copies") or 1,
            )
            return HttpResponseRedirect(reverse("paper:batch", args=[pages[0].batch]))
        except Invalid as invalid:
            show_refusals(asked, invalid)
    context = {"form": asked, "paper": form, "subjects": subjects}
    return render(request, "paper/print.html", context, status=422 if asked.errors else 200)


def _form(request: StaffRequest, code: str) -> Form:
    form = forms.get(code)
    if form is None or not selectors.may_print(request.actor):
        raise NotFound
    return form


@login_required
def batch(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """The sheets of one printing, ready for the printer."""
    sheets = _sheets(request, batch_id)
    context = {"sheets": sheets, "batch": batch_id, "is_personal": any(sheet.persons for sheet in sheets)}
    return render(request, "paper/sheets.html", context)


@login_required
def batch_pdf(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """The same as PDF."""
    sheets = _sheets(request, batch_id)
    mark = name_of_actor(request.actor.name) if any(sheet.persons for sheet in sheets) else ""
    answer = HttpResponse(as_pdf(sheets, mark=mark), content_type="application/pdf")
    name = f"{sheets[0].title}-{sheets[0].day}.pdf"
    answer["Content-Disposition"] = content_disposition_header(False, name) or ""
    return answer


def _sheets(request: StaffRequest, batch_id: UUID) -> list[Sheet]:
    """The sheets; whoever is named on them is logged as printed."""
    pages = selectors.batch_for(request.actor, batch_id)
    sheets = sheets_of(pages)
    persons = {person for sheet in sheets for person in sheet.persons}
    if persons:
        log_reads(request.actor, How.PRINT, f"paper:{pages[0].form}", sorted(persons, key=str))
    return sheets
