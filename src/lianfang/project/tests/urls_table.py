"""The front door sends everybody to their own work; the API's pages of itself need no login, its data a token."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "anonymous")
TABLE = {
    "home": dict.fromkeys(ROLES, 302),
    "api:api-root": dict.fromkeys(ROLES, 200),
    "api:openapi-json": dict.fromkeys(ROLES, 200),
    "api:openapi-view": dict.fromkeys(ROLES, 200),
}
