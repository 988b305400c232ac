"""The doors of risk areas: who gets which answer to a GET."""

from typing import Any

from lianfang.risk.tests.make import make_risk_area

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
READING: dict[str, int] = {**dict.fromkeys(ROLES, 200), "anonymous": 302}
MANAGING: dict[str, int] = {**dict.fromkeys(ROLES, 404), "command": 200, "anonymous": 302}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}

TABLE = {
    "risk:list": READING,
    "risk:look_up": READING,
    "risk:area": READING,
    "risk:add": MANAGING,
    "risk:import": MANAGING,
    "risk:publish": POSTING,
    "risk:end": POSTING,
    "risk:withdraw": POSTING,
    "risk:change": POSTING,
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    area = make_risk_area(world.response)
    return {"risk:area": {"area_id": area.pk}}
