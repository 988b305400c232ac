"""Writing many rows of one table with one statement: locked and keyed as by ``save``, several times as fast."""

from collections.abc import Iterable, Sequence

from django.db import connection, models


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert rows that are new. Inside a transaction; audit is the caller's."""
    fields = model._meta.concrete_fields
    names = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    _execute(f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})", rows, fields)  # noqa: S608


def update_rows(model: type[models.Model], rows: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write some fields of rows that exist."""
    fields = [model._meta.get_field(name) for name in names]
    settings = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    key = model._meta.pk
    statement = f"UPDATE {_quoted(model._meta.db_table)} SET {settings} WHERE {_quoted(key.column)} = %s"  # noqa: S608
    _execute(statement, rows, [*fields, key])


def _execute(statement: str, rows: Sequence[models.Model], fields: Sequence["models.Field[object, object]"]) -> None:
    if not rows:
        return
    values = [
        [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]  # type: ignore[arg-type]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
