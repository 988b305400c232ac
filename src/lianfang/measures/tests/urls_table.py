"""The doors of measures: who gets which answer to a GET."""

from typing import Any

from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.measures import services
from lianfang.measures.tests.make import SYSTEM
from lianfang.people.tests.make import make_household, make_person

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
NOBODY: dict[str, int] = {**dict.fromkeys(ROLES, 404), "anonymous": 302}


def only(*roles: str) -> dict[str, int]:
    return {**NOBODY, **dict.fromkeys(roles, 200)}


SEEING = only("worker", "secretary", "office", "command")
DECIDING = only("office", "command")
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}

TABLE = {
    "measures:list": SEEING,
    "measures:measure": SEEING,
    "measures:propose": SEEING,
    "measures:order": DECIDING,
    "measures:refuse": DECIDING,
    "measures:extend": DECIDING,
    "measures:end": DECIDING,
    "measures:release": only("secretary", "office", "command"),
    "measures:appeal": only("secretary", "office", "command"),
    "measures:notice": SEEING,
    "measures:release_notice": NOBODY,
    "measures:appeals": DECIDING,
    "measures:decide_appeal": only("command"),
    "measures:recompute": only("command"),
    "measures:reveal": POSTING,
    "measures:serve": POSTING,
    "measures:link": POSTING,
    "measures:revoke": POSTING,
}
"""``measures:release_notice`` is there once a measure has ended; the sample runs."""


def samples(world: Any) -> dict[str, dict[str, Any]]:
    """A measure ordered by the street for a resident of 河东社区, and an appeal that the command decides."""
    area, unit = world.areas["河东社区"], world.units["河东社区居委会"]
    person = make_person("孙宁", household=make_household(area.path, door="1-1-101"))
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
    filed = services.appeal(actor=SYSTEM, measure=measure, said="我那几天在外地")
    of_measure = ("measure", "order", "refuse", "extend", "end", "release", "appeal", "notice", "release_notice")
    return {
        **{f"measures:{name}": {"measure_id": measure.pk} for name in of_measure},
        "measures:propose": {"person_id": person.pk},
        "measures:decide_appeal": {"appeal_id": filed.pk},
        "measures:recompute": {"response_id": world.response.pk},
    }
