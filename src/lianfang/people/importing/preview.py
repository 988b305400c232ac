"""The first rows of a list as they were understood, masked like everything else."""

from dataclasses import dataclass
from itertools import islice

from lianfang.exchange import Certainty, Mapping, Table
from lianfang.kernel.clock import today
from lianfang.kernel.identifiers import mask_id, mask_name, mask_phone
from lianfang.kernel.wording import Text
from lianfang.people.exchange import RESIDENTS
from lianfang.people.importing.places import Places
from lianfang.people.importing.rows import Unreadable, Wanted, read_rows
from lianfang.people.models import RELATIONS, SEXES
from lianfang.people.words import CERTAINTIES
from lianfang.territory.selectors import full_name

FIRST = 8
_SEXES, _RELATIONS = dict(SEXES), dict(RELATIONS)


@dataclass(frozen=True)
class Line:
    """A row as understood, or why it is not."""

    number: int
    cells: list[str]
    reasons: list[str]
    refused: bool


@dataclass(frozen=True)
class Found:
    """A field with the column in which it was found, and how sure that is."""

    title: Text
    heading: str
    certainty: Text
    is_sure: bool


HEADINGS = ("name", "sex", "id_number", "birth_date", "phone", "relation")


def columns_found(mapping: Mapping) -> list[Found]:
    """The fields the list has, in the order of its columns."""
    return [
        Found(
            match.column.heading(),
            mapping.header.names[match.index],
            CERTAINTIES[match.certainty],
            match.certainty in (Certainty.EXACT, Certainty.CHOSEN),
        )
        for match in sorted(mapping.matches.values(), key=lambda match: match.index)
    ]


def fields_without_column(mapping: Mapping) -> list[str]:
    """The fields a list may have and this one has not."""
    return [column.heading() for column in mapping.columns if column.field not in mapping.matches]


def headings() -> list[str]:
    """What stands above `first_rows`, without the place."""
    titles = {column.field: column.heading() for column in RESIDENTS}
    return [titles[field] for field in HEADINGS]


def first_rows(table: Table, mapping: Mapping, into: str) -> list[Line]:
    """The first rows with what was understood of each; empty while a column is missing."""
    if mapping.problems:
        return []
    return [_line(row) for row in islice(read_rows(table, mapping, Places(into), today()), FIRST)]


def _line(row: Wanted | Unreadable) -> Line:
    if isinstance(row, Unreadable):
        return Line(row.number, [], [str(reason) for reason in row.reasons], refused=True)
    cells = [
        mask_name(row.name),
        str(_SEXES[row.sex]),
        mask_id(row.id_number),
        str(row.birth_date.year) if row.birth_date else "",
        mask_phone(row.phone),
        str(_RELATIONS.get(row.relation, "")),
        " / ".join(part for part in (full_name(row.place.area_path), row.place.door) if part),
    ]
    return Line(row.number, cells, [str(reason) for reason in row.remarks], refused=False)
