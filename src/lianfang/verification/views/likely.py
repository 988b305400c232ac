"""Likely rows one after the other, each beside whoever may be meant: one key says who."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Conflict, NotFound
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.verification import selectors, services
from lianfang.verification.access import MATCH_LISTS
from lianfang.verification.models import NameRow
from lianfang.verification.rules import State
from lianfang.verification.showing import beside
from lianfang.verification.views.lists import must_somewhere

NOBODY = "nobody"


@login_required
def likely(request: StaffRequest) -> HttpResponse:
    """The next likely row, the most urgent first; after a decision the one behind it."""
    must_somewhere(request, MATCH_LISTS)
    if request.method == "POST":
        return _decide(request)
    waiting = _waiting(request)
    passed = _passed(request)
    row = waiting.exclude(pk__in=passed).first()
    if row is None:
        return render(request, "verification/likely_done.html", {"left": waiting.count()})
    candidates = beside(row)
    if not candidates:
        log_list(request.actor, "verification:likely")
    log_reads(request.actor, How.DETAIL, "verification:likely", [UUID(each.key) for each in candidates])
    context = {"row": row, "candidates": candidates, "left": waiting.count(), "skip": _skip(passed, row)}
    return render(request, "verification/likely.html", context)


def _waiting(request: StaffRequest) -> QuerySet[NameRow]:
    rows = selectors.rows_visible_to(request.actor, MATCH_LISTS).filter(state=State.TO_CONFIRM.value)
    return rows.order_by("due_at", "id")


def _passed(request: StaffRequest) -> list[str]:
    """The rows somebody has put aside for later in this sitting."""
    known = request.GET.getlist("later")[-50:]
    return [each for each in known if _is_id(each)]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _skip(passed: list[str], row: NameRow) -> str:
    return "?" + "&".join(f"later={each}" for each in [*passed, str(row.pk)])


def _decide(request: StaffRequest) -> HttpResponse:
    """``who`` is a person's id, or that nobody on record is meant."""
    who = request.POST.get("who", "")
    if not who:
        raise NotFound
    try:
        services.confirm(actor=request.actor, row=request.POST.get("row", ""), person=None if who == NOBODY else who)
        messages.success(request, _("Settled. The row is on its way."))
    except Conflict as settled:
        messages.warning(request, str(settled))
    return redirect(reverse("verification:likely") + _skip_of(request))


def _skip_of(request: StaffRequest) -> str:
    later = _passed(request)
    return "?" + "&".join(f"later={each}" for each in later) if later else ""
