"""Records that a phone hands in: each is answered by itself, and what cannot be taken is kept.

What happened has happened: a record is judged by what its recorder was allowed to at that time, and one from a phone
that has been revoked is taken and flagged.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.sync.models import Device, Tray
from lianfang.sync.registry import Handed, taker_of
from lianfang.sync.rules import State
from lianfang.sync.selectors import tray_visible_to


@dataclass(frozen=True)
class Answer:
    """What became of one record; ``wrong`` names the items of one that was rejected."""

    id: UUID
    state: State
    because: Reason | None = None
    wrong: tuple[tuple[str, Reason], ...] = ()


def hand_in(*, device: Device, records: Iterable[Handed]) -> list[Answer]:
    """Take records one after the other, each in a transaction of its own.

    The same record again is answered as the first time. A revoked phone is heard once, flagged.
    """
    flag = Reason.of("sync.after_revoking") if device.revoked_at else None
    answers = [_take(device, replace(each, flag=flag, device=device.code)) for each in records]
    if device.revoked_at:
        Device.objects.filter(pk=device.pk, handed_in_at=None).update(handed_in_at=now())
    return answers


def _take(device: Device, record: Handed) -> Answer:
    actor = Actor.of(device.user, device=device.code, at=record.happened_at)
    try:
        with transaction.atomic():
            flag = _taken(actor, record)
            _settle(actor, device, record.id)
    except Invalid as invalid:
        return _reject(actor, device, record, invalid, tuple(invalid.fields.items()))
    except LianfangError as refused:
        return _reject(actor, device, record, refused)
    return Answer(record.id, State.FLAGGED if flag else State.ACCEPTED, flag)


def _taken(actor: Actor, record: Handed) -> Reason | None:
    """What is flagged of the record that was taken; None where nothing is."""
    taker = taker_of(record.kind)
    if taker is None:
        raise NotFound("sync.kind_unknown", kind=record.kind)
    return taker(actor, record) or record.flag


@transaction.atomic
def _reject(
    actor: Actor, device: Device, record: Handed, why: LianfangError, wrong: tuple[tuple[str, Reason], ...] = ()
) -> Answer:
    """Say why, and keep what came: it is mended on the phone or by a person at a desk."""
    content = json.dumps(
        {"about": str(record.about), "at": record.at.isoformat(), "values": record.values}, default=str
    )
    Tray.objects.update_or_create(
        device=device,
        record_id=record.id,
        defaults={"kind": record.kind, "because": why.reason, "content": content[:20_000], "settled_at": None},
    )
    audit(actor, "record.rejected", device, record=str(record.id), kind=record.kind, code=why.reason.code)
    return Answer(record.id, State.REJECTED, why.reason, wrong)


def _settle(actor: Actor, device: Device, record: UUID) -> None:
    """A record that was rejected before has now been taken."""
    if Tray.objects.filter(device=device, record_id=record, settled_at=None).update(settled_at=now()):
        audit(actor, "tray.mended", device, record=str(record))


@transaction.atomic
def settle(*, actor: Actor, entry: UUID | str) -> Tray:
    """Put a rejected record away: it was entered otherwise, or nothing is lost with it. Raises NotFound."""
    found = get_by_id(tray_visible_to(actor), entry)
    if found.settled_at is None:
        found.settled_at = now()
        found.save(update_fields=["settled_at"])
        audit(actor, "tray.settled", found, record=str(found.record_id))
    return found
