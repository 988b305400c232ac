"""A round is planned with its denominator in view, opened, changed and closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.orgs.selectors import places_without_anybody
from lianfang.screening import selectors, services
from lianfang.screening.access import MANAGE_ROUNDS
from lianfang.screening.coverage import coverage_of
from lianfang.screening.denominator import by_area
from lianfang.screening.forms import ChangeForm, RoundForm, show
from lianfang.screening.services import Plan
from lianfang.screening.services.opening import denominator_of
from lianfang.territory.names import full_name

MOST_EARLIER = 50


@login_required
def open_round(request: StaffRequest) -> HttpResponse:
    """A new round: first what it would cover, then it is opened."""
    if not request.actor.may_somewhere(MANAGE_ROUNDS):
        raise NotFound
    earlier = list(selectors.rounds_visible_to(request.actor, MANAGE_ROUNDS)[:MOST_EARLIER])
    form = RoundForm(request.POST or None, rounds=earlier, initial={"area": request.GET.get("area", "")})
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            plan = form.plan()
            if "go" in request.POST:
                made = services.open_round(actor=request.actor, plan=plan)
                messages.success(request, _("The round is open."))
                return redirect("screening:round", made.pk)
            preview = _preview(request, plan)
        except Invalid as invalid:
            show(form, invalid)
        except LianfangError as refused:
            form.add_error("area", str(refused))
    context = {"form": form, "preview": preview, "areas": selectors.names_to_choose(request.actor, MANAGE_ROUNDS)}
    return render(request, "screening/open.html", context, status=422 if form.errors else 200)


def _preview(request: StaffRequest, plan: Plan) -> dict[str, Any]:
    """What a plan would cover, by the areas below; and the grids where nobody is there to walk. Raises Invalid or NotFound."""
    plan.check()
    if not any(plan.area_path.startswith(path) for path in selectors.reach_of(request.actor, MANAGE_ROUNDS)):
        raise NotFound
    lines = by_area(denominator_of(request.actor, plan))
    return {
        "lines": lines,
        "doors": sum(line.doors for line in lines),
        "occupied": sum(line.occupied for line in lines),
        "area": full_name(plan.area_path),
        "unmanned": [full_name(area.path) for area in places_without_anybody(plan.area_path)[:10]],
    }


@login_required
def change(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """The name, the end and the number of visits of a round that runs."""
    found = selectors.get_round_for(request.actor, round_id, action=MANAGE_ROUNDS)
    initial = {"name": found.name, "until_at": found.until_at, "tries": found.tries}
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_round(actor=request.actor, round_=round_id, **form.cleaned_data)
            messages.success(request, _("The round is changed."))
            return redirect("screening:round", round_id)
        except Invalid as invalid:
            show(form, invalid)
    return render(request, "screening/change.html", {"form": form, "round": found}, status=422 if form.errors else 200)


@login_required
def close(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """What would be closed, and closing it."""
    found = selectors.get_round_for(request.actor, round_id, action=MANAGE_ROUNDS)
    if request.method == "POST":
        services.close_round(actor=request.actor, round_=round_id)
        messages.success(
            request, _("The round is closed. What phones still hand in from before is taken and shown beside.")
        )
        return redirect("screening:summary", round_id)
    return render(
        request,
        "screening/close.html",
        {"round": found, "counted": coverage_of(found, [found.area_path]), "area_name": full_name(found.area_path)},
    )
