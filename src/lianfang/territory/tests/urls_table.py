"""The doors of the tree: whoever works here looks areas up, changing them is for the office of the place and above."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
LOOK_UP = {**dict.fromkeys(ROLES, 200), "anonymous": 302}
CHANGE = {**dict.fromkeys(ROLES, 404), "secretary": 200, "office": 200, "command": 200, "admin": 200, "anonymous": 302}

TOKEN = dict.fromkeys((*ROLES, "anonymous"), 401)
WRITTEN = dict.fromkeys((*ROLES, "anonymous"), 405)

TABLE = {
    "territory:tree": LOOK_UP,
    "territory:places_template": LOOK_UP,
    "territory:area": LOOK_UP,
    "territory:add": CHANGE,
    "territory:edit": CHANGE,
    "territory:move": CHANGE,
    "territory:merge": CHANGE,
    "territory:retire": CHANGE,
    "territory:places": CHANGE,
    # the API asks for a token and does not know sessions
    "api:areas": TOKEN,
    "api:area": TOKEN,
    "api:bring_places": WRITTEN,
}


def samples(world):
    """The community of Hedong for every door that needs an area."""
    area = {"area_id": world.areas["河东社区"].pk}
    return {
        name: area
        for name in TABLE
        if name.startswith("territory:") and name not in ("territory:tree", "territory:places_template")
    }
