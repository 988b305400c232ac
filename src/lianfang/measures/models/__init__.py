"""The tables of measures, their history, appeals and personal links."""

from lianfang.measures.models.appeals import Appeal
from lianfang.measures.models.links import PersonalLink
from lianfang.measures.models.measures import Change, Measure

__all__ = ["Appeal", "Change", "Measure", "PersonalLink"]
