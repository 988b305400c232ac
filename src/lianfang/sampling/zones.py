"""What kind of place an area is (分区), by the risk areas in force there: so the edition says how many share a tube."""

from collections.abc import Iterable
from dataclasses import dataclass

from lianfang.kernel.paths import contains
from lianfang.response.models import Response
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import ORDER, RiskLevel
from lianfang.risk.selectors import in_force
from lianfang.sampling.rules import Place

BY_LEVEL = {
    RiskLevel.HIGH: Place.LOCKDOWN,
    RiskLevel.MEDIUM: Place.CONTROL,
    RiskLevel.LOW: Place.PRECAUTION,
}
"""High, medium and low risk areas are what were 封控区, 管控区 and 防范区 (第九版, 2022-06-28)."""


@dataclass(frozen=True)
class Zone:
    """The kind of place proposed, and the risk area that says so (None: no risk area touches it)."""

    place: Place = Place.ELSEWHERE
    because: RiskArea | None = None


def zone_of(response: Response, areas: Iterable[str]) -> Zone:
    """By the gravest risk area in which any of these areas lies, or that lies in one of them.

    A site that is no area (an isolation site, a group tested often) is told by a person.
    """
    called = list(areas)
    here = [
        risk
        for risk in in_force(response).exclude(area_path="")
        if any(contains(risk.area_path, path) or contains(path, risk.area_path) for path in called)
    ]
    if not here:
        return Zone()
    gravest = min(here, key=lambda risk: ORDER.index(RiskLevel(risk.level)))
    return Zone(BY_LEVEL[RiskLevel(gravest.level)], gravest)
