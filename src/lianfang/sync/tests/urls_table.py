"""The doors of phones: who gets which answer to a GET."""

from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.sync import services
from lianfang.sync.purposes import EVERY

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
READING: dict[str, int] = {
    **dict.fromkeys([*ROLES, "sampler", "volunteer"], 200),
    "command": 403,
    "dpo": 403,
    "admin": 403,
    "anonymous": 302,
}
ENROLLING: dict[str, int] = {**dict.fromkeys(ROLES, 403), "secretary": 200, "office": 200, "anonymous": 302}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}

EVERYBODY: dict[str, int] = {**dict.fromkeys(ROLES, 200), "anonymous": 200}

TABLE = {
    "sync:app": EVERYBODY,
    "sync:worker": EVERYBODY,
    "sync:manifest": EVERYBODY,
    "sync:words": EVERYBODY,
    "sync:pack": EVERYBODY,
    "sync:file": {**dict.fromkeys(ROLES, 404), "anonymous": 404},
    "sync:devices": READING,
    "sync:new": ENROLLING,
    "sync:new_shared": ENROLLING,
    "sync:shared": {**dict.fromkeys(ROLES, 404), "office": 200, "secretary": 200, "anonymous": 302},
    "sync:revoke_shared": POSTING,
    "sync:revoke": POSTING,
    "sync:tray": READING,
    "sync:settle": POSTING,
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    unit = world.units["河东社区居委会"].path
    phone = services.open_shared_phone(
        actor=Actor.system("tests"), unit_path=unit, label="东门卡口黑色手机", doors=EVERY
    )
    return {"sync:shared": {"phone": phone.pk}}
