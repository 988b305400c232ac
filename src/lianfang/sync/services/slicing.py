"""What a phone carries: today's work of its person, as the difference to the state it holds."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.wording import in_both
from lianfang.privacy.audit import audit
from lianfang.privacy.reads import How, log_reads
from lianfang.sync.models import Device, Held
from lianfang.sync.purposes import opens
from lianfang.sync.registry import Carried, Collection, collections, one_slice
from lianfang.sync.rules import Versions, difference, version_of, watermark_of


@dataclass(frozen=True)
class Slice:
    """The answer to a phone: what to put and what to forget, by ``collection/key``; ``whole`` where it starts anew."""

    watermark: str
    put: dict[str, Any]
    gone: tuple[str, ...]
    whole: bool


def slice_for(*, actor: Actor, device: Device, holds: str = "") -> Slice:
    """What leads from the state a phone says it holds to the work of this moment.

    The state is counted anew from the rows each time, so a household that moved away, a task that was done elsewhere
    and a grant that ended are gone from it, and no commit that comes late is passed over. Whoever's data the phone
    receives is logged.
    """
    with one_slice():
        items = dict(_items(actor, device))
        fleeting = {key: item.data for key, item in _carried(actor, device, _carriable(device, fleeting=True))}
    versions = {key: version_of(item.data) for key, item in items.items()}
    held = Held.objects.filter(device=device).first()
    before = held.states.get(holds) if held else None
    change = difference(before or {}, versions)
    put = {key: items[key].data for key in change.put} | fleeting
    answer = Slice(watermark_of(versions), put, change.gone, before is None)
    _remember(actor, device, held, answer, versions, [items[key] for key in change.put])
    return answer


def _items(actor: Actor, device: Device) -> list[tuple[str, Carried]]:
    """Every thing of every collection that this phone may carry, and the lists of its first page among them."""
    lasting = _carriable(device, fleeting=False)
    lists = [
        Carried(
            each.code,
            {"code": each.code, "name": in_both(each.name) if each.name else {}, "order": each.order}
            | ({"joins": each.joins} if each.joins else {}),
        )
        for each in lasting
        if each.name or each.joins
    ]
    return [*_carried(actor, device, lasting), *((f"parts/{item.key}", item) for item in lists)]


def _carriable(device: Device, *, fleeting: bool) -> list[Collection]:
    """The collections for which this phone is; one of kinds of record is sifted kind by kind."""
    kinds = [each for each in collections.values() if each.fleeting is fleeting]
    return [each for each in kinds if each.of_kinds or opens(device.doors, each.module_of(""))]


def _carried(actor: Actor, device: Device, which: Iterable[Collection]) -> Iterator[tuple[str, Carried]]:
    for each in which:
        for item in each.rows(actor):
            if opens(device.doors, each.module_of(item.key)):
                yield f"{each.code}/{item.key}", item


@transaction.atomic
def _remember(
    actor: Actor, device: Device, held: Held | None, answer: Slice, versions: Versions, sent: list[Carried]
) -> None:
    """Keep this state and the one the phone holds; log whose data went out."""
    if persons := {person for item in sent for person in item.persons}:
        log_reads(actor, How.PHONE, "sync.slice", sorted(persons, key=str))
    if held is not None and list(held.states) == [answer.watermark]:
        return
    before = {mark: state for mark, state in (held.states if held else {}).items() if mark != answer.watermark}
    kept = dict([*before.items()][-1:]) | {answer.watermark: dict(versions)}
    Held.objects.update_or_create(device=device, defaults={"states": kept, "sent_at": now()})
    audit(actor, "slice.sent", device, watermark=answer.watermark, put=len(answer.put), gone=len(answer.gone))


def size_of(answer: Slice) -> int:
    """Bytes of an answer as JSON, before it is compressed."""
    return len(json.dumps({"put": answer.put, "gone": answer.gone}, default=str).encode())
