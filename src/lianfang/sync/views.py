"""The officer's pages: which phones there are, a code for a new one, and what could not be taken."""

from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianfang.accounts.forms import show_refusals
from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.places import name_of_unit
from lianfang.kernel.errors import Invalid
from lianfang.sync import services
from lianfang.sync.access import CARRY, ENROL
from lianfang.sync.forms import PairingForm, PersonForm, SharedForm
from lianfang.sync.purposes import names_of
from lianfang.sync.rules import CODE_LIVES
from lianfang.sync.selectors import (
    devices_visible_to,
    get_shared_phone_for,
    shared_phones_visible_to,
    tray_visible_to,
)
from lianfang.ui.keyset import page_of


@login_required
def devices(request: StaffRequest) -> HttpResponse:
    """The phones of the people this officer enrols, and one's own."""
    if not request.actor.may_somewhere(ENROL):
        request.actor.require_somewhere(CARRY)
    page = page_of(devices_visible_to(request.actor), ("-enrolled_at",), cursor=request.GET.get("after", ""))
    waiting = tray_visible_to(request.actor).filter(settled_at=None).count()
    may_enrol = request.actor.may_somewhere(ENROL)
    phones = shared_phones_visible_to(request.actor).filter(ended_at=None).order_by("label") if may_enrol else []
    context = {"page": page, "waiting": waiting, "may_enrol": may_enrol, "phones": phones}
    return render(request, "sync/devices.html", context)


@login_required
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    """A pairing code for one phone, shown once with its QR code."""
    request.actor.require_somewhere(ENROL)
    form = PairingForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made, code = services.open_pairing(
                actor=request.actor, user=given["user"].pk, label=given["label"], doors=given["doors"]
            )
            return render(request, "sync/code.html", {"pairing": made, **_shown(request, code)})
        except Invalid as invalid:
            show_refusals(form, invalid)
    return render(request, "sync/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def new_shared(request: StaffRequest) -> HttpResponse:
    """A phone for a post or another unit, that its people use in turn."""
    request.actor.require_somewhere(ENROL)
    form = SharedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.open_shared_phone(
                actor=request.actor, unit_path=given["unit"], label=given["label"], doors=given["doors"]
            )
            return redirect("sync:shared", made.pk)
        except Invalid as invalid:
            show_refusals(form, invalid)
    return render(request, "sync/new_shared.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
def shared(request: StaffRequest, phone: UUID) -> HttpResponse:
    """Who uses a shared phone; a code for somebody more."""
    found = get_shared_phone_for(request.actor, phone)
    form = PersonForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made, code = services.add_person(actor=request.actor, phone=found.pk, user=form.cleaned_data["user"].pk)
            return render(request, "sync/code.html", {"pairing": made, **_shown(request, code)})
        except Invalid as invalid:
            show_refusals(form, invalid)
    context = {
        "phone": found,
        "unit": name_of_unit(found.unit_path),
        "doors": names_of(found.doors),
        "devices": found.devices.select_related("user").order_by("revoked_at", "enrolled_at"),
        "form": form,
    }
    return render(request, "sync/shared.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_shared(request: StaffRequest, phone: UUID) -> HttpResponse:
    """End a shared phone for everybody on it."""
    ended = services.revoke_shared_phone(actor=request.actor, phone=phone)
    messages.success(
        request, _("%(phone)s receives nothing any more and is wiped at its next contact.") % {"phone": ended}
    )
    return redirect("sync:devices")


def _shown(request: StaffRequest, code: str) -> dict[str, object]:
    """The code in two halves, and the address that carries it behind the hash, where no server log sees it."""
    address = request.build_absolute_uri(reverse("sync:app")) + f"#pair={code}"
    picture = segno.make(address, error="m").svg_inline(scale=5, omitsize=False)
    minutes = int(CODE_LIVES.total_seconds() // 60)
    halves = f"{code[:4]} {code[4:]}"
    return {"code": halves, "address": address, "qr": mark_safe(picture), "minutes": minutes}  # noqa: S308 - drawn here


@login_required
@require_POST
def revoke(request: StaffRequest, device: str) -> HttpResponse:
    """End a phone; it is wiped at its next contact."""
    ended = services.revoke_device(actor=request.actor, device=device)
    messages.success(
        request, _("%(phone)s receives nothing any more and is wiped at its next contact.") % {"phone": ended}
    )
    return redirect("sync:devices")


@login_required
def tray(request: StaffRequest) -> HttpResponse:
    """What phones handed in and could not be taken, and why."""
    if not request.actor.may_somewhere(ENROL):
        request.actor.require_somewhere(CARRY)
    rows = tray_visible_to(request.actor).filter(settled_at=None)
    page = page_of(rows, ("-received_at",), cursor=request.GET.get("after", ""))
    return render(request, "sync/tray.html", {"page": page})


@login_required
@require_POST
def settle(request: StaffRequest, entry: str) -> HttpResponse:
    """Put a rejected record away."""
    services.settle(actor=request.actor, entry=entry)
    messages.success(request, _("Put away."))
    return redirect("sync:tray")
