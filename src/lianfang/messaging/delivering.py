"""The worker's part: what waits in the outbox leaves through its channel, is tried again, or is given up and shown."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.messaging.adapters import ADAPTERS
from lianfang.messaging.models import Delivery, Message
from lianfang.messaging.rules import ChannelKind, DeliveryState, wait_after
from lianfang.messaging.sending import NotDelivered
from lianfang.privacy.audit import audit

MESSENGER = Actor.system("messenger")
LEASE = timedelta(minutes=5)
"""For so long a delivery belongs to the worker that took it; after a crash another one takes it again."""
BATCH = 100


def deliver_due() -> int:
    """Send everything that is due; returns how many left. Nothing is sent inside a transaction."""
    sent = 0
    while taken := _take():
        sent += sum(_send(delivery) for delivery in taken)
    return sent


def text_of(message: Message, language: str) -> str:
    """The message in words, with its link, in the language of the channel."""
    with translation.override(language):
        sentence = str(message.reason)
    return f"{sentence} {settings.LIANFANG_ADDRESS}{message.link}" if message.link else sentence


@transaction.atomic
def _take() -> list[Delivery]:
    """Claim what is due by moving its next try ahead; two workers never take the same."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING.value, next_at__lte=now())
    taken = []
    for delivery in waiting.select_related("message", "channel").order_by("next_at", "id")[:BATCH]:
        mine = Delivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at, state=DeliveryState.WAITING.value)
        if mine.update(next_at=now() + LEASE):
            taken.append(delivery)
    if taken:
        audit(MESSENGER, "delivery.taken", "messaging.delivery", count=len(taken))
    return taken


def _send(delivery: Delivery) -> bool:
    channel = delivery.channel
    try:
        ADAPTERS[ChannelKind(channel.kind)](channel.address, text_of(delivery.message, channel.language))
    except NotDelivered as refused:
        _failed(delivery, refused)
        return False
    except Exception as failure:  # noqa: BLE001 - whatever an adapter raises is a failed try
        _failed(delivery, NotDelivered(type(failure).__name__))
        return False
    _close(delivery, DeliveryState.SENT)
    return True


@transaction.atomic
def _failed(delivery: Delivery, failure: NotDelivered) -> None:
    delivery.attempts, delivery.error = delivery.attempts + 1, failure.error
    pause = wait_after(delivery.attempts)
    if pause is None or failure.is_final:
        delivery.save(update_fields=["attempts", "error"])
        _close(delivery, DeliveryState.DEAD)
        return
    delivery.next_at = now() + max(pause, failure.after or pause)
    delivery.save(update_fields=["attempts", "error", "next_at"])
    audit(MESSENGER, "delivery.failed", delivery, attempts=delivery.attempts, error=delivery.error)


@transaction.atomic
def _close(delivery: Delivery, state: DeliveryState) -> None:
    delivery.state, delivery.done_at = state.value, now()
    delivery.save(update_fields=["state", "done_at"])
    audit(MESSENGER, f"delivery.{state.value}", delivery)
