"""The card of a hand-over with its two sides, and what each side can do."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.actors import Actor
from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.wording import Reason
from lianfang.orgs import selectors as orgs
from lianfang.orgs.services import go_on_duty
from lianfang.privacy.reads import How, log_reads
from lianfang.tasks import presenting, selectors, services
from lianfang.tasks.access import EXCHANGE_OUTSIDE, HAND_OVER, RECEIVE
from lianfang.tasks.forms import AcceptForm, ReturnForm
from lianfang.tasks.models import HandOver
from lianfang.tasks.rules import Handing


@login_required
def hand_over(request: StaffRequest, hand_over_id: UUID) -> HttpResponse:
    found = selectors.get_hand_over_for(request.actor, hand_over_id)
    sees = presenting.may_see_people(request.actor, found)
    if sees:
        log_reads(request.actor, How.DETAIL, "tasks.hand_over", [found.person_id])
    context = {
        "hand_over": found,
        "card": presenting.Card(request.actor, found),
        "person": found.person if sees else None,
        "history": presenting.history_of(found),
        "answering": selectors.responsible_for(found.person),
        "return_form": ReturnForm(),
        "accept_form": AcceptForm(),
        **_what_can_be_done(request.actor, found),
    }
    return render(request, "tasks/hand_over.html", context)


def _what_can_be_done(actor: Actor, found: HandOver) -> dict[str, bool]:
    receives = _may(actor, found, RECEIVE)
    return {
        "can_accept": receives and found.state == Handing.SENT,
        "is_on_duty": found.to_unit is None or _is_on_duty(actor, found),
        "can_see": receives and found.state in {Handing.SENT, Handing.ACCEPTED, Handing.NOT_ARRIVED},
        "can_miss": receives and found.state == Handing.ACCEPTED and found.to_unit is not None,
        "can_withdraw": found.state == Handing.SENT and _may(actor, found, HAND_OVER),
        "can_write": bool(found.to_outside) and selectors.side_may(actor, EXCHANGE_OUTSIDE, found.from_unit),
    }


def _may(actor: Actor, found: HandOver, action: object) -> bool:
    from lianfang.kernel.errors import NotFound

    try:
        selectors.get_hand_over_for(actor, found.pk, action=action)  # type: ignore[arg-type]
    except NotFound:
        return False
    return True


def _is_on_duty(actor: Actor, found: HandOver) -> bool:
    return orgs.open_duties().filter(unit=found.to_unit, user=actor.user_id).exists() if actor.user_id else False


@login_required
@require_POST
def change(request: StaffRequest, hand_over_id: UUID, step: str) -> HttpResponse:
    """Accept, return, withdraw, seen or not arrived."""
    steps = {"accept": _accept, "return": _return, "withdraw": _withdraw, "seen": _seen, "not-arrived": _not_arrived}
    if step not in steps:
        raise Http404
    messages.success(request, steps[step](request, hand_over_id))
    return redirect("tasks:hand_over", hand_over_id)


def _accept(request: StaffRequest, which: UUID) -> str:
    found = selectors.get_hand_over_for(request.actor, which, action=RECEIVE)
    phone = request.POST.get("phone", "").strip()
    if phone and found.to_unit is not None and not _is_on_duty(request.actor, found):
        go_on_duty(actor=request.actor, unit=found.to_unit, phone=phone)
    services.accept_hand_over(actor=request.actor, hand_over=which, contact=request.POST.get("contact", "")[:120])
    return _("Accepted. Your unit answers for this person now.")


def _return(request: StaffRequest, which: UUID) -> str:
    form = ReturnForm(request.POST)
    known = form.is_valid()
    because = Reason.of(form.cleaned_data["because"] if known else "tasks.return_other")
    note = form.cleaned_data["note"] if known else ""
    services.return_hand_over(actor=request.actor, hand_over=which, because=because, note=note)
    return _("Returned. The sender goes on answering for this person.")


def _withdraw(request: StaffRequest, which: UUID) -> str:
    services.withdraw(actor=request.actor, hand_over=which)
    return _("Withdrawn.")


def _seen(request: StaffRequest, which: UUID) -> str:
    services.mark_seen(actor=request.actor, hand_over=which)
    return _("Seen. Decide now what follows.")


def _not_arrived(request: StaffRequest, which: UUID) -> str:
    services.mark_not_arrived(actor=request.actor, hand_over=which)
    return _("Sender and command are told. Your unit goes on looking for this person.")
