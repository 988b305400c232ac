"""How many rows the database itself takes in a second: into a table with the same columns, indexes and checks, no program."""

from time import perf_counter

from django.db import connection, models, transaction

RAW = "the same rows by COPY (SQLite: INSERT ... SELECT) into a table with the same indexes, at once"
COPY = "ceiling_copy"


def rows_a_second(model: type[models.Model], most: int) -> float:
    """Of so many rows of a table at most, read before the clock starts."""
    put = _by_copy if connection.vendor == "postgresql" else _by_select
    return put(model._meta.db_table, most)


@transaction.atomic
def _by_copy(table: str, most: int) -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {COPY} (LIKE {table} INCLUDING ALL)")
        with cursor.copy(f"COPY (SELECT * FROM {table} LIMIT {most}) TO STDOUT (FORMAT binary)") as source:
            rows = b"".join(bytes(part) for part in source)
        began = perf_counter()
        with cursor.copy(f"COPY {COPY} FROM STDIN (FORMAT binary)") as target:
            target.write(rows)
        took = perf_counter() - began
        cursor.execute(f"SELECT count(*) FROM {COPY}")
        count: int = cursor.fetchone()[0]
        cursor.execute(f"DROP TABLE {COPY}")
    return count / took


def _by_select(table: str, most: int) -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type DESC", [table]
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(_renamed(statement, table))
        began = perf_counter()
        cursor.execute(f"INSERT INTO {COPY} SELECT * FROM {table} LIMIT {most}")
        took = perf_counter() - began
        count: int = cursor.rowcount
        cursor.execute(f"DROP TABLE {COPY}")
    return count / took


def _renamed(statement: str, table: str) -> str:
    """The same table or index for the copy; names of indexes are unique in SQLite."""
    renamed = statement.replace(f'"{table}"', f'"{COPY}"')
    return renamed.replace('INDEX "', f'INDEX "{COPY}_', 1)
