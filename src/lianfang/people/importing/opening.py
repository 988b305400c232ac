"""A list as it was sent: which sheet of a workbook is read, and what stands in the others."""

from collections.abc import Iterator
from pathlib import Path

from lianfang.exchange import Table, TableError, match_columns, read_table
from lianfang.kernel.wording import Reason
from lianfang.people.exchange import RESIDENTS


def open_list(content: bytes | Path, filename: str, sheet: str | None = None) -> Table:
    """The named sheet, else the first with a column of names, else the first that holds anything. Raises TableError."""
    table = read_table(content, filename, sheet=sheet, columns=RESIDENTS)
    if sheet is not None or _names_people(table):
        return table
    return next(_other_lists(table), table)


def left_aside(table: Table) -> Reason | None:
    """Said where people stand in other sheets too: one sheet is one list, and nobody is to be lost unseen."""
    others = [each.sheet for each in _other_lists(table)]
    return Reason.of("people.other_sheets", sheet=table.sheet, others=", ".join(others)) if others else None


def _other_lists(table: Table) -> Iterator[Table]:
    for name in table.sheets:
        if name != table.sheet and (other := _sheet(table, name)) is not None and _names_people(other):
            yield other


def _sheet(table: Table, name: str) -> Table | None:
    try:
        return read_table(table.content, table.filename, sheet=name, columns=RESIDENTS)
    except TableError:
        return None


def _names_people(table: Table) -> bool:
    return not match_columns(table.header, RESIDENTS).missing
