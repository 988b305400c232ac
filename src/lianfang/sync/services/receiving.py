"""Records that a phone hands in: each is answered by itself, and what cannot be taken is kept.

What happened has happened: a record is judged by what its recorder was allowed to at that time, and one from a phone
that has been revoked is taken and flagged.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import DatabaseError, transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant
from lianfang.accounts.scopes import get_by_id
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, LianfangError, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.sync.models import Device, Tray
from lianfang.sync.purposes import module_of, opens
from lianfang.sync.registry import Handed, TakeMany, taker_of, taker_of_many
from lianfang.sync.rules import State
from lianfang.sync.selectors import tray_visible_to


@dataclass(frozen=True)
class Answer:
    """What became of one record; ``wrong`` names the items of one that was rejected."""

    id: UUID
    state: State
    because: Reason | None = None
    wrong: tuple[tuple[str, Reason], ...] = ()


def hand_in(*, device: Device, records: Iterable[Handed], follow: bool = False) -> list[Answer]:
    """Take records in their order; each is answered by itself, and the same again as the first time.

    Those of one kind that follow each other are taken together, with few statements. Where that cannot be, each is taken
    in a transaction of its own. A revoked phone is heard once, flagged, until it says that no more ``follow``.
    """
    flag = Reason.of("sync.after_revoking") if device.revoked_at else None
    recorder = _recorders(device)
    given = [replace(each, flag=flag, device=device.code) for each in records]
    answers = [answer for actor, run in _runs(given, recorder) for answer in _take_run(device, actor, run)]
    if device.revoked_at and not follow:
        Device.objects.filter(pk=device.pk, handed_in_at=None).update(handed_in_at=now())
    return answers


def _runs(given: Iterable[Handed], recorder: Callable[[datetime], Actor]) -> Iterator[tuple[Actor, list[Handed]]]:
    """Records of one kind by one recorder that follow each other; an id that comes again begins another run."""
    for (_kind, actor), run in groupby(given, key=lambda each: (each.kind, recorder(each.happened_at))):
        some: dict[UUID, Handed] = {}
        for each in run:
            if each.id in some:
                yield actor, list(some.values())
                some = {}
            some[each.id] = each
        yield actor, list(some.values())


def _recorders(device: Device) -> Callable[[datetime], Actor]:
    """Whoever carries the phone, with what they were allowed at a time; read once for as long as no grant begins or ends."""
    spans = Grant.objects.filter(user=device.user).values_list("starts_at", "ends_at")
    edges = sorted({edge for span in spans for edge in span if edge is not None})
    known: dict[int, Actor] = {}

    def recorder(at: datetime) -> Actor:
        between = bisect_right(edges, at)
        if between not in known:
            known[between] = Actor.of(device.user, device=device.code, at=at)
        return known[between]

    return recorder


def _take_run(device: Device, actor: Actor, run: Sequence[Handed]) -> list[Answer]:
    """Records of one kind by one recorder: together if possible, else one by one, which finds out about each."""
    together = taker_of_many(run[0].kind)
    if together is not None and len(run) > 1:
        try:
            return _take_together(together, device, actor, run)
        except (LianfangError, DatabaseError):
            pass  # about one of them, or another phone was at the same rows: nothing of them is written
    return [_take(device, actor, record) for record in run]


def _take_together(together: TakeMany, device: Device, actor: Actor, run: Sequence[Handed]) -> list[Answer]:
    _refuse_a_closed_door(device, run[0])
    with transaction.atomic():
        came = list(zip(run, together(actor, run), strict=True))
        _settle(actor, device, [record.id for record, what in came if not isinstance(what, LianfangError)])
    return [
        _reject(actor, device, record, what) if isinstance(what, LianfangError) else _accepted(record, what)
        for record, what in came
    ]


def _take(device: Device, actor: Actor, record: Handed) -> Answer:
    try:
        with transaction.atomic():
            _refuse_a_closed_door(device, record)
            flag = _taken(actor, record)
            _settle(actor, device, [record.id])
    except LianfangError as refused:
        return _reject(actor, device, record, refused)
    return _accepted(record, flag)


def _refuse_a_closed_door(device: Device, record: Handed) -> None:
    """A phone hands in what it is for; anything else is no slip of a hand."""
    if taker_of(record.kind) is not None and not opens(device.doors, module_of(record.kind)):
        raise Refused("sync.door_closed", kind=record.kind)


def _taken(actor: Actor, record: Handed) -> Reason | None:
    """What is flagged of the record that was taken; None where nothing is."""
    taker = taker_of(record.kind)
    if taker is None:
        raise NotFound("sync.kind_unknown", kind=record.kind)
    return taker(actor, record)


def _accepted(record: Handed, flag: Reason | None) -> Answer:
    flag = flag or record.flag
    return Answer(record.id, State.FLAGGED if flag else State.ACCEPTED, flag)


@transaction.atomic
def _reject(actor: Actor, device: Device, record: Handed, why: LianfangError) -> Answer:
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
    wrong = tuple(why.fields.items()) if isinstance(why, Invalid) else ()
    return Answer(record.id, State.REJECTED, why.reason, wrong)


def _settle(actor: Actor, device: Device, records: Sequence[UUID]) -> None:
    """Records that were rejected before have now been taken."""
    waiting = Tray.objects.filter(device=device, record_id__in=records, settled_at=None)
    for entry in waiting:
        audit(actor, "tray.mended", device, record=str(entry.record_id))
    if waiting:
        waiting.update(settled_at=now())


@transaction.atomic
def settle(*, actor: Actor, entry: UUID | str) -> Tray:
    """Put a rejected record away: it was entered otherwise, or nothing is lost with it. Raises NotFound."""
    found = get_by_id(tray_visible_to(actor), entry)
    if found.settled_at is None:
        found.settled_at = now()
        found.save(update_fields=["settled_at"])
        audit(actor, "tray.settled", found, record=str(found.record_id))
    return found
