"""The doors of messages: who gets which answer to a GET."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
READING: dict[str, int] = {**dict.fromkeys(ROLES, 200), "anonymous": 302}
MANAGING: dict[str, int] = {**dict.fromkeys(ROLES, 403), "command": 200, "admin": 200, "anonymous": 302}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}

TABLE = {
    "messaging:notices": READING,
    "messaging:read": POSTING,
    "messaging:channels": MANAGING,
    "messaging:end_channel": POSTING,
    "messaging:try_again": POSTING,
}
