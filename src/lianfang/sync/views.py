"""The officer's pages: which phones there are, a code for a new one, and what could not be taken."""

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

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Invalid
from lianfang.sync import services
from lianfang.sync.access import CARRY, ENROL
from lianfang.sync.forms import PairingForm
from lianfang.sync.rules import CODE_LIVES
from lianfang.sync.selectors import devices_visible_to, tray_visible_to
from lianfang.ui.keyset import page_of


@login_required
def devices(request: StaffRequest) -> HttpResponse:
    """The phones of the people this officer enrols, and one's own."""
    if not request.actor.may_somewhere(ENROL):
        request.actor.require_somewhere(CARRY)
    page = page_of(devices_visible_to(request.actor), ("-enrolled_at",), cursor=request.GET.get("after", ""))
    waiting = tray_visible_to(request.actor).filter(settled_at=None).count()
    may_enrol = request.actor.may_somewhere(ENROL)
    return render(request, "sync/devices.html", {"page": page, "waiting": waiting, "may_enrol": may_enrol})


@login_required
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    """A pairing code for one phone, shown once with its QR code."""
    request.actor.require_somewhere(ENROL)
    form = PairingForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        owner = form.cleaned_data["user"]
        try:
            made, code = services.open_pairing(actor=request.actor, user=owner.pk, label=form.cleaned_data["label"])
            return render(request, "sync/code.html", {"pairing": made, **_shown(request, code)})
        except Invalid as invalid:
            for name, reason in invalid.fields.items():
                form.add_error(name, str(reason))
    return render(request, "sync/new.html", {"form": form}, status=422 if form.errors else 200)


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
