"""The doors of observation at home: who gets which answer to a GET."""

from typing import Any

from lianfang.isolation.tests.make import SYSTEM
from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.measures import services
from lianfang.people.tests.make import make_household, make_person

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
AT_HOME: dict[str, int] = {
    **dict.fromkeys(ROLES, 404),
    **dict.fromkeys(("worker", "secretary", "office", "command"), 200),
    "anonymous": 302,
}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}
ANYBODY: dict[str, int] = {**dict.fromkeys(ROLES, 404), "anonymous": 404}
"""The personal link asks for no account; a token that opens nothing is not found by anybody."""

TABLE = {
    "isolation:today": AT_HOME,
    "isolation:round": AT_HOME,
    "isolation:health": AT_HOME,
    "isolation:urgent": POSTING,
    "isolation:clinic": POSTING,
    "isolation:void": POSTING,
    "isolation:my": ANYBODY,
    "isolation:my_urgent": {**dict.fromkeys(ROLES, 405), "anonymous": 405},
    "isolation:my_appeal": {**dict.fromkeys(ROLES, 405), "anonymous": 405},
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    area, unit = world.areas["河东社区"], world.units["河东社区居委会"]
    person = make_person("李响", household=make_household(area.path, door="2-1-101"))
    proposed = services.propose(
        actor=SYSTEM,
        response=world.response,
        person=person,
        kind="home_observation",
        counted_from=today(),
        unit=unit,
        because=Reason.of("measures.ground_left_medium_risk_area"),
        area_path=area.path,
        ground="left_medium_risk_area",
    )
    measure = services.order(actor=SYSTEM, measure=proposed)
    nothing = {"token": "x" * 32}
    return {
        "isolation:health": {"measure_id": measure.pk},
        "isolation:my": nothing,
        "isolation:my_urgent": nothing,
        "isolation:my_appeal": nothing,
    }
