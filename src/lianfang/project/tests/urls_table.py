"""The front door sends everybody to their own work; the doors of the API are tried with and without a token elsewhere."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "anonymous")
TABLE = {"home": dict.fromkeys(ROLES, 302)}
