"""Writing, approving, publishing, reading and printing bulletins."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor
from lianfang.exchange.lists import writer_for
from lianfang.figures.engine import evaluate
from lianfang.figures.links import figure_url, rows_url
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.reporting.access import APPROVE_BULLETIN, SEE_REPORTS, WRITE_BULLETIN
from lianfang.reporting.composing import COUNTER, Content, content_of, question
from lianfang.reporting.forms import NewBulletinForm, NoteForm, ReturnForm
from lianfang.reporting.models import BULLETIN_STATES, Bulletin
from lianfang.reporting.rules import BulletinState
from lianfang.reporting.selectors import bulletins_visible_to, get_bulletin_for
from lianfang.reporting.services import (
    approve_bulletin,
    draft_bulletin,
    publish_bulletin,
    return_bulletin,
    submit_bulletin,
    write_note,
)
from lianfang.reporting.views.asked import response_asked
from lianfang.reporting.wording import Piece, language_now, paragraph, shown
from lianfang.reporting.writing import as_docx, as_pdf, document_of
from lianfang.ui.lists import Choices, Column, Days, ListPage

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TONES = {BulletinState.SUBMITTED: "soon", BulletinState.APPROVED: "info", BulletinState.PUBLISHED: "done"}


BULLETINS = ListPage(
    "reporting.bulletins",
    _("Bulletins"),
    columns=(
        Column("day", _("day"), lambda each: each.day, order=("day", "number")),
        Column("number", pgettext_lazy("bulletin", "number"), lambda each: each.number, is_number=True),
        Column("unit", _("issued by"), lambda each: str(each.unit)),
        Column("state", _("state"), lambda each: BulletinState(each.state)),
        Column("published_at", _("published at"), lambda each: each.published_at, order=("published_at",)),
    ),
    filters=(Choices("state", _("state"), BULLETIN_STATES), Days("day", _("day"), "day", is_day=True)),
    order=("-day", "-number"),
    href=lambda each: reverse("reporting:bulletin", args=[each.pk]),
    empty=_("A bulletin is begun by whoever may write one; its numbers fill themselves."),
)


@login_required
def bulletins(request: StaffRequest) -> HttpResponseBase:
    """Bulletins, newest first; a new one is begun here."""
    if not request.actor.may_somewhere(SEE_REPORTS):
        request.actor.require(SEE_REPORTS)
    may_write = request.actor.may_somewhere(WRITE_BULLETIN)
    form = NewBulletinForm(initial={"day": today()}) if may_write else None
    rows, writer = bulletins_visible_to(request.actor), writer_for(request.actor)
    return BULLETINS.answer(request, rows, writer=writer, template="reporting/bulletins.html", form=form)


@login_required
@require_POST
def new(request: StaffRequest) -> HttpResponse:
    """Begin a bulletin of a day for the area of the response."""
    form = NewBulletinForm(request.POST)
    if not form.is_valid():
        raise Invalid({name: Reason.of("reporting.not_a_day") for name in form.errors})
    response = response_asked(request)
    begun = draft_bulletin(
        actor=request.actor, response=response, area_path=response.area_path, day=form.cleaned_data["day"]
    )
    return HttpResponseRedirect(reverse("reporting:bulletin", args=[begun.pk]))


@login_required
def bulletin(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """The bulletin with every number a door to its definition and rows, and what may be done with it now."""
    found = get_bulletin_for(request.actor, bulletin_id)
    content, language = content_of(found), language_now()
    shown_now = {
        "bulletin": found,
        "tone": TONES.get(BulletinState(found.state), ""),
        "title": content["title"][language],
        "sections": [_section(found, content, section, language) for section in content["sections"]],
        "note": found.note_zh if language == "zh" else found.note_en,
        "later": _later(found, content, language),
        "people": {what: name_of_actor(who) for what, who in _people(found).items() if who},
        **_doors(request, found),
    }
    return render(request, "reporting/bulletin.html", shown_now)


def _people(found: Bulletin) -> dict[str, str]:
    return {"written": found.written_by, "approved": found.approved_by, "published": found.published_by}


def _doors(request: StaffRequest, found: Bulletin) -> dict[str, Any]:
    """What this person may do with the bulletin in its state."""
    within = {"area_path": found.area_path}
    writes, approves = request.actor.may(WRITE_BULLETIN, **within), request.actor.may(APPROVE_BULLETIN, **within)
    is_second = request.actor.name not in (found.written_by, found.submitted_by)
    state = BulletinState(found.state)
    return {
        "note_form": NoteForm(initial={"note_zh": found.note_zh, "note_en": found.note_en}),
        "return_form": ReturnForm(),
        "may_write": writes and state is BulletinState.DRAFT,
        "may_return": approves and state is BulletinState.SUBMITTED,
        "may_approve": approves and is_second and state is BulletinState.SUBMITTED,
        "waits_for_another": approves and not is_second and state is BulletinState.SUBMITTED,
        "may_publish": approves and state is BulletinState.APPROVED,
    }


def _section(found: Bulletin, content: Content, section: Content, language: str) -> dict[str, Any]:
    table = section["table"]
    return {
        "heading": section["heading"][language],
        "pieces": [(piece, _href(found, piece)) for piece in paragraph(content, section, language)],
        "table": _table(found, content, table, language) if table else None,
    }


def _href(found: Bulletin, piece: Piece) -> str:
    return figure_url(piece.figure, question(found, total=piece.is_total)) if piece.figure else ""


def _table(found: Bulletin, content: Content, table: Content, language: str) -> dict[str, Any]:
    ask, column = question(found), table["group"]
    lines = [
        (
            line["name"][language],
            [
                (shown(number, language), rows_url(code, ask.but(**_place(column, line["place"]))))
                for code, number in zip(table["figures"], line["numbers"], strict=True)
            ],
        )
        for line in table["lines"]
    ]
    whole = [
        (shown(number, language), rows_url(code, ask))
        for code, number in zip(table["figures"], table["whole"], strict=True)
    ]
    headings = [(content["names"][code][language], figure_url(code, ask)) for code in table["figures"]]
    return {"is_by_area": column == "area", "headings": headings, "lines": lines, "whole": whole}


def _place(column: str, place: str) -> dict[str, str]:
    return {"area": place} if column == "area" else {"unit": place, "area": ""}


def _later(found: Bulletin, content: Content, language: str) -> list[dict[str, Any]]:
    """Frozen numbers of the period that are counted otherwise today, because records came late or were voided."""
    if not found.is_frozen:
        return []
    codes, ask = tuple(code for code in content["numbers"] if "|" not in code), question(found).but(as_known_at=None)
    told = evaluate(ask.but(figures=codes), COUNTER)
    changed = [(code, content["numbers"][code], told.number(code)) for code in codes]
    return [
        {"name": content["names"][code][language], "then": then, "now": number, "href": rows_url(code, ask)}
        for code, then, number in changed
        if then != number
    ]


# -- what is pressed -----------------------------------------------------------------------------------------------


@login_required
@require_POST
def note(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """Write the remarks."""
    form = NoteForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        write_note(actor=request.actor, bulletin=bulletin_id, zh=given["note_zh"], en=given["note_en"])
        messages.success(request, _("The remarks are written."))
    return _back(bulletin_id)


@login_required
@require_POST
def submit(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """Freeze the numbers and ask for approval."""
    submit_bulletin(actor=request.actor, bulletin=bulletin_id)
    messages.success(request, _("The numbers are frozen; a second person approves."))
    return _back(bulletin_id)


@login_required
@require_POST
def send_back(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """Return it to its writer with a reason."""
    form = ReturnForm(request.POST)
    if form.is_valid():
        return_bulletin(actor=request.actor, bulletin=bulletin_id, because=form.cleaned_data["because"])
    return _back(bulletin_id)


@login_required
@require_POST
def approve(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """Approve what somebody else wrote."""
    approve_bulletin(actor=request.actor, bulletin=bulletin_id)
    messages.success(request, _("The bulletin is approved."))
    return _back(bulletin_id)


@login_required
@require_POST
def publish(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """Put it out."""
    publish_bulletin(actor=request.actor, bulletin=bulletin_id)
    messages.success(request, _("The bulletin is published."))
    return _back(bulletin_id)


def _back(bulletin_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("reporting:bulletin", args=[bulletin_id]))


# -- files ---------------------------------------------------------------------------------------------------------


@login_required
def docx(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """The bulletin as a Word document in the language of the page."""
    found = get_bulletin_for(request.actor, bulletin_id)
    return _file(found, as_docx(document_of(found, language_now())), DOCX, "docx")


@login_required
def pdf(request: StaffRequest, bulletin_id: UUID) -> HttpResponse:
    """The bulletin as PDF in the language of the page."""
    found = get_bulletin_for(request.actor, bulletin_id)
    return _file(found, as_pdf(document_of(found, language_now())), "application/pdf", "pdf")


def _file(found: Bulletin, content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="bulletin-{found.day:%Y-%m-%d}-{found.number}.{ending}"'
    return answer
