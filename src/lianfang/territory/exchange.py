"""Places below the communities, as they stand in a table: each row a line of names from the street down."""

from dataclasses import dataclass, field
from typing import Any

from lianfang.exchange import USUAL, Column, Kind, Mapping, Table
from lianfang.kernel.wording import Reason
from lianfang.territory.rules import Level

STREET, COMMUNITY = (
    Column("street", USUAL["street"], kind=Kind.AREA),
    Column("community", USUAL["community"], required=True, kind=Kind.AREA),
)
COLUMNS = (
    STREET,
    COMMUNITY,
    Column("compound", USUAL["compound"], kind=Kind.AREA, longest=80),
    Column("grid", USUAL["grid"], kind=Kind.AREA, longest=80),
    Column("building", (*USUAL["building"], "楼幢", "村民小组", "villagers' group"), kind=Kind.AREA, longest=80),
    Column("entrance", ("单元", "entrance", "单元号", "楼门", "门洞"), kind=Kind.AREA, longest=80),
    Column("code", ("编码", "code", "代码", "网格编码", "区域编码"), longest=24),
)
"""The code belongs to the lowest place of the row."""

LEVELS = {
    "street": Level.STREET,
    "community": Level.COMMUNITY,
    "compound": Level.COMPOUND,
    "grid": Level.GRID,
    "building": Level.BUILDING,
    "entrance": Level.ENTRANCE,
}
MADE = (Level.COMPOUND, Level.GRID, Level.BUILDING, Level.ENTRANCE)
"""The levels a table may add; streets and communities come with the national divisions or are added by hand."""


@dataclass
class TablePlan:
    """What a table would add."""

    table: Table
    columns: Mapping
    new: list[Any] = field(default_factory=list)
    """What is added; each has a ``name`` and may have a ``level``."""
    outcomes: dict[int, Reason | None] = field(default_factory=dict)
    """By row: None where something is added, the reason where it is not."""
    known: Reason = field(default_factory=lambda: Reason.of("territory.already_there"))
    """The reason that is no refusal."""

    @property
    def refused(self) -> dict[int, Reason]:
        return {row: why for row, why in self.outcomes.items() if why is not None and why != self.known}

    @property
    def known_count(self) -> int:
        """How many rows add nothing, because what they say is there."""
        return sum(why == self.known for why in self.outcomes.values())
