"""What was decided about travellers: the list, one record, and the paper somebody takes along."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lianfang.accounts.middleware import StaffRequest
from lianfang.checkpoints import selectors
from lianfang.checkpoints.access import READ_CHECKS
from lianfang.checkpoints.models import PersonCheck
from lianfang.privacy.reads import How, log_list, log_reads
from lianfang.response.selectors import edition_in_force


@login_required
def check(request: StaffRequest, check_id: UUID) -> HttpResponse:
    """One record, in full; opening it is logged for the person."""
    found = selectors.get_check_for(request.actor, check_id, action=READ_CHECKS)
    _log(request, How.DETAIL, found)
    return render(request, "checkpoints/check.html", {"check": found})


@login_required
def stopped(request: StaffRequest, stop_id: UUID) -> HttpResponse:
    """A stop: what was stopped, with its plate masked, and what was decided about each who was on board."""
    found = selectors.get_stop_for(request.actor, stop_id)
    checks = selectors.checks_visible_to(request.actor).filter(vehicle=found)
    left = found.occupants - PersonCheck.kept.filter(vehicle=found).count()
    log_list(request.actor, "checkpoints:stopped")
    return render(request, "checkpoints/stopped.html", {"stop": found, "checks": checks, "others": max(0, left)})


@login_required
def notice(request: StaffRequest, check_id: UUID) -> HttpResponse:
    """The paper that says what was decided and why, to be printed and handed over."""
    found = selectors.get_check_for(request.actor, check_id, action=READ_CHECKS)
    _log(request, How.PRINT, found)
    edition = edition_in_force(found.response, found.happened_at)
    name = edition.name_en if get_language() == "en" else edition.name_zh
    return render(request, "checkpoints/notice.html", {"check": found, "edition": name})


def _log(request: StaffRequest, how: How, found: PersonCheck) -> None:
    if found.person_id is not None:
        log_reads(
            request.actor, how, request.resolver_match.view_name if request.resolver_match else "", [found.person_id]
        )
