"""The tables: boxes and their hand-overs, results and what is open about them, who is sampled again, personal links."""

from lianfang.laboratory.models.boxes import BOX_STATES, PLACES, SIDES, Box, Leg, Packed
from lianfang.laboratory.models.following import STEPS, Resample, ResultLink
from lianfang.laboratory.models.results import DECISIONS, SOURCES, VALUES, WHATS, Doubt, Result, ResultList

__all__ = [
    "BOX_STATES",
    "DECISIONS",
    "PLACES",
    "SIDES",
    "SOURCES",
    "STEPS",
    "VALUES",
    "WHATS",
    "Box",
    "Doubt",
    "Leg",
    "Packed",
    "Resample",
    "Result",
    "ResultLink",
    "ResultList",
]
