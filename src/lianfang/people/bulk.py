"""Writing many rows of one table with one statement: locked and keyed as by ``save``, several times as fast."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

WORTH_COPYING = 2
"""From so many rows on PostgreSQL takes them as a stream: measured at 10 and 90 rows, in half the time of both sides."""
STORED_AS_THEY_ARE = (models.CharField, models.BinaryField, models.IntegerField, models.BooleanField)
"""Fields whose values the databases take without being prepared."""


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert rows that are new. Inside a transaction; audit is the caller's."""
    fields = [(field, str(field.column)) for field in model._meta.concrete_fields]
    table, names = _quoted(model._meta.db_table), ", ".join(_quoted(column) for _field, column in fields)
    if connection.vendor == "postgresql" and len(rows) >= WORTH_COPYING:
        _copy(f"COPY {table} ({names}) FROM STDIN", rows, fields)
        return
    places = ", ".join(["%s"] * len(fields))
    _execute(f"INSERT INTO {table} ({names}) VALUES ({places})", rows, fields)  # noqa: S608


def update_rows(model: type[models.Model], rows: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write some fields of rows that exist."""
    columns = {field.name: (field, str(field.column)) for field in model._meta.concrete_fields}
    fields, key = [columns[name] for name in names], columns[model._meta.pk.name]
    settings = ", ".join(f"{_quoted(column)} = %s" for _field, column in fields)
    statement = f"UPDATE {_quoted(model._meta.db_table)} SET {settings} WHERE {_quoted(key[1])} = %s"  # noqa: S608
    _execute(statement, rows, [*fields, key])


def look_again() -> None:
    """Let SQLite see how its tables have grown: blind, it walks the whole register to find a name. Seconds at full size.

    PostgreSQL looks by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _execute(statement: str, rows: Sequence[models.Model], fields: Sequence[tuple[Any, str]]) -> None:
    if not rows:
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.executemany(statement, list(_prepared(rows, fields)))


def _copy(statement: str, rows: Sequence[models.Model], fields: Sequence[tuple[Any, str]]) -> None:
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor, database.wrap_database_errors, cursor.copy(statement) as stream:
        for values in _prepared(rows, fields):
            stream.write_row(values)


def _prepared(rows: Sequence[models.Model], fields: Sequence[tuple[Any, str]]) -> Iterator[tuple[Any, ...]]:
    """The values of each row as its database takes them."""
    database = connections[DEFAULT_DB_ALIAS]  # itself: the proxy costs more than locking a field does
    return zip(*(list(_column(field, rows, database)) for field, _name in fields), strict=True)


def _column(field: Any, rows: Sequence[models.Model], database: Any) -> Iterator[Any]:
    """A field of all rows as the database takes it; the very same value as in the row before is not prepared again."""
    values = _values(field, rows)
    if isinstance(field, STORED_AS_THEY_ARE):
        yield from values
        return
    before = prepared = _NONE_YET
    for value in values:
        if value is not before:
            before, prepared = value, field.get_db_prep_save(value, database)
        yield prepared


def _values(field: Any, rows: Sequence[models.Model]) -> Iterator[Any]:
    """What each row has in a field; a field that makes its value when it is saved is asked for it."""
    if type(field).pre_save is models.Field.pre_save:
        return map(attrgetter(field.attname), rows)
    return (field.pre_save(row, False) for row in rows)


_NONE_YET: Any = object()


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
