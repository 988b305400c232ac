"""Pages by key: a page begins after the last row of the one before, so that rows which arrive or go lose and double none.

Pages of the web, of the API and exports share it. The rows are ordered by some columns and then by id; a *cursor* holds the
values of a row in these columns and the direction in which to go on. It is opaque, not secret: order by nothing personal.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import OrderBy

M = TypeVar("M", bound=models.Model)
SIZE = 50
MOST = 500


@dataclass(frozen=True)
class Key:
    """One column of an order; empty values stand last whichever way it goes."""

    field: str
    down: bool = False
    nullable: bool = False

    def as_order(self, *, backward: bool) -> OrderBy:
        column, down = F(self.field), self.down != backward
        nulls = {} if not self.nullable else {"nulls_first": True} if backward else {"nulls_last": True}
        return column.desc(**nulls) if down else column.asc(**nulls)

    def after(self, value: Any, *, backward: bool) -> Q:
        """What stands strictly after a value in this column, going forward or backward."""
        if value is None:
            return Q(**{f"{self.field}__isnull": False}) if backward else NOTHING
        further = Q(**{f"{self.field}__{'lt' if self.down != backward else 'gt'}": value})
        return further | Q(**{f"{self.field}__isnull": True}) if self.nullable and not backward else further

    def at(self, value: Any) -> Q:
        return Q(**{f"{self.field}__isnull": True}) if value is None else Q(**{self.field: value})

    def from_here(self, value: Any, *, backward: bool) -> Q:
        """The plain bound the index can start from; true of every row `after` or `at` the value."""
        if value is None or self.nullable:
            return Q()
        return Q(**{f"{self.field}__{'lte' if self.down != backward else 'gte'}": value})


NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows in order, with the cursors of the pages beside ("" where there is none)."""

    rows: list[M]
    next: str
    previous: str


def keys_of(model: type[models.Model], order: Sequence[str]) -> list[Key]:
    """The order as keys, ending in the primary key in the direction of the last column."""
    down = bool(order) and order[-1].startswith("-")
    named = [each for each in order if each.lstrip("-") not in ("pk", model._meta.pk.name)]
    keys = [Key(each.lstrip("-"), each.startswith("-"), _nullable(model, each.lstrip("-"))) for each in named]
    return [*keys, Key("pk", down)]


def _nullable(model: type[models.Model], path: str) -> bool:
    """Whether a column, perhaps of a related row, may be empty; what is calculated may."""
    found: Any = None
    for part in path.split("__"):
        try:
            found = model._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if getattr(found, "null", False):
            return True
        model = found.related_model or model
    return found is None


def page_of(rows: "models.QuerySet[M]", order: Sequence[str] = (), *, cursor: str = "", size: int = SIZE) -> Page[M]:
    """The page a cursor asks for; the first one for an empty cursor or one that cannot be read.

    A size beyond reason (below 1, over `MOST`) is brought within it.
    """
    size = max(1, min(size, MOST))
    keys = keys_of(rows.model, order)
    place = read_cursor(cursor, rows.model, keys)
    if place is None:
        return _page(list(in_order(rows, keys)[: size + 1]), keys, size, before=False)
    values, backward = place
    beyond_it = in_order(rows.filter(beyond(keys, values, backward=backward)), keys, backward=backward)
    found = list(beyond_it[: size + 1])
    if not backward:
        return _page(found, keys, size, before=True)
    if not found:
        return page_of(rows, order, size=size)
    more, ends = len(found) > size, found[:size][::-1]
    return Page(ends, write_cursor(ends[-1], keys, "n"), write_cursor(ends[0], keys, "p") if more else "")


def _page(found: list[M], keys: Sequence[Key], size: int, *, before: bool) -> Page[M]:
    """A page read forward, with one row more than fits if there are more."""
    rows = found[:size]
    following = write_cursor(rows[-1], keys, "n") if len(found) > size else ""
    return Page(rows, following, write_cursor(rows[0], keys, "p") if rows and before else "")


def in_order(rows: "models.QuerySet[M]", keys: Sequence[Key], *, backward: bool = False) -> "models.QuerySet[M]":
    return rows.order_by(*(key.as_order(backward=backward) for key in keys))


def beyond(keys: Sequence[Key], values: Sequence[Any], *, backward: bool) -> Q:
    """What stands strictly beyond a row: first by the first key, among equals by the next, and so on."""
    reached, equal = NOTHING, Q()
    for key, value in zip(keys, values, strict=True):
        reached |= equal & key.after(value, backward=backward)
        equal &= key.at(value)
    return keys[0].from_here(values[0], backward=backward) & reached


# -- cursors -------------------------------------------------------------------------------------------------------


def write_cursor(row: models.Model, keys: Sequence[Key], way: str) -> str:
    values = [_value(row, key.field) for key in keys]
    plain = [
        value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value
        for value in values
    ]
    return base64.urlsafe_b64encode(json.dumps([way, *plain], ensure_ascii=False).encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part, None)
    return row


def read_cursor(cursor: str, model: type[models.Model], keys: Sequence[Key]) -> tuple[list[Any], bool] | None:
    """The values and whether to go backward; None for what was not written by `write_cursor` for this order."""
    try:
        way, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if way not in ("n", "p") or len(values) != len(keys):
            return None
        return [_parse(model, key.field, value) for key, value in zip(keys, values, strict=True)], way == "p"
    except (ValueError, TypeError, binascii.Error, ValidationError):
        return None


def _parse(model: type[models.Model], path: str, value: Any) -> Any:
    """A value as its column takes it; a column that is calculated takes it as it is, an instant where it looks like one."""
    field: Any = None
    for part in path.split("__"):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return _instant_or(value)
        model = field.related_model or model
    return value if value is None else field.to_python(value)


def _instant_or(value: Any) -> Any:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else value
    except ValueError:
        return value
