"""The doors of the public page: open to everybody."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "anonymous")
TABLE = {"publicity:front": dict.fromkeys(ROLES, 200), "publicity:rights": dict.fromkeys(ROLES, 200)}
