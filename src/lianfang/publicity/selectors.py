"""What the public page shows: the response, what its edition asks, the published risk areas, numbers with small counts hidden."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import get_language

from lianfang.figures.asking import Ask
from lianfang.figures.declare import Figure, Privacy, figures
from lianfang.figures.public import published
from lianfang.figures.suppression import Published
from lianfang.kernel.clock import end_of, start_of, today
from lianfang.kernel.wording import label_of
from lianfang.measures.rules import Kind
from lianfang.protocols import ArrivalRules, Edition
from lianfang.response.models import Decree, Response
from lianfang.response.selectors import current_or_none, decree_in_force, edition_in_force
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import Place, RiskLevel
from lianfang.risk.selectors import in_force, look_up

LAST_DAYS = 7


@dataclass(frozen=True)
class Asked:
    """What somebody who was in an area of this level is asked to do, and for how many days."""

    level: str
    measure: str
    days: int
    is_assumed: bool
    """Whether no source states the length: a local assumption."""


def _asked(edition: Edition, rules: ArrivalRules, level: RiskLevel) -> Asked | None:
    kind, ground = rules.measure_for(level.value), f"left_{level.value}_risk_area"
    measure = edition.measure(kind, ground) if kind else None
    if kind is None or measure is None:
        return None
    origin = (
        edition.origin(f"measures.{kind}.grounds.{ground}.days") if ground in edition.measures[kind].grounds else None
    )
    origin = origin or edition.origin(f"measures.{kind}.days")
    return Asked(label_of(level), label_of(Kind(kind)), measure.days, origin.kind == "assumption")


@dataclass(frozen=True)
class InForce:
    """The response as residents read of it."""

    response: Response
    decree: Decree
    edition: Edition

    @property
    def edition_name(self) -> str:
        return self.edition.name_en if get_language() == "en" else self.edition.name_zh

    @property
    def asked_of_arrivals(self) -> list[Asked]:
        """What is asked of arrivals, for each risk level that asks for anything."""
        rules = self.edition.arrivals
        return [asked for level in RiskLevel if rules and (asked := _asked(self.edition, rules, level))]


def what_is_in_force() -> InForce | None:
    """The response active now, or None."""
    response = current_or_none()
    if response is None:
        return None
    return InForce(response, decree_in_force(response), edition_in_force(response))


def risk_areas(response: Response | None) -> QuerySet[RiskArea]:
    return in_force(response).order_by("level", "name")


def risk_of_place(name: str) -> list[RiskArea]:
    """What the published list says about a place somebody typed."""
    return look_up(Place(name=name.strip())) if name.strip() else []


def public_numbers(response: Response) -> list[tuple[Figure, Published]]:
    """The public figures of the last days up to yesterday, small counts hidden."""
    open_to_all = [figure for figure in figures.values() if figure.privacy is Privacy.PUBLIC]
    ask = Ask(
        figures=tuple(figure.code for figure in open_to_all),
        from_at=start_of(today() - timedelta(days=LAST_DAYS)),
        until_at=end_of(today() - timedelta(days=1)),
        area=response.area_path,
        response=response.id,
    )
    shown = {key.figure: number for key, number in published(ask).items()}
    return [(figure, shown[figure.code]) for figure in open_to_all if figure.code in shown]
