"""Places below the communities, as they stand in a table: each row a line of names from the street down."""

from lianfang.exchange import USUAL, Column, Kind
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
