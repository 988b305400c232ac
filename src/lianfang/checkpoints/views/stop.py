"""Stopping a vehicle: type what was seen, read what the edition proposes, confirm or decide otherwise."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import WORK_AT_POST
from lianfang.checkpoints.forms import Travellers, TravellersFormSet, VehicleForm, communities
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.rules import Decision
from lianfang.checkpoints.seen import VehicleSeen
from lianfang.checkpoints.views.stamps import stamp_of
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.ids import new_id
from lianfang.response.selectors import edition_in_force
from lianfang.risk.selectors import in_force


@login_required
def stop(request: StaffRequest, post_id: UUID) -> HttpResponse:
    """The form of a stop. Judging writes nothing; confirming records and hands over."""
    at = selectors.get_post_for(request.actor, post_id, action=WORK_AT_POST)
    if request.method != "POST":
        return _page(request, at, VehicleForm(), _travellers(at, None), new_id())
    data = _with_one_more(request.POST) if "add" in request.POST else request.POST
    vehicle, travellers = VehicleForm(data), _travellers(at, data)
    stamp = stamp_of(request)
    if "add" in request.POST:
        return _page(request, at, vehicle, travellers, stamp.id)
    return _judge_or_confirm(request, at, vehicle, travellers, stamp)


def _judge_or_confirm(
    request: StaffRequest, at: Post, vehicle: VehicleForm, travellers: TravellersFormSet, stamp: Stamp
) -> HttpResponse:
    seen = _seen(at, vehicle, travellers)
    if seen is None:
        return _page(request, at, vehicle, travellers, stamp.id, status=422)
    try:
        judged = services.propose(actor=request.actor, stamp=stamp, post=at.pk, seen=seen)
        vehicle.fields["plate"].widget.attrs.pop("autofocus", None)
        for form, verdict in zip(travellers.forms, judged, strict=True):
            form.propose(verdict)
        if "confirm" not in request.POST:
            return _page(request, at, vehicle, travellers, stamp.id, proposed=True)
        check = services.check_vehicle(actor=request.actor, stamp=stamp, post=at.pk, seen=seen)
    except Invalid as invalid:
        _show(invalid, vehicle, travellers)
        return _page(request, at, vehicle, travellers, stamp.id, proposed=True, status=422)
    return _done(request, at, list(check.people.order_by("id")))


def _done(request: StaffRequest, at: Post, checks: list) -> HttpResponse:  # type: ignore[type-arg]
    others = [check for check in checks if check.decision != Decision.PASS]
    messages.success(request, _("Recorded. Travellers who do not simply pass: %(number)s.") % {"number": len(others)})
    if len(others) == 1:
        return redirect("checkpoints:check", others[0].pk)
    return redirect("checkpoints:post", at.pk)


def _seen(at: Post, vehicle: VehicleForm, travellers: TravellersFormSet) -> VehicleSeen | None:
    """What was typed, or None where a field cannot be read."""
    both = [vehicle.is_valid(), travellers.is_valid()]
    if not all(both):
        return None
    rules = edition_in_force(at.response).checkpoints
    window_from = today() - rules.window if rules else today()
    return vehicle.seen(form.answers(window_from) for form in travellers.forms)


def _show(invalid: Invalid, vehicle: VehicleForm, travellers: TravellersFormSet) -> None:
    """Each problem beside its field."""
    of_people = {name: reason for name, reason in invalid.fields.items() if name.startswith("people-")}
    travellers.show_refusals(of_people)
    for name, reason in invalid.fields.items():
        if name not in of_people:
            vehicle.add_error(name if name in vehicle.fields else None, str(reason))


def _travellers(at: Post, data: QueryDict | None) -> TravellersFormSet:
    return Travellers(data, prefix="people", within=at.response.area_path)


def _with_one_more(data: QueryDict) -> QueryDict:
    """The same form with one traveller more."""
    more = data.copy()
    told = data.get("people-TOTAL_FORMS", "")
    more["people-TOTAL_FORMS"] = str(int(told) + 1 if told.isdecimal() else 1)
    return more


def _page(  # noqa: PLR0913 - both forms and what the page shows of them
    request: StaffRequest,
    at: Post,
    vehicle: VehicleForm,
    travellers: TravellersFormSet,
    stamp: UUID,
    *,
    proposed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "post": at,
        "vehicle": vehicle,
        "travellers": travellers,
        "stamp": stamp,
        "proposed": proposed,
        "may_confirm": (proposed or "confirm" in request.POST) and all(form.is_decided for form in travellers.forms),
        "communities": communities(at.response.area_path),
        "risk_areas": in_force(at.response).order_by("name")[:500],
        "has_pass": selectors.pass_of(at, vehicle["plate"].value()) if vehicle["plate"].value() else None,
    }
    return render(request, "checkpoints/stop.html", context, status=status)
