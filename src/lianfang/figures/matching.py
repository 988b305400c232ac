"""Whether a row in memory satisfies a filter, as the database would say."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db.models import Model, Q

Test = Callable[[Any, Any], bool]

LOOKUPS: Mapping[str, Test] = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "isnull": lambda value, wanted: (value is None) == wanted,
    "gt": lambda value, wanted: value is not None and value > wanted,
    "gte": lambda value, wanted: value is not None and value >= wanted,
    "lt": lambda value, wanted: value is not None and value < wanted,
    "lte": lambda value, wanted: value is not None and value <= wanted,
    "startswith": lambda value, wanted: value is not None and value.startswith(wanted),
}
JOINED: Mapping[str, Callable[[list[bool]], bool]] = {
    Q.AND: all,
    Q.OR: any,
    Q.XOR: lambda found: sum(found) % 2 == 1,
}


class _Unknown(Exception):
    """A lookup that only the database understands."""


def holds(where: Q, row: Model) -> bool:
    """Whether the saved row satisfies the filter.

    Plain comparisons along forward relations are made here; anything else (functions, JSON keys, expressions) asks the
    database about this one row.
    """
    try:
        return _holds(where, row)
    except _Unknown:
        return type(row)._base_manager.filter(where, pk=row.pk).exists()


def _holds(where: Q, row: Model) -> bool:
    if not where.children:
        return True
    found = [_holds(child, row) if isinstance(child, Q) else _compares(child, row) for child in where.children]
    return JOINED[where.connector](found) != where.negated


def _compares(child: Any, row: Model) -> bool:
    if not isinstance(child, tuple) or hasattr(child[1], "resolve_expression"):
        raise _Unknown
    path, wanted = child
    *steps, last = path.split("__")
    test = LOOKUPS.get(last)
    if test is None:
        steps, test = [*steps, last], LOOKUPS["exact"]
    return test(_value(row, steps, plain=not isinstance(wanted, Model)), wanted)


def value_at(row: Model, path: str) -> Any:
    """The value of a column of the row, or of a row it refers to (``post__kind``)."""
    own = _own_column(type(row), path)
    return getattr(row, own) if own else _value(row, path.split("__"), plain=True)


@cache
def _own_column(model: type[Model], path: str) -> str:
    """The attribute of the model's own column of this name; "" for anything else."""
    return next((str(column.attname) for column in model._meta.concrete_fields if column.name == path), "")


def _value(row: Any, steps: list[str], *, plain: bool) -> Any:
    for number, step in enumerate(steps):
        if row is None:
            return None
        if not isinstance(row, Model) or not hasattr(row, step):
            raise _Unknown
        is_last = number == len(steps) - 1
        row = getattr(row, _attribute(row, step) if is_last and plain else step)
    return row


def _attribute(row: Model, step: str) -> str:
    """The plain column of a field: the id rather than the row a foreign key refers to."""
    return step if step == "pk" else getattr(row._meta.get_field(step), "attname", step)
