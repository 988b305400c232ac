"""One measure: what it is, what can be done now, how it came to be."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import now, today
from lianfang.measures import selectors
from lianfang.measures.access import FILE_APPEAL, ORDER_MEASURE, RELEASE, SERVE_NOTICE
from lianfang.measures.history import history_of
from lianfang.measures.models import Measure
from lianfang.measures.notice import notice_of
from lianfang.measures.rules import State, Step
from lianfang.measures.services.orders import overshoot
from lianfang.people.shown import in_the_open, masked
from lianfang.privacy.reads import How, log_reads
from lianfang.response.words import name_of_edition
from lianfang.territory.selectors import full_name


@login_required
def measure(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """One measure, the person masked until somebody asks to see."""
    shown = selectors.get_measure_for(request.actor, measure_id)
    return render(request, "measures/measure.html", page_of(request, shown))


def page_of(request: StaffRequest, shown: Measure) -> dict[str, Any]:
    """Everything the page shows; opening it is logged for the person."""
    log_reads(request.actor, How.DETAIL, where(request), [shown.person_id])
    proposed = shown.state == State.PROPOSED
    return {
        "measure": shown,
        "person": masked(shown.person),
        "area": full_name(shown.area_path),
        "edition": name_of_edition(shown.edition),
        "notice": notice_of(shown),
        "overshoot": overshoot(shown) if proposed else None,
        "history": history_of(shown),
        "others": selectors.of_person(shown.person).exclude(pk=shown.pk),
        "appeals": shown.appeals.select_related("unit").order_by("-filed_at"),
        "has_link": shown.links.filter(revoked_at=None, expires_at__gt=now()).exists(),
        "is_served": shown.changes.filter(step=Step.SERVED.value).exists(),
        "is_due": shown.is_in_force and today() >= shown.last_day,
        "is_late": shown.is_in_force and today() > shown.last_day,
        **rights(request, shown),
    }


def rights(request: StaffRequest, shown: Measure) -> dict[str, bool]:
    """What this actor may do with this measure now, for the buttons."""
    decides, releases, serves, appeals = (
        request.actor.may(action, area_path=shown.area_path) or request.actor.may(action, unit_path=shown.unit_path)
        for action in (ORDER_MEASURE, RELEASE, SERVE_NOTICE, FILE_APPEAL)
    )
    return {
        "may_order": decides and shown.state == State.PROPOSED,
        "may_change": decides and shown.is_in_force,
        "may_release": releases and shown.is_in_force,
        "may_serve": serves and shown.is_in_force,
        "may_appeal": appeals and shown.is_in_force,
    }


@login_required
@require_POST
def reveal(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """The person in the open, logged."""
    shown = selectors.get_measure_for(request.actor, measure_id)
    log_reads(request.actor, How.REVEAL, where(request), [shown.person_id])
    return render(request, "measures/person.html", {"person": in_the_open(shown.person)})


def where(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
