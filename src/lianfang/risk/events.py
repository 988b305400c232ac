"""What is announced about risk areas."""

from dataclasses import dataclass

from lianfang.risk.models import RiskArea


@dataclass(frozen=True)
class RiskAreaPublished:
    area: RiskArea


@dataclass(frozen=True)
class RiskAreaEnded:
    """Its last day is known now, or it was withdrawn."""

    area: RiskArea
