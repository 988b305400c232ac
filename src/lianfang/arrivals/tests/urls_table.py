"""The doors of arrivals: who gets which answer to a GET."""

from datetime import timedelta
from typing import Any

from lianfang.arrivals.models import Arrival
from lianfang.arrivals.services import Told, report
from lianfang.kernel.clock import now
from lianfang.people.identity import Identity
from lianfang.people.tests.make import make_household, make_person

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
OPEN_TO_ALL: dict[str, int] = {**dict.fromkeys(ROLES, 200), "anonymous": 200}
WORKING: dict[str, int] = {
    **dict.fromkeys(ROLES, 200),
    "crew": 403,
    "dpo": 403,
    "admin": 403,
    "anonymous": 302,
}
BY_PLACE: dict[str, int] = {
    **dict.fromkeys(ROLES, 200),
    "crew": 404,
    "dpo": 404,
    "admin": 404,
    "anonymous": 302,
}

TABLE = {
    "arrivals:left": {**dict.fromkeys(ROLES, 404), "anonymous": 302},
    "arrivals:self_report": OPEN_TO_ALL,
    "arrivals:reported": OPEN_TO_ALL,
    "arrivals:list": WORKING,
    "arrivals:enter": WORKING,
    "arrivals:arrival": BY_PLACE,
    "arrivals:departure": BY_PLACE,
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    """Somebody who reported that they come to the worker's community, and a resident there."""
    area = world.areas["河东社区"].path
    report(told=Told(Identity("周远航", phone="13800002222"), area, now() + timedelta(days=1)))
    resident = make_person("王小明", household=make_household(area))
    return {
        "arrivals:arrival": {"arrival_id": Arrival.objects.get().pk},
        "arrivals:departure": {"person_id": resident.pk},
    }
