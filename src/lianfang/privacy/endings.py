"""How rows end: erased, emptied of the person, or left because something holds them.

Modules say what holds a row (an open measure, an appeal, an accident, a court) and which rows stay because they are
counted; what a table promises stands in `declare`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
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
_counted: dict[type[models.Model], list[Q]] = defaultdict(list)

NOTHING = Q(pk__in=[])


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


def remains(model: type[models.Model], where: Q | None = None) -> None:
    """These rows of a table are counted by a figure: they are emptied of the person, never deleted."""
    _counted[model].append(where or Q())


def counted(model: type[models.Model]) -> Q:
    """The condition of the rows that some figure counts."""
    conditions = _counted.get(model, [])
    return Q() if Q() in conditions else reduce(or_, conditions, NOTHING)


def held(model: type[models.Model]) -> Q:
    """The condition of the rows that something holds."""
    condition = NOTHING
    for holder in _holders[model]:
        condition |= holder()
    return condition


def end_rows(promise: Retention, rows: Rows) -> Ended:
    """End these rows as their table promises, a thousand in a transaction; held ones are counted and left."""
    ended = Ended(held=rows.filter(held(promise.model)).count())
    every = promise.model._base_manager
    for keys in _chunks(rows.exclude(held(promise.model)).order_by("pk")):
        with transaction.atomic():
            staying = set(every.filter(_staying(promise), pk__in=keys).values_list("pk", flat=True))
            ended.emptied += empty(promise, every.filter(pk__in=staying))
            needed = _erase(every, [key for key in keys if key not in staying])
            ended.emptied += empty(promise, every.filter(pk__in=needed))
            ended.erased += len(keys) - len(staying) - len(needed)
    return ended


def _staying(promise: Retention) -> Q:
    """Which rows of a table stay, emptied of the person."""
    return Q() if promise.ending is Ending.KEEP_WITHOUT_PERSON else counted(promise.model)


def empty(promise: Retention, rows: Rows) -> int:
    """Take everything personal out of these rows; returns out of how many, those that were empty before not counted."""
    blank = {name: empty_value(field) for name, field in emptied_fields(promise)}
    return still_personal(promise, rows).update(**blank) if blank else 0


def stays(promise: Retention) -> bool:
    """Whether some rows of this table stay, emptied of the person."""
    return promise.ending is Ending.KEEP_WITHOUT_PERSON or promise.model in _counted


def unfinished(promise: Retention, rows: Rows) -> Rows:
    """Those of the rows with which something is still to be done."""
    if not stays(promise):
        return rows
    staying = promise.model._base_manager.filter(_staying(promise)).values("pk")
    return rows.filter(Q(pk__in=still_personal(promise, rows).values("pk")) | ~Q(pk__in=staying))


def still_personal(promise: Retention, rows: Rows) -> Rows:
    """Those of the rows from which something personal can still be taken."""
    condition = NOTHING
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


def erase(rows: Rows) -> int:
    """Delete these rows; those that a row that stays points to are left. Returns how many were deleted."""
    return sum(len(keys) - len(_erase(rows.model._base_manager, keys)) for keys in _chunks(rows.order_by("pk")))


def _erase(every: "models.Manager[Any]", keys: list[Any]) -> list[Any]:
    """Delete these rows; returns those that a row that stays points to, found by halving."""
    try:
        with transaction.atomic():
            every.filter(pk__in=keys).delete()
    except (ProtectedError, RestrictedError):
        middle = len(keys) // 2
        return _erase(every, keys[:middle]) + _erase(every, keys[middle:]) if middle else keys
    return []


def _chunks(rows: Rows) -> Iterator[list[Any]]:
    last: Any = None
    while True:
        following = rows if last is None else rows.filter(pk__gt=last)
        keys = list(following.values_list("pk", flat=True)[:CHUNK])
        if not keys:
            return
        yield keys
        last = keys[-1]
