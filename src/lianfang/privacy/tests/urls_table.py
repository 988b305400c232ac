"""Who gets what from the pages of this package: url name -> role -> status of a GET."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
EVERYBODY = dict.fromkeys(ROLES, 200) | {"anonymous": 302}
WATCHERS = dict.fromkeys(ROLES, 403) | {"dpo": 200, "anonymous": 302}
STRANGERS = dict.fromkeys(ROLES, 404) | {"anonymous": 302}
POST_ONLY = dict.fromkeys((*ROLES, "anonymous"), 405)
PUBLIC = dict.fromkeys((*ROLES, "anonymous"), 200)

TABLE = {
    "privacy:audit": WATCHERS,
    "privacy:reads": WATCHERS,
    "privacy:promises": EVERYBODY,
    "privacy:exports": EVERYBODY,
    "privacy:new_export": STRANGERS,
    "privacy:export": STRANGERS,
    "privacy:release_export": POST_ONLY,
    "privacy:refuse_export": POST_ONLY,
    "privacy:take_export": POST_ONLY,
    "privacy:confirm_deletion": POST_ONLY,
    "privacy:subject": STRANGERS,
    "privacy:sunsets": PUBLIC,
    "privacy:sunset": dict.fromkeys((*ROLES, "anonymous"), 404),
}
