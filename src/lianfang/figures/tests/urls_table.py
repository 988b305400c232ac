"""The doors of figures: whoever works here sees the numbers of where they work."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
EVERYBODY = {**dict.fromkeys(ROLES, 200), "anonymous": 302}

TABLE = dict.fromkeys(("figures:catalogue", "figures:figure", "figures:rows", "figures:numbers"), EVERYBODY)


def samples(world):
    return {name: {"code": "checkpoints.vehicles"} for name in TABLE if name != "figures:catalogue"}
