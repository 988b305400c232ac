"""The response: what was decided, deciding anew, ending; and the editions with the origin of their values."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.protocols import Edition, editions, load_edition
from lianfang.response import rules, selectors, services
from lianfang.response.access import DECIDE_RESPONSE, RAISE_EXCESS
from lianfang.response.editionpage import parts_of, taken_out
from lianfang.response.excesses import Further, end_excess, excesses_of, raise_excess
from lianfang.response.foresight import consequences_of, holds_of
from lianfang.response.forms import ActivateForm, DecideForm, EndForm, ExcessForm
from lianfang.response.history import history_of
from lianfang.response.models import Excess, Response
from lianfang.response.rules import ExcessKind
from lianfang.response.words import name_of_edition, name_of_level
from lianfang.territory.selectors import full_name


@login_required
def responses(request: StaffRequest) -> HttpResponse:
    """Active and past responses."""
    responses = list(selectors.responses_visible_to(request.actor))
    sunsets = selectors.sunset_records_of(each for each in responses if not each.is_active)
    seen = [{**_standing(each), "sunset": sunsets.get(each.pk)} for each in responses]
    may_decide = request.actor.may_somewhere(DECIDE_RESPONSE)
    return render(request, "response/list.html", {"responses": seen, "may_decide": may_decide})


def _standing(response: Response) -> dict[str, Any]:
    decree = response.decrees.last()
    return {
        "response": response,
        "decree": decree,
        "level": name_of_level(decree.level) if decree else "",
        "edition": name_of_edition(decree.edition) if decree else "",
        "is_overdue": response.is_active and rules.is_overdue(response.review_on, today()),
    }


@login_required
def response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """One response with everything that was decided about it."""
    shown = selectors.get_response_for(request.actor, response_id)
    context = {
        **_standing(shown),
        "history": history_of(shown),
        "sunset": selectors.sunset_records_of([shown]).get(shown.pk),
        "holds": holds_of(shown),
        "opens_holds": request.actor.may_somewhere(DECIDE_RESPONSE),
        "may_decide": shown.is_active and request.actor.may(DECIDE_RESPONSE, area_path=shown.area_path),
        "excesses": [_excess(request, each) for each in excesses_of(shown)],
        "may_raise": shown.is_active and request.actor.may_somewhere(RAISE_EXCESS),
    }
    return render(request, "response/response.html", context)


def _excess(request: StaffRequest, each: Excess) -> dict[str, Any]:
    may_end = each.ended_at is None and request.actor.may(RAISE_EXCESS, area_path=each.area_path)
    return {"excess": each, "where": full_name(each.area_path), "may_end": may_end}


@login_required
def raise_one(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Put on record what goes further than the rules."""
    shown = selectors.get_response_for(request.actor, response_id)
    if not request.actor.may_somewhere(RAISE_EXCESS):
        raise NotFound
    form = ExcessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        further = Further(
            ExcessKind(given["kind"]), given["authority"], given["document"], given["because"], given["area"]
        )
        try:
            raise_excess(actor=request.actor, response=shown, further=further)
            messages.success(request, _("It is on record, counted, and stands in the bulletin."))
            return redirect("response:response", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return render(
        request, "response/excess.html", {"form": form, "response": shown}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def end_one(request: StaffRequest, excess_id: UUID) -> HttpResponse:
    """It goes no further any more."""
    ended = end_excess(actor=request.actor, excess=excess_id)
    messages.success(request, _("It is recorded that this has ended."))
    return redirect("response:response", ended.response_id)


@login_required
def activate(request: StaffRequest) -> HttpResponse:
    """A new response, for the area over which the actor decides."""
    area_path = _area_of_decision(request)
    form = ActivateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            begun = services.activate(actor=request.actor, area_path=given.pop("area") or area_path, **given)
            messages.success(request, _("The response is active. Its records are locked by a key of their own."))
            return redirect("response:response", begun.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    return render(request, "response/activate.html", {"form": form}, status=422 if form.errors else 200)


def _area_of_decision(request: StaffRequest) -> str:
    for held in request.actor.held:
        if held.area_path is not None and held.permits(DECIDE_RESPONSE):
            return held.area_path
    raise NotFound


@login_required
def decide(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Decide anew; what a change of edition would bring about is shown before it is done."""
    shown = selectors.get_response_for(request.actor, response_id, action=DECIDE_RESPONSE)
    form = DecideForm(request.POST or None, initial=_as_it_stands(shown))
    context: dict[str, Any] = {"form": form, "response": shown}
    if request.method == "POST" and form.is_valid():
        try:
            if "confirmed" in request.POST:
                services.decide(actor=request.actor, response=shown, **form.cleaned_data)
                messages.success(request, _("The decision is recorded and in force."))
                return redirect("response:response", shown.pk)
            context |= _foreseen(shown, form.cleaned_data)
        except Invalid as refused:
            show_refusals(form, refused)
    return render(request, "response/decide.html", context, status=422 if form.errors else 200)


def _as_it_stands(shown: Response) -> dict[str, Any]:
    decree = selectors.decree_in_force(shown)
    kept = ("level", "edition", "level_above", "stricter_because", "authority")
    return {name: getattr(decree, name) for name in kept} | {"review_on": shown.review_on}


def _foreseen(shown: Response, decided: Any) -> dict[str, Any]:
    """What the page shows for confirmation, after the same checks as the decision itself."""
    services.check(decided)
    before = selectors.decree_in_force(shown)
    step = rules.step(before.standing, rules.Standing(decided["level"], decided["edition"]))
    return {
        "step": step,
        "level": name_of_level(decided["level"]),
        "edition": name_of_edition(decided["edition"]),
        "consequences": consequences_of(shown, decided["edition"]) if decided["edition"] != before.edition else [],
    }


@login_required
def end(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """End a response; what still holds its records is named."""
    shown = selectors.get_response_for(request.actor, response_id, action=DECIDE_RESPONSE)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end(actor=request.actor, response=shown, **form.cleaned_data)
            messages.success(request, _("The response has ended; its sunset date is set."))
            return redirect("response:response", shown.pk)
        except Invalid as refused:
            show_refusals(form, refused)
    context = {"form": form, "response": shown, "holds": holds_of(shown), "days": rules.SUNSET_AFTER.days}
    return render(request, "response/end.html", context, status=422 if form.errors else 200)


@login_required
def edition_list(request: StaffRequest) -> HttpResponse:
    """The editions that are shipped, those in force marked."""
    in_force = {selectors.decree_in_force(each).edition for each in selectors.active_responses()}
    shown = [_summary(load_edition(code), code in in_force) for code in editions()]
    return render(request, "response/editions.html", {"editions": shown})


@login_required
def edition(request: StaffRequest, code: str) -> HttpResponse:
    """One edition: every value with its origin."""
    if code not in editions():
        raise NotFound
    shown = load_edition(code)
    return render(
        request,
        "response/edition.html",
        {**_summary(shown, False), "parts": parts_of(shown), "taken_out": taken_out(shown)},
    )


def _summary(edition: Edition, is_in_force: bool) -> dict[str, Any]:
    return {
        "edition": edition,
        "name": name_of_edition(edition),
        "is_in_force": is_in_force,
        "follows": name_of_edition(edition.follows) if edition.follows else "",
        "assumptions": len(edition.assumptions()),
        "values": len(edition.entries),
        "observes": bool(edition.measures) and any(rules.report_by for rules in edition.measures.values()),
    }
