"""The end of what a response learned about people (日落): rows by their endings, search tokens, small sums, the key.

Modules say what still forbids it (`blocker`), and what has to be done to what they derived (`derived`): small sums are
merged, caches rebuilt. What is left is a signed record. Restoring a backup from before runs the same endings again
(`obey`), because the key file knows which keys were destroyed.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from django.db import models, transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.privacy import sunset_records
from lianfang.privacy.audit import audit
from lianfang.privacy.declare import Ending, Retention
from lianfang.privacy.endings import Rows, end_rows, held, promises, unfinished
from lianfang.privacy.events import SunsetDone
from lianfang.privacy.models import SunsetRecord
from lianfang.vault import keyfile
from lianfang.vault.files import purge_files
from lianfang.vault.services import destroy_ring

Blocker: TypeAlias = Callable[[UUID], list[Reason]]
Erased: TypeAlias = Mapping[str, int]
"""Label of a table -> how many emptied rows of it were erased."""
Derived: TypeAlias = Callable[[UUID], Erased]


@dataclass(frozen=True)
class _Subject:
    model: type[models.Model]
    ended: str


_subjects: list[_Subject] = []
_blockers: list[Blocker] = []
_derived: list[Derived] = []


def subject(model: type[models.Model], *, ended: str) -> None:
    """Register what has a sunset: its model, whose id is that of its ring, and the field that says when it ended."""
    _subjects[:] = [_Subject(model, ended)]


def blocker(check: Blocker) -> Blocker:
    """Decorate a function that says what forbids the sunset of a response: open measures, appeals, holds."""
    _blockers.append(check)
    return check


def derived(make_again: Derived) -> Derived:
    """Decorate a function that merges what was derived from the rows of a response, after they ended.

    It may erase emptied rows that nothing needs any more, and says how many.
    """
    _derived.append(make_again)
    return make_again


def find(text: str) -> models.Model:
    """The response of this id or name. Raises NotFound."""
    known = _subjects[0].model._base_manager
    by_id = known.filter(pk=text) if _is_id(text) else known.filter(name=text)
    found = list(by_id[:2])
    if len(found) != 1:
        raise NotFound
    return found[0]


def hindrances(response: UUID) -> list[Reason]:
    """What forbids the sunset now, in words; empty where nothing does."""
    about = _subjects[0]
    row = about.model._base_manager.get(pk=response)
    said = [Reason.of("privacy.sunset_not_ended")] if getattr(row, about.ended) is None else []
    for check in _blockers:
        said += check(response)
    for promise in promises():
        rows = rows_of(promise.model, response)
        count = 0 if rows is None else rows.filter(held(promise.model)).count()
        if count:
            said.append(Reason.of("privacy.sunset_held", table=str(promise.model._meta.verbose_name), count=count))
    return said


def plan(response: UUID) -> list[tuple[Retention, int]]:
    """What the sunset would end: each table with the number of rows, those to be handed over included."""
    counted = [
        (promise, rows.count()) for promise in promises() if (rows := _ending_rows(promise, response)) is not None
    ]
    return [(promise, count) for promise, count in counted if count]


def to_hand_over(response: UUID) -> list[tuple[Retention, int]]:
    return [(promise, count) for promise, count in plan(response) if promise.ending is Ending.HAND_OVER]


def run(*, actor: Actor, response: UUID, receipts: list[str]) -> SunsetRecord:
    """End everything a response learned about people and destroy its key.

    Raises Refused while something forbids it, or while rows wait to be handed over and there is no receipt. A run that
    was interrupted is taken up where it stopped; one that was finished changes nothing.
    """
    known = SunsetRecord.objects.filter(pk=response, ended_at__isnull=False).first()
    if known is not None:
        return known
    if said := hindrances(response):
        raise Refused("privacy.sunset_hindered", because=" ".join(str(reason) for reason in said))
    if not receipts and to_hand_over(response):
        raise Refused("privacy.sunset_needs_receipt")
    record = _begin(actor, response, receipts)
    _end_tables(actor, record)
    destroy_ring(response)
    return _finish(actor, record)


def obey(actor: Actor) -> list[UUID]:
    """After a restore: end again what belongs to destroyed keys, and put their records back. Returns their ids."""
    sunset_records.bring_back()
    destroyed = sorted(keyfile.destroyed())
    for response in destroyed:
        with transaction.atomic():
            destroy_ring(response)
            for promise in promises():
                if (rows := _ending_rows(promise, response)) is not None:
                    end_rows(promise, rows)
            audit(actor, "sunset.obeyed", "privacy.sunsetrecord", response)
            if _subjects[0].model._base_manager.filter(pk=response).exists():
                _settle(response)
                publish(SunsetDone(response))
    purge_files()
    return destroyed


def _begin(actor: Actor, response: UUID, receipts: list[str]) -> SunsetRecord:
    row = _subjects[0].model._base_manager.get(pk=response)
    begun = {"name": str(row), "done_by": actor.name, "receipts": receipts}
    return SunsetRecord.objects.get_or_create(pk=response, defaults=begun)[0]


def _end_tables(actor: Actor, record: SunsetRecord) -> None:
    for promise in promises():
        rows = _ending_rows(promise, record.pk)
        if rows is None:
            continue
        label = promise.model._meta.label_lower
        with transaction.atomic():
            ended = end_rows(promise, rows)
            before = record.tables.get(label, {"erased": 0, "emptied": 0})
            record.tables[label] = {
                "ending": promise.ending.value,
                "erased": before["erased"] + ended.erased,
                "emptied": before["emptied"] + ended.emptied,
            }
            record.save(update_fields=["tables"])
            audit(actor, "sunset.ended", label, response=record.pk, erased=ended.erased, emptied=ended.emptied)


def _finish(actor: Actor, record: SunsetRecord) -> SunsetRecord:
    with transaction.atomic():
        for label, erased in _settle(record.pk).items():
            told = record.tables[label]
            record.tables[label] = {
                **told,
                "erased": told["erased"] + erased,
                "emptied": max(0, told["emptied"] - erased),
            }
        record.ended_at = now()
        record.signature = sunset_records.sign(record)
        record.save(update_fields=["tables", "ended_at", "signature"])
        audit(actor, "sunset.done", record)
        publish(SunsetDone(record.pk))
    purge_files()
    sunset_records.write_down(record)
    return record


def _settle(response: UUID) -> Erased:
    """Merge what was derived from the rows that ended."""
    return {label: erased for make_again in _derived for label, erased in make_again(response).items() if erased}


def _ending_rows(promise: Retention, response: UUID) -> Rows | None:
    """The rows of a table that end with a response; None for a table that is kept or has nothing to do with one."""
    if promise.ending is Ending.KEEP:
        return None
    rows = rows_of(promise.model, response)
    if rows is None:
        return None
    return unfinished(promise, rows)


def rows_of(model: type[models.Model], response: UUID) -> Rows | None:
    """The rows that belong to a response, by their own column or by that of what they point to."""
    path = _path_to_response(model)
    return None if path is None else model._base_manager.filter(**{path: response})


def _path_to_response(model: type[models.Model]) -> str | None:
    """The shortest way of lookups from a table to the id of its response; None where there is none."""
    waiting: deque[tuple[Any, str]] = deque([(model, "")])
    seen = {model}
    while waiting:
        here, way = waiting.popleft()
        if own := _own_column(here):
            return way + own
        for field in here._meta.concrete_fields:
            if field.is_relation and field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, f"{way}{field.name}__"))
    return None


def _own_column(model: type[models.Model]) -> str:
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is _subjects[0].model:
            return f"{field.name}_id"
        if isinstance(field, models.UUIDField) and field.name in {"response", "response_id"}:
            return field.name
    return ""


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
