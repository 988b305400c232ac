"""What is out, and what may be printed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import names_of_actors
from lianfang.codes.rules import is_code, plain, spaced
from lianfang.exchange.lists import writer_for
from lianfang.kernel.errors import LianfangError, NotFound
from lianfang.paper import selectors
from lianfang.paper.models import PAGE_STATES
from lianfang.paper.registry import forms
from lianfang.paper.rules import PageState
from lianfang.people.lists import places
from lianfang.territory.names import full_name, names_of
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView, Search, Under


def _found(rows: Any, text: str) -> Any:
    """By the whole code, else by a part of what the page is about."""
    code = plain(text)
    return rows.filter(code=code) if is_code(code) else rows.filter(title__contains=text.strip())


class _Forms:
    """The forms to filter by; they are registered after this page is declared."""

    def __iter__(self) -> Any:
        return iter([(code, form.name) for code, form in forms.items()])


PAGES = ListPage(
    "paper.pages",
    _("Paper"),
    columns=(
        Column("code", pgettext_lazy("on a label", "code"), lambda page: spaced(page.code)),
        Column("form", _("form"), lambda page: str(forms[page.form].name)),
        Column("title", _("what it is about"), lambda page: page.title),
        Column("place", _("area"), lambda page: full_name(page.area_path)),
        Column("day", _("day"), lambda page: page.day, order=("day",)),
        Column("number", pgettext_lazy("of paper", "page"), lambda page: f"{page.number} / {page.pages}"),
        Column("state", _("state"), lambda page: PageState(page.state)),
        Column("taken", _("rows recorded"), lambda page: page.taken, is_number=True),
        Column("wrong", _("rows to be mended"), lambda page: page.wrong, is_number=True),
        Column("printed_at", _("printed at"), lambda page: page.printed_at, order=("printed_at",)),
        Column("printed_by", _("printed by"), lambda page: page.names[page.printed_by]),
        Column("keyed_by", _("last keyed in by"), lambda page: page.names[page.keyed_by]),
    ),
    filters=(
        Search(_("Code, or what it is about"), _found),
        Choices("form", _("form"), _Forms(), counted=False),
        Choices("state", _("state"), PAGE_STATES),
        Under("area", _("area"), places),
        Days("day", _("day"), "day", is_day=True),
    ),
    order=("-printed_at",),
    views=(
        SavedView("out", _("Still out"), lambda rows, request: selectors.still_out(rows)),
        SavedView("mend", _("To be mended"), lambda rows, request: rows.filter(wrong__gt=0)),
    ),
    href=lambda page: reverse("paper:page", args=[page.pk]),
    tone=lambda page: "late" if page.state == PageState.LOST or page.wrong else "",
    empty=_("A page stands here from the moment it is printed until it is keyed in or set aside."),
)


def _name(_request: Any, rows: list[Any], _how: str) -> None:
    """Look up the names that the lines show, all at once."""
    names = {"": "", **names_of_actors({each for row in rows for each in (row.printed_by, row.keyed_by) if each})}
    names_of({row.area_path for row in rows})
    for row in rows:
        row.names = names


@login_required
def pages(request: StaffRequest) -> HttpResponseBase:
    """Type a code, print a form, and see which pages are out."""
    if not selectors.may_print(request.actor):
        raise NotFound
    rows = selectors.pages_visible_to(request.actor)
    return PAGES.answer(
        request,
        rows,
        writer=writer_for(request.actor),
        seen=_name,
        template="paper/pages.html",
        forms=selectors.forms_for(request.actor),
        coded=selectors.coded_for(request.actor),
        has_labels=selectors.may_print_labels(request.actor),
        out=selectors.still_out(rows).count(),
    )


@login_required
def open_page(request: StaffRequest) -> HttpResponse:
    """Scanning or typing a page's code opens exactly that page."""
    text = request.GET.get("code", "")
    try:
        return HttpResponseRedirect(reverse("paper:page", args=[selectors.page_of_code(request.actor, text).pk]))
    except LianfangError as refused:
        if not selectors.may_print(request.actor):
            raise
        return _again(request, text, str(refused))


def _again(request: StaffRequest, text: str, says: str) -> HttpResponse:
    return render(request, "paper/open.html", {"typed": text, "says": says}, status=404)
