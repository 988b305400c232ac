"""The doors of the response: who gets which answer to a GET."""

from typing import Any

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
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    of_response = {"response_id": world.response.pk}
    names = ("response:response", "response:decide", "response:end")
    return dict.fromkeys(names, of_response) | {"response:edition": {"code": "covid19-2022-ed9"}}
