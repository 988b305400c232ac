"""The notice of a measure, the notice of release, and the personal link with its QR code."""

from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import NotFound
from lianfang.measures import selectors, services
from lianfang.measures.models import Measure
from lianfang.measures.notice import notice_of
from lianfang.measures.rules import Ending, State
from lianfang.measures.views.measure import where
from lianfang.privacy.reads import How, log_reads
from lianfang.response.words import name_of_edition
from lianfang.territory.selectors import full_name


@login_required
def notice(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """The notice of an ordered measure, to print and hand over closed."""
    shown = selectors.get_measure_for(request.actor, measure_id)
    if shown.state not in (State.ORDERED, State.ENDED):
        raise NotFound
    return _paper(request, shown, "measures/notice.html")


@login_required
def release_notice(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """The paper that says somebody is free of the measure."""
    shown = selectors.get_measure_for(request.actor, measure_id)
    if shown.state != State.ENDED or shown.ending == Ending.LEFT_DISTRICT:
        raise NotFound
    return _paper(request, shown, "measures/release_notice.html")


def _paper(request: StaffRequest, shown: Measure, template: str, **more: object) -> HttpResponse:
    log_reads(request.actor, How.PRINT, where(request), [shown.person_id])
    context = {
        "measure": shown,
        "name": str(shown.person.name),
        "place": str(shown.place) or _home_of(shown),
        "edition": name_of_edition(shown.edition),
        "notice": notice_of(shown),
        **more,
    }
    return render(request, template, context)


def _home_of(shown: Measure) -> str:
    """Area and door, as an envelope bears them."""
    door = shown.person.household.door if shown.person.household else ""
    return f"{full_name(shown.area_path)} {door}".strip()


@login_required
@require_POST
def serve(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """The notice is in the person's hands."""
    services.serve(actor=request.actor, measure=measure_id)
    messages.success(request, _("Noted: the notice is handed over and explained."))
    return redirect("measures:measure", measure_id)


@login_required
@require_POST
@never_cache
def link(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """A new personal link: shown once, with its QR code, to copy or to print with the notice."""
    token = services.issue_link(actor=request.actor, measure=measure_id)
    shown = selectors.get_measure_for(request.actor, measure_id)
    address = f"{settings.LIANFANG_ADDRESS.rstrip('/')}/my/{token}/"
    code = segno.make(address, error="m").svg_inline(scale=5, omitsize=False)
    return _paper(request, shown, "measures/link.html", address=address, code=code)


@login_required
@require_POST
def revoke(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    services.revoke_links(actor=request.actor, measure=measure_id)
    messages.success(request, _("The personal link no longer works."))
    return redirect("measures:measure", measure_id)
