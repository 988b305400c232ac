"""Who gets what from a GET; a figure that does not exist is not found for everybody who is logged in."""

EVERYBODY = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
TABLE = {
    "figures:catalogue": {**dict.fromkeys(EVERYBODY, 200), "anonymous": 302},
    "figures:figure": {**dict.fromkeys(EVERYBODY, 404), "anonymous": 302},
    "figures:rows": {**dict.fromkeys(EVERYBODY, 404), "anonymous": 302},
    "figures:numbers": {**dict.fromkeys(EVERYBODY, 404), "anonymous": 302},
}
