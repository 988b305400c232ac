"""Where somebody was: told in rows, kept as lines, judged against the risk areas."""

from dataclasses import dataclass
from datetime import date, timedelta

from lianfang.arrivals.rules import Origin
from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.protocols import Edition
from lianfang.response.models import Response
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import Visit
from lianfang.risk.selectors import possible, riskiest


@dataclass(frozen=True)
class Judged:
    """What the edition says of somebody who was there.

    ``exposed_on`` is the last day in the riskiest area; ``kind`` the measure the edition proposes, "" for none;
    ``ask_about`` areas in which they may have been, told too coarsely to say.
    """

    origin: Origin
    kind: str
    because: Reason
    exposed_on: date | None = None
    ask_about: tuple[RiskArea, ...] = ()

    @property
    def ground(self) -> str:
        return f"left_{self.origin.value}_risk_area" if self.kind else ""


def judge(visits: list[Visit], edition: Edition, response: Response) -> Judged:
    """The gravest area within the edition's window decides; native place, plate and ID prefix are not asked for."""
    if edition.arrivals is None:
        return Judged(Origin.NONE, "", Reason.of("arrivals.no_rules"))
    window = edition.arrivals.window_days
    since = today() - timedelta(days=window)
    area = riskiest(visits, since, response)
    unclear = tuple(possible(visits, since, response))
    if area is None:
        return Judged(Origin.NONE, "", Reason.of("arrivals.nothing_noted", days=window), ask_about=unclear)
    kind = edition.arrivals.measure_for(area.level) or ""
    because = Reason.of(f"arrivals.was_in_{area.level}", place=area.name, days=window)
    return Judged(Origin(area.level), kind, because, _last_day_in(area, visits, since, response), unclear)


def _last_day_in(area: RiskArea, visits: list[Visit], since: date, response: Response) -> date:
    """The last day of the stays that were in the area, not after today nor after the area came down."""
    inside = [visit for visit in visits if riskiest([visit], since, response) == area]
    ends = [visit.until_on or today() for visit in inside] or [today()]
    last = min(max(ends), today())
    return min(last, area.time.until_on) if area.time.until_on else last
