"""Who gets what from the pages of this package: url name -> role -> status of a GET."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
EVERYBODY = dict.fromkeys(ROLES, 200)
POST_ONLY = dict.fromkeys(ROLES, 405)

TABLE = {
    "ui:styleguide": EVERYBODY | {"anonymous": 302},
    "ui:chart": POST_ONLY | {"anonymous": 302},
    "ui:theme": POST_ONLY | {"anonymous": 405},
}
