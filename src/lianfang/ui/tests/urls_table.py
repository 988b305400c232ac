"""Who gets what from the pages of this package: url name -> role -> status of a GET."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
EVERYBODY = dict.fromkeys(ROLES, 200)
POST_ONLY = dict.fromkeys(ROLES, 405)

TABLE = {
    "ui:styleguide": EVERYBODY | {"anonymous": 302},
    "ui:icon": dict.fromkeys((*ROLES, "anonymous"), 301),
    "ui:chart": POST_ONLY | {"anonymous": 302},
    "ui:theme": POST_ONLY | {"anonymous": 405},
}
