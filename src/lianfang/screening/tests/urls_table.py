"""The doors of screening rounds: who gets which answer to a GET."""

from typing import Any

from lianfang.people.tests.make import make_household
from lianfang.screening.models import Door
from lianfang.screening.tests.make import SYSTEM, knock, make_round

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "sampler", "laboratory", "volunteer")
NOBODY: dict[str, int] = {**dict.fromkeys(ROLES, 404), "anonymous": 302}
SEEING = {**NOBODY, "worker": 200, "secretary": 200, "office": 200, "command": 200, "volunteer": 200}
MANAGING = {**NOBODY, "secretary": 200, "office": 200, "command": 200}
WORKING = {**NOBODY, "worker": 200, "secretary": 200, "office": 200, "volunteer": 200}
READING = {**NOBODY, "worker": 200, "secretary": 200, "office": 200}
LISTING = {**SEEING, **dict.fromkeys(("crew", "dpo", "admin", "sampler", "laboratory"), 403)}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}

TABLE = {
    "screening:rounds": LISTING,
    "screening:compare": LISTING,
    "screening:open": MANAGING,
    "screening:round": SEEING,
    "screening:current": SEEING,
    "screening:doors": SEEING,
    "screening:summary": SEEING,
    "screening:new_door": WORKING,
    "screening:change": MANAGING,
    "screening:close": MANAGING,
    "screening:door": SEEING,
    "screening:record": WORKING,
    "screening:decide": MANAGING,
    "screening:visit": READING,
    "screening:correct": READING,
    "screening:void": POSTING,
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    home = make_household(world.areas["河东社区"].path, door="2-1-103")
    round_ = make_round(world.areas["河东社区"])
    door = Door.objects.get(round=round_, household=home)
    visit = knock(SYSTEM, door, people_here=2)
    of_round = dict.fromkeys(("round", "current", "doors", "summary", "new_door", "change", "close"), round_.pk)
    of_door = dict.fromkeys(("door", "record", "decide"), door.pk)
    of_visit = dict.fromkeys(("visit", "correct"), visit.pk)
    return {
        **{f"screening:{name}": {"round_id": pk} for name, pk in of_round.items()},
        **{f"screening:{name}": {"door_id": pk} for name, pk in of_door.items()},
        **{f"screening:{name}": {"visit_id": pk} for name, pk in of_visit.items()},
    }
