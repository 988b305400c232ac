"""How rows end: erased, emptied of the person, or left because something holds them.

Modules say what holds a row (an open measure, an appeal, an accident, a court) and which rows stay because they are
counted; what a table promises stands in `declare`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models, transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.db.models.functions import Length

from lianfang.privacy.declare import Ending, Retention, declared
from lianfang.vault.fields import EncryptedText

CHUNK = 1000

Rows: TypeAlias = models.QuerySet[Any, Any]
Holder: TypeAlias = Callable[[], Q]

_holders: dict[type[models.Model], list[Holder]] = defaultdict(list)
_counted: set[type[models.Model]] = set()


@dataclass
class Ended:
    """What became of the rows of one table."""

    erased: int = 0
    emptied: int = 0
    held: int = 0

    @property
    def total(self) -> int:
        return self.erased + self.emptied


def hold(model: type[models.Model]) -> Callable[[Holder], Holder]:
    """Decorate a function that gives the condition of the rows of this table that must stay for now."""

    def register(holder: Holder) -> Holder:
        _holders[model].append(holder)
        return holder

    return register


def remains(model: type[models.Model]) -> None:
    """The rows of this table are counted by figures: they are emptied of the person, never deleted."""
    _counted.add(model)


def held(model: type[models.Model]) -> Q:
    """The condition of the rows that something holds."""
    condition = Q(pk__in=[])
    for holder in _holders[model]:
        condition |= holder()
    return condition


def end_rows(promise: Retention, rows: Rows) -> Ended:
    """End these rows as their table promises, a thousand in a transaction; held ones are counted and left."""
    ended = Ended(held=rows.filter(held(promise.model)).count())
    free = rows.exclude(held(promise.model)).order_by("pk")
    for keys in _chunks(free):
        with transaction.atomic():
            chunk = promise.model._base_manager.filter(pk__in=keys)
            if stays(promise) or not _erase(chunk):
                ended.emptied += empty(promise, chunk)
            else:
                ended.erased += len(keys)
    return ended


def empty(promise: Retention, rows: Rows) -> int:
    """Take everything personal out of these rows."""
    blank = {name: empty_value(field) for name, field in emptied_fields(promise)}
    return rows.update(**blank) if blank else 0


def stays(promise: Retention) -> bool:
    """Whether the rows of this table stay, emptied of the person."""
    return promise.ending is Ending.KEEP_WITHOUT_PERSON or promise.model in _counted


def unfinished(promise: Retention, rows: Rows) -> Rows:
    """Those of the rows with which something is still to be done."""
    return still_personal(promise, rows) if stays(promise) else rows


def still_personal(promise: Retention, rows: Rows) -> Rows:
    """Those of the rows from which something personal can still be taken."""
    condition = Q(pk__in=[])
    for name, field in emptied_fields(promise):
        if isinstance(field, EncryptedText):
            rows = rows.annotate(**{f"length_of_{name}": Length(name)})
            condition |= Q(**{f"length_of_{name}__gt": 0})
        elif field.null:
            condition |= Q(**{f"{name}__isnull": False})
        else:
            condition |= ~Q(**{name: empty_value(field)})
    return rows.filter(condition)


def emptied_fields(promise: Retention) -> Iterator[tuple[str, Any]]:
    """The personal fields that can be emptied.

    A relation that must point somewhere points to an emptied row, and a reading that must be there (a temperature) says
    nothing without the person.
    """
    for name in sorted(promise.personal):
        field = promise.model._meta.get_field(name)
        if can_be_empty(field):
            yield name, field


def can_be_empty(field: Any) -> bool:
    return bool(field.null) or isinstance(
        field, models.BinaryField | models.CharField | models.TextField | models.JSONField | models.BooleanField
    )


def empty_value(field: Any) -> Any:
    """What a field holds when nothing is known."""
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else {}
    if isinstance(field, models.BinaryField):
        return b""
    return False if isinstance(field, models.BooleanField) else ""


def children_first(promises: list[Retention]) -> list[Retention]:
    """The tables in an order in which no row is deleted before those that point to it."""
    of = {promise.model: promise for promise in promises}
    ordered: list[Retention] = []
    waiting = dict(of)
    while waiting:
        free = [
            model for model in waiting if not any(model in _points_to(other) for other in waiting if other is not model)
        ]
        for model in free or list(waiting)[:1]:
            ordered.append(waiting.pop(model))
    return ordered


def _points_to(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def promises() -> list[Retention]:
    return children_first(declared.values())


def _erase(chunk: Rows) -> bool:
    """Delete; False where a row that stays points to one of these."""
    try:
        with transaction.atomic():
            chunk.delete()
    except (ProtectedError, RestrictedError):
        return False
    return True


def _chunks(rows: Rows) -> Iterator[list[Any]]:
    last: Any = None
    while True:
        following = rows if last is None else rows.filter(pk__gt=last)
        keys = list(following.values_list("pk", flat=True)[:CHUNK])
        if not keys:
            return
        yield keys
        last = keys[-1]
