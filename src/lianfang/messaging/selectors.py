"""Reading messages: those for a user and for the units (paths) that the caller says are theirs."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.messaging.access import MANAGE_CHANNELS
from lianfang.messaging.models import Channel, Delivery, Message, Noticed
from lianfang.messaging.rules import DeliveryState


def messages_for(actor: Actor, units: Iterable[str] = ()) -> QuerySet[Message]:
    """Messages for this user or for one of these units, newest first, each with ``is_new``."""
    meant = Q(unit_path__in=list(units)) & ~Q(unit_path="")
    if actor.user_id is not None:
        meant |= Q(user_id=actor.user_id)
    read = Noticed.objects.filter(message=OuterRef("pk"), user=actor.user_id)
    return Message.objects.filter(meant).annotate(is_new=~Exists(read)).order_by("-at", "-id")


def channels_of(*, unit: str = "", user: UUID | None = None) -> QuerySet[Channel]:
    active = Channel.objects.filter(is_active=True)
    return active.filter(user=user) if user else active.filter(user=None, unit_path=unit)


def channels_visible_to(actor: Actor) -> QuerySet[Channel]:
    """Those of units below the actor's; whoever manages the whole district sees users' too."""
    if actor.may(MANAGE_CHANNELS, area_path="", unit_path=""):
        return Channel.objects.select_related("user").order_by("unit_path", "id")
    rows = Channel.objects.select_related("user").order_by("unit_path", "id").exclude(unit_path="")
    return scope(rows, actor, MANAGE_CHANNELS, area="", units=("unit_path",))


def get_channel_for(actor: Actor, channel_id: UUID | str) -> Channel:
    return get_by_id(channels_visible_to(actor), channel_id)


def dead_letters(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries that were given up, newest first."""
    seen = Delivery.objects.filter(state=DeliveryState.DEAD.value, channel__in=channels_visible_to(actor))
    return seen.select_related("message", "channel").order_by("-done_at", "-id")


def undelivered() -> QuerySet[Delivery]:
    """Every delivery that was given up, whoever it was for; for counting alone."""
    return Delivery.objects.filter(state=DeliveryState.DEAD.value)


def get_delivery_for(actor: Actor, delivery_id: UUID | str) -> Delivery:
    return get_by_id(Delivery.objects.filter(channel__in=channels_visible_to(actor)), delivery_id)
