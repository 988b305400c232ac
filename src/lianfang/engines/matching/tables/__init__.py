"""Lists and registers as files (表格): read in the shapes offices send, and the list written back in its own layout."""

from lianfang.engines.matching.tables.columns import Mapped, map_columns
from lianfang.engines.matching.tables.reading import Problem, Sheet, read_sheet
from lianfang.engines.matching.tables.writing import write_beside

__all__ = ["Mapped", "Problem", "Sheet", "map_columns", "read_sheet", "write_beside"]
