"""Tables in and out (导入导出): every file a user sends or takes passes here, whichever module it is for.

A *table* is what the user sent, a *column* what a module declares, a *mapping* which is which, a *problem* why a cell
cannot be taken. ``read_table`` > ``match_columns`` > ``parse_row`` for each row > ``ResultFile`` gives the user's own
file back with the reasons; ``export_table`` and ``template_for`` write. Nothing here knows a table of the database.
"""

from lianfang.exchange.cells import Cell
from lianfang.exchange.columns import USUAL, Column, Kind, Refused
from lianfang.exchange.errors import TableError
from lianfang.exchange.matching import Certainty, Mapping, Match, match_columns
from lianfang.exchange.parsing import Level, Parsed, Problem, parse_row
from lianfang.exchange.results import ResultFile
from lianfang.exchange.shapes import Header, Limits, Row
from lianfang.exchange.table import Table, read_table
from lianfang.exchange.writing import CONTENT_TYPES, export_chunks, export_table, how_to_write, template_for

__all__ = [
    "CONTENT_TYPES",
    "USUAL",
    "Cell",
    "Certainty",
    "Column",
    "Header",
    "Kind",
    "Level",
    "Limits",
    "Mapping",
    "Match",
    "Parsed",
    "Problem",
    "Refused",
    "ResultFile",
    "Row",
    "Table",
    "TableError",
    "export_chunks",
    "export_table",
    "how_to_write",
    "match_columns",
    "parse_row",
    "read_table",
    "template_for",
]
