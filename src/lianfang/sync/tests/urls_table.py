"""The doors of phones: who gets which answer to a GET."""

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
    "sync:file": {**dict.fromkeys(ROLES, 404), "anonymous": 404},
    "sync:devices": READING,
    "sync:new": ENROLLING,
    "sync:revoke": POSTING,
    "sync:tray": READING,
    "sync:settle": POSTING,
}
