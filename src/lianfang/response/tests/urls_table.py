"""The doors of the response: who gets which answer to a GET."""

from typing import Any

from lianfang.kernel.ids import new_id

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
READING: dict[str, int] = {**dict.fromkeys(ROLES, 200), "anonymous": 302}
DECIDING: dict[str, int] = {**dict.fromkeys(ROLES, 404), "command": 200, "anonymous": 302}

TABLE = {
    "response:list": READING,
    "response:editions": READING,
    "response:edition": READING,
    "response:response": READING,
    "response:activate": DECIDING,
    "response:decide": DECIDING,
    "response:end": DECIDING,
    "response:raise_excess": DECIDING,
    "response:end_excess": {**dict.fromkeys(ROLES, 405), "anonymous": 302},
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    of_response = {"response_id": world.response.pk}
    names = ("response:response", "response:decide", "response:end", "response:raise_excess")
    others = {"response:edition": {"code": "covid19-2022-ed9"}, "response:end_excess": {"excess_id": new_id()}}
    return dict.fromkeys(names, of_response) | others
