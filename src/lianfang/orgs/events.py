"""What units announce, inside the transaction that made it so."""

from dataclasses import dataclass

from lianfang.orgs.models import Unit


@dataclass(frozen=True)
class UnitEnded:
    """A unit is at work no longer; what was open there goes on elsewhere."""

    unit: Unit
