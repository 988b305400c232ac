"""Those who are sampled again, the results of one person, and the link to them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.scopes import get_by_id
from lianfang.exchange.lists import writer_for
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.laboratory import selectors, services
from lianfang.laboratory.access import READ_RESULTS, SEE_LABORATORY
from lianfang.laboratory.models import STEPS, Resample
from lianfang.laboratory.rules import UNDER_WAY, Step
from lianfang.laboratory.selectors.people import OwnSample, may_link, own_samples
from lianfang.laboratory.services.following import chain
from lianfang.laboratory.views.lines import steps_of
from lianfang.people.models import Person
from lianfang.people.selectors import opened_by
from lianfang.people.shown import masked
from lianfang.privacy.reads import How, log_reads
from lianfang.response.selectors import current_response
from lianfang.sampling.access import READ_SWABS
from lianfang.sampling.models import WHYS
from lianfang.sampling.rules import Why
from lianfang.tasks.access import SEE_REASONS
from lianfang.territory.selectors import full_name
from lianfang.ui.lists import Choices, Column, Days, ListPage, SavedView

RUNNING = Q(step__in=sorted(UNDER_WAY))


def _where(resample: Resample) -> str:
    household = resample.person.household
    return f"{full_name(resample.area_path)} {household.door if household else ''}".strip()


def _tone(resample: Resample) -> str:
    return "late" if resample.step == Step.WAITING and resample.due_at <= now() else ""


POSITIVES = ListPage(
    "laboratory.positives",
    gettext_lazy("Sampled again because of a result"),
    columns=(
        Column("where", gettext_lazy("where"), _where),
        Column("why", gettext_lazy("why"), lambda each: each.get_why_display(), order=("why",)),
        Column("step", gettext_lazy("how far it is"), lambda each: each.get_step_display(), order=("step",)),
        Column("tube", gettext_lazy("tube"), lambda each: each.tube.code),
        Column("single", gettext_lazy("single tube"), lambda each: each.drawn_tube.code if each.drawn_tube else ""),
        Column("stays", gettext_lazy("asked to stay"), lambda each: each.stays and each.stays_until is None),
        Column("asked", gettext_lazy("asked at"), lambda each: each.asked_at, order=("asked_at",)),
        Column("due", gettext_lazy("to be sampled by"), lambda each: each.due_at, order=("due_at",)),
        Column("unit", gettext_lazy("responsible unit"), lambda each: str(each.unit), is_shown=False),
    ),
    filters=(
        Choices("why", gettext_lazy("why"), WHYS),
        Choices("step", gettext_lazy("how far it is"), STEPS),
        Days("asked", gettext_lazy("asked on"), "asked_at"),
    ),
    order=("-asked_at",),
    views=(
        SavedView("running", gettext_lazy("not over"), lambda rows, request: rows.filter(RUNNING)),
        SavedView(
            "late",
            gettext_lazy("late"),
            lambda rows, request: rows.filter(step=Step.WAITING.value, due_at__lte=now()),
        ),
        SavedView("first", gettext_lazy("first positives"), lambda rows, request: rows.filter(why=Why.RECHECK.value)),
        SavedView(
            "rechecked",
            gettext_lazy("re-checked positive"),
            lambda rows, request: rows.filter(why=Why.RECHECK.value, step=Step.POSITIVE.value),
        ),
    ),
    href=lambda each: reverse("laboratory:resample", args=[each.pk]),
    tone=_tone,
    empty=gettext_lazy(
        "Whoever was in a positive or invalid tube appears here until the single sample has its result."
    ),
)


@login_required
def positives(request: StaffRequest) -> HttpResponseBase:
    """Who is sampled again, the newest first; places and steps, no names."""
    if not any(request.actor.may_somewhere(action) for action in (SEE_LABORATORY, READ_SWABS)):
        raise NotFound
    seen = selectors.resamples_visible_to(request.actor)
    return POSITIVES.answer(request, seen, writer=writer_for(request.actor))


@login_required
def resample(request: StaffRequest, resample_id: UUID) -> HttpResponse:
    """One who is sampled again: where, by when, and how far it is; why, for whoever may know."""
    shown = selectors.get_resample_for(request.actor, resample_id)
    place = {"area_path": shown.area_path, "unit_path": shown.unit_path}
    may_read = any(request.actor.may(action, **place) for action in (READ_RESULTS, READ_SWABS))
    knows_why = any(request.actor.may(action, **place) for action in (SEE_LABORATORY, SEE_REASONS))
    if may_read:
        log_reads(request.actor, How.DETAIL, "laboratory:resample", [shown.person_id])
    context = {
        "resample": shown,
        "where": _where(shown),
        "person": masked(shown.person) if may_read else None,
        "pages": opened_by(request.actor, [shown.person]),
        "knows_why": knows_why,
        "history": sorted((e for each in chain(shown) for e in steps_of(each)), key=lambda e: e.at, reverse=True),
        "may_link": may_link(request.actor, shown.person),
    }
    return render(request, "laboratory/resample.html", context)


def _opening(actor: Actor, samples: Sequence[OwnSample]) -> set[UUID]:
    """The tubes of these samples whose pages open to this actor."""
    tubes = [each.swab.tube_id for each in samples]
    return set(selectors.tubes_visible_to(actor).filter(pk__in=tubes).values_list("pk", flat=True))


@login_required
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The results of one person, for whoever may open them; the read is logged."""
    shown = selectors.get_person_for(request.actor, person_id, action=READ_RESULTS)
    log_reads(request.actor, How.DETAIL, "laboratory:person", [shown.pk])
    samples = own_samples(shown)
    context = {
        "person": masked(shown),
        "person_id": shown.pk,
        "samples": samples,
        "resamples": Resample.objects.filter(person=shown).select_related("tube", "unit").order_by("-asked_at")[:50],
        "may_give": may_link(request.actor, shown),
        "pages": opened_by(request.actor, [shown]),
        "tubes": _opening(request.actor, samples),
    }
    return render(request, "laboratory/person.html", context)


def _linked(request: StaffRequest, person_id: UUID) -> Person:
    """Somebody to whom this actor may give a link; NotFound otherwise."""
    found = get_by_id(Person.objects.select_related("household"), person_id)
    if not may_link(request.actor, found):
        raise NotFound
    return found


@login_required
@require_POST
@never_cache
def link(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A new link to somebody's own results: shown once, with its picture, to scan or to print."""
    found = _linked(request, person_id)
    token = services.issue_link(actor=request.actor, person=found, response=current_response())
    log_reads(request.actor, How.PRINT, "laboratory:link", [found.pk])
    address = settings.LIANFANG_ADDRESS.rstrip("/") + reverse("laboratory:my", args=[token])
    drawn = segno.make(address, error="m").svg_inline(scale=5, omitsize=False)
    context: dict[str, Any] = {"address": address, "drawn": drawn, "days": services.links.LIVES.days}
    return render(request, "laboratory/link.html", context)


@login_required
@require_POST
def revoke(request: StaffRequest, person_id: UUID) -> HttpResponse:
    services.revoke_links(actor=request.actor, person=_linked(request, person_id))
    messages.success(request, _("The link to the results no longer works."))
    return redirect("people:person", person_id)
