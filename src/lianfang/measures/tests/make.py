"""Measures and their cast, as this module and those above it need them in tests."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.measures import access, services
from lianfang.measures.models import Measure
from lianfang.orgs.access import SEE_UNITS
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_units
from lianfang.people.models import Person
from lianfang.people.tests.make import make_household, make_person
from lianfang.response.access import SEE_RESPONSE
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.tasks.access import DO_TASKS, HAND_OVER, SEE_TASKS
from lianfang.territory.models import Area
from lianfang.territory.tests.make import make_user

SYSTEM = Actor.system("tests")
OBSERVATION = "home_observation"
WORKER = (
    access.PROPOSE_MEASURE,
    access.SEE_MEASURES,
    access.RELEASE,
    access.SERVE_NOTICE,
    access.FILE_APPEAL,
    SEE_TASKS,
    DO_TASKS,
    HAND_OVER,
)
OFFICE = (*WORKER, access.ORDER_MEASURE, access.DECIDE_APPEAL)
COMMAND = (*OFFICE, access.RECOMPUTE)
BOTH = (SEE_RESPONSE, SEE_UNITS)


@dataclass
class District:
    """A response in the small district, and a resident of the first grid of 河东社区."""

    response: Response
    areas: dict[str, Area]
    units: dict[str, Unit]
    person: Person

    @property
    def community(self) -> Unit:
        return self.units["河东社区居委会"]

    @property
    def office(self) -> Unit:
        return self.units["云溪街道办事处"]

    @property
    def command(self) -> Unit:
        return self.units["和安区指挥部"]

    @property
    def grid(self) -> Area:
        return self.areas["第一网格"]


def make_measures_district(**response: Any) -> District:
    areas, units = make_units()
    given = {"area_path": areas["和安区"].path, **response}
    household = make_household(areas["第一网格"].path, door="3-2-601")
    return District(make_response(**given), areas, units, make_person("周晓岚", household=household))


def make_cast(district: District) -> dict[str, Any]:
    """A worker, an officer of the street, one of the command, and one of a street elsewhere, as users."""
    elsewhere = district.units["南山镇政府"]
    return {
        "worker": make_user("worker", *WORKER, *BOTH, unit_path=district.community.path),
        "office": make_user("office", *OFFICE, *BOTH, unit_path=district.office.path),
        "command": make_user("command", *COMMAND, *BOTH, area=district.areas["和安区"]),
        "elsewhere": make_user("elsewhere", *OFFICE, *BOTH, unit_path=elsewhere.path),
    }


def make_proposal(district: District, *, kind: str = OBSERVATION, days_ago: int = 0, **more: Any) -> Measure:
    """Home observation proposed for the resident, who left a medium-risk area today unless told otherwise."""
    given: dict[str, Any] = {
        "response": district.response,
        "person": district.person,
        "kind": kind,
        "counted_from": today() - timedelta(days=days_ago),
        "unit": district.community,
        "because": Reason.of("measures.ground_left_medium_risk_area"),
        "area_path": district.grid.path,
        "ground": "left_medium_risk_area",
    }
    return services.propose(actor=SYSTEM, **{**given, **more})


def make_measure(district: District, *, last_day: date | None = None, **proposal: Any) -> Measure:
    """The same, ordered by the street."""
    proposed = make_proposal(district, **proposal)
    return services.order(actor=SYSTEM, measure=proposed, last_day=last_day)
