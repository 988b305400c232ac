"""Editions of disease protocols (防控方案) as data files, and their reader.

An *edition* is one protocol of one disease as it was in force from a day on; it is a TOML file under `editions/`,
never code. A *part* (checkpoints, arrivals, measures, ...) may be absent, and then the edition has no such thing. Every
*value* carries its *origin*: the source it was read in, or the *assumption* made where no source says it, which pages
show as a local assumption. A *ceiling* is what may not be exceeded without authority and reason. Pure Python: nothing
here knows Django, a database or another package of Lianfang.
"""

from lianfang.protocols.edition import Edition, Excess
from lianfang.protocols.errors import ProtocolError
from lianfang.protocols.origin import Assumption, Origin
from lianfang.protocols.outbreak import (
    ContactClass,
    ContactRules,
    FallRules,
    PoolRules,
    RiskAreaRules,
    TestingRules,
    ZoneRules,
)
from lianfang.protocols.reader import editions, load_edition, load_file
from lianfang.protocols.rules import ArrivalRules, CeilingRules, CheckpointRules, MeasureRules, ReportingRules

__all__ = [
    "ArrivalRules",
    "Assumption",
    "CeilingRules",
    "CheckpointRules",
    "ContactClass",
    "ContactRules",
    "Edition",
    "Excess",
    "FallRules",
    "MeasureRules",
    "Origin",
    "PoolRules",
    "ProtocolError",
    "ReportingRules",
    "RiskAreaRules",
    "TestingRules",
    "ZoneRules",
    "editions",
    "load_edition",
    "load_file",
]
