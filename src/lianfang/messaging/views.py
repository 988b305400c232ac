from uuid import UUID

from django.contrib import messages as toasts
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.errors import Refused
from lianfang.messaging import recipients, selectors, services
from lianfang.messaging.access import MANAGE_CHANNELS
from lianfang.messaging.forms import ChannelForm
from lianfang.messaging.models import Channel
from lianfang.ui.keyset import page_of


@login_required
def notices(request: StaffRequest) -> HttpResponse:
    """What this user and their units were told, newest first."""
    rows = selectors.messages_for(request.actor, recipients.units_of(request.actor))
    page = page_of(rows, ("-at",), cursor=request.GET.get("after", ""))
    manages = request.actor.may_somewhere(MANAGE_CHANNELS)
    return render(request, "messaging/notices.html", {"page": page, "manages": manages})


@login_required
@require_POST
def read(request: StaffRequest) -> HttpResponse:
    """Everything on the page has been read."""
    visible = selectors.messages_for(request.actor, recipients.units_of(request.actor))
    chosen = visible.filter(pk__in=[each for each in request.POST.getlist("message") if _is_id(each)])
    services.notice(actor=request.actor, messages=list(chosen.values_list("pk", flat=True)))
    return redirect("messaging:notices")


@login_required
def channels(request: StaffRequest) -> HttpResponse:
    """By which channels units are told, what was not delivered, and a form for a further channel."""
    if not request.actor.may_somewhere(MANAGE_CHANNELS):
        raise Refused("accounts.no_role_permits", action=MANAGE_CHANNELS.code)
    units = recipients.choices(request.actor)
    form = ChannelForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        services.add_channel(actor=request.actor, **form.cleaned_data)
        toasts.success(request, _("The channel is in use."))
        return redirect("messaging:channels")
    known = {
        "form": form,
        "channels": [(each, _of_whom(each, dict(units))) for each in selectors.channels_visible_to(request.actor)],
        "dead": selectors.dead_letters(request.actor)[:50],
    }
    return render(request, "messaging/channels.html", known)


def _of_whom(channel: Channel, units: dict[str, str]) -> str:
    return channel.user.username if channel.user else units.get(channel.unit_path, channel.unit_path)


@login_required
@require_POST
def end_channel(request: StaffRequest, channel: UUID) -> HttpResponse:
    services.end_channel(actor=request.actor, channel=channel)
    toasts.success(request, _("The channel is no longer used."))
    return redirect("messaging:channels")


@login_required
@require_POST
def try_again(request: StaffRequest, delivery: UUID) -> HttpResponse:
    services.try_again(actor=request.actor, delivery=delivery)
    toasts.success(request, _("It will be tried again."))
    return redirect("messaging:channels")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
