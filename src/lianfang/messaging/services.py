"""Writing messages and channels; delivering is `messaging.delivering`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.messaging import selectors
from lianfang.messaging.access import MANAGE_CHANNELS
from lianfang.messaging.models import Channel, Delivery, Message, Noticed
from lianfang.messaging.rules import DeliveryState
from lianfang.privacy.audit import audit


@transaction.atomic
def tell(
    *,
    actor: Actor,
    code: str,
    unit: str = "",
    user: UUID | None = None,
    params: Mapping[str, Any] | None = None,
    link: str = "",
) -> Message:
    """Tell a unit (its path) or a user (its id) a sentence with a link; the worker delivers it.

    ``params`` hold numbers, codes and names of areas, never personal data. Call it in the transaction that makes the
    fact, so that nobody is told what was rolled back.
    """
    message = Message(
        user_id=user,
        unit_path="" if user else unit,
        code=code,
        params=dict(params or {}),
        link=link,
        sent_by=actor.name,
    )
    message.save(force_insert=True)
    channels = selectors.channels_of(unit="" if user else unit, user=user)
    Delivery.objects.bulk_create(Delivery(message=message, channel=channel) for channel in channels)
    audit(actor, "message.written", message, code=code)
    return message


@transaction.atomic
def notice(*, actor: Actor, messages: list[UUID]) -> None:
    """The actor has read these messages."""
    if actor.user_id is None or not messages:
        return
    Noticed.objects.bulk_create(
        [Noticed(message_id=each, user_id=actor.user_id) for each in messages], ignore_conflicts=True
    )
    audit(actor, "message.read", "messaging.message", count=len(messages))


@transaction.atomic
def add_channel(
    *, actor: Actor, kind: str, address: str, unit: str = "", user: User | None = None, language: str = "zh-hans"
) -> Channel:
    """A further way to reach a unit or a user."""
    actor.require(MANAGE_CHANNELS, area_path="", unit_path=unit)
    channel = Channel(kind=kind, address=address, unit_path="" if user else unit, user=user, language=language)
    channel.save(force_insert=True)
    audit(actor, "channel.added", channel, kind=kind)
    return channel


@transaction.atomic
def end_channel(*, actor: Actor, channel: UUID | str) -> Channel:
    """This way is used no more; what waits for it is given up."""
    ended = selectors.get_channel_for(actor, channel)
    ended.is_active = False
    ended.save(update_fields=["is_active"])
    Delivery.objects.filter(channel=ended, state=DeliveryState.WAITING.value).update(
        state=DeliveryState.DEAD.value, done_at=now(), error="channel_ended"
    )
    audit(actor, "channel.ended", ended)
    return ended


@transaction.atomic
def try_again(*, actor: Actor, delivery: UUID | str) -> Delivery:
    """Try a delivery that was given up once more, from the start."""
    again = selectors.get_delivery_for(actor, delivery)
    again.state, again.attempts, again.next_at, again.done_at = DeliveryState.WAITING.value, 0, now(), None
    again.save(update_fields=["state", "attempts", "next_at", "done_at"])
    audit(actor, "delivery.again", again)
    return again
