"""The keying screen: the whole page as a table in the order of the paper."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.names import name_of_actor
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.wording import Reason
from lianfang.paper import selectors, services
from lianfang.paper.models import Page
from lianfang.paper.reading import names_of
from lianfang.paper.registry import forms
from lianfang.paper.rules import SET_ASIDE, PageState
from lianfang.paper.services import Head, Keyed, Typed
from lianfang.paper.shown import Screen, screen_of
from lianfang.paper.writers import writers_of
from lianfang.privacy.reads import How, log_reads
from lianfang.territory.selectors import full_name


@login_required
def page(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """The page to be keyed in; a POST takes everything that is right on it."""
    found = selectors.get_page_for(request.actor, page_id)
    if request.method != "POST":
        screen = screen_of(found)
        if screen.persons:
            log_reads(request.actor, How.DETAIL, f"paper:{found.form}", screen.persons)
        return render(request, "paper/page.html", _context(request, screen))
    keyed = _key(request, found)
    if not _is_clean(keyed):
        return _again(request, keyed)
    messages.success(request, _("Taken: %(count)s rows of this page.") % {"count": keyed.page.taken})
    return HttpResponseRedirect(reverse("paper:page", args=[page_id]))


def _key(request: StaffRequest, found: Page) -> Keyed:
    return services.key_in(actor=request.actor, page=found.pk, head=_head(request), typed=_typed(request, found))


def _is_clean(keyed: Keyed) -> bool:
    return not (keyed.head or keyed.page.wrong or keyed.differs)


def _again(request: StaffRequest, keyed: Keyed) -> HttpResponse:
    """The page with what is to be mended."""
    return render(request, "paper/page.html", _context(request, screen_of(keyed.page, keyed), keyed), status=422)


@login_required
@require_POST
def row(request: StaffRequest, page_id: UUID, row_id: UUID) -> HttpResponse:
    """One row, as soon as the cursor leaves it: the row again, and others that mean something else by it."""
    found = selectors.get_page_for(request.actor, page_id)
    typed = _typed(request, found)
    if row_id not in typed:
        raise NotFound
    one = {row_id: typed[row_id]}
    keyed = services.key_in(actor=request.actor, page=page_id, head=_head(request), typed=one)
    screen = screen_of(keyed.page, keyed)
    others = [screen.row(each) for each in keyed.changed if each != row_id]
    context = {**_context(request, screen, keyed), "block_row": screen.row(row_id), "others": others}
    return render(request, "paper/parts/answer.html", context)


@login_required
@require_POST
def finish(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """The page is keyed in to its end, with what was typed last; the cursor goes to the next code."""
    if "writer" in request.POST:
        keyed = _key(request, selectors.get_page_for(request.actor, page_id))
        if not _is_clean(keyed):
            return _again(request, keyed)
    done = services.finish(actor=request.actor, page=page_id)
    said = {"code": done.code, "count": done.taken}
    messages.success(request, _("Page %(code)s is keyed in: %(count)s rows. The paper can be destroyed.") % said)
    return HttpResponseRedirect(reverse("paper:forms"))


@login_required
@require_POST
def set_aside(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """Declare the page empty, spoilt or lost."""
    state = request.POST.get("state", "")
    if state not in {each.value for each in SET_ASIDE}:
        raise Invalid({"state": Reason.of("kernel.required")})
    aside = services.set_aside(actor=request.actor, page=page_id, state=PageState(state))
    said = {"code": aside.code, "state": aside.get_state_display()}
    messages.success(request, _("Page %(code)s: %(state)s.") % said)
    return HttpResponseRedirect(reverse("paper:forms"))


@login_required
@require_POST
def take_up(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """Go on with a page that was set aside or finished."""
    services.take_up(actor=request.actor, page=page_id)
    return HttpResponseRedirect(reverse("paper:page", args=[page_id]))


def _head(request: HttpRequest) -> Head:
    return Head(**{name: request.POST.get(name, "")[:60] for name in ("writer", "day", "from_at", "until_at")})


def _typed(request: HttpRequest, page: Page) -> dict[UUID, Typed]:
    """The rows that the form brought: a row's cells stand under its number, ``doors-3:outcome``."""
    typed = {}
    for each in selectors.rows_of(page):
        prefix = f"{each.block}-{each.number}"
        if f"{prefix}:seen" in request.POST:
            names = names_of(page.block(each.block)) if request.POST.get("empty") != prefix else []
            cells = {name: request.POST.get(f"{prefix}:{name}", "") for name in names}
            insists = request.POST.get("insist") == prefix or (each.insists and cells == each.cells)
            typed[each.pk] = Typed(cells, _number(request.POST[f"{prefix}:seen"]), insists)
    return typed


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _context(request: StaffRequest, screen: Screen, keyed: Keyed | None = None) -> Mapping[str, object]:
    page = screen.page
    wrong = keyed.head if keyed else {}
    typed = request.POST if wrong else {}
    return {
        "page": page,
        "screen": screen,
        "form_name": forms[page.form].name,
        "place": full_name(page.area_path),
        "head": {
            "writer": typed.get("writer", str(page.writer)),
            "day": typed.get("day", f"{page.day:%Y-%m-%d}"),
            "from_at": typed.get("from_at", f"{localtime(page.from_at):%H:%M}" if page.from_at else ""),
            "until_at": typed.get("until_at", f"{localtime(page.until_at):%H:%M}" if page.until_at else ""),
        },
        "head_wrong": wrong,
        "writers": [str(user.name) for user in writers_of(page)],
        "printed_by": name_of_actor(page.printed_by),
        "aside": [(state.value, PageState(state)) for state in SET_ASIDE],
    }
