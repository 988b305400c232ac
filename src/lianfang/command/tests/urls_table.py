"""The doors of the command picture."""

SEEING = {
    "crew": 404,
    "worker": 404,
    "secretary": 404,
    "office": 200,
    "command": 200,
    "dpo": 404,
    "admin": 404,
    "anonymous": 302,
}
TABLE = {"command:picture": SEEING, "command:current": SEEING}
