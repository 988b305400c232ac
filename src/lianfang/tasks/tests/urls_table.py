"""The doors of tasks: who gets which answer to a GET."""

from typing import Any

from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.people.tests.make import make_household, make_person
from lianfang.tasks.rules import What
from lianfang.tasks.services import hand_over
from lianfang.tasks.tests.make import SYSTEM

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
BY_ACTION: dict[str, int] = {
    **dict.fromkeys([*ROLES, "sampler", "laboratory", "volunteer"], 200),
    "dpo": 403,
    "admin": 403,
    "anonymous": 302,
}
OVERSEEING: dict[str, int] = {**dict.fromkeys(ROLES, 403), "office": 200, "command": 200, "anonymous": 302}
BY_PLACE: dict[str, int] = {**dict.fromkeys(ROLES, 200), "dpo": 404, "admin": 404, "anonymous": 302}
ACROSS: dict[str, int] = {**dict.fromkeys(ROLES, 404), "anonymous": 302}
NOBODY: dict[str, int] = {**dict.fromkeys(ROLES, 404), "anonymous": 302}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}

TABLE = {
    "tasks:inbox": BY_ACTION,
    "tasks:list": BY_ACTION,
    "tasks:overdue": OVERSEEING,
    "tasks:background": {**dict.fromkeys(ROLES, 403), "admin": 200, "anonymous": 302},
    "tasks:start_again": POSTING,
    "tasks:reassign": POSTING,
    "tasks:reassigned": NOBODY,
    "tasks:hand_overs": BY_ACTION,
    "tasks:take_in": OVERSEEING,
    "tasks:hand_over": {**BY_PLACE, "sampler": 200, "volunteer": 200},
    "tasks:letter": ACROSS,
    "tasks:file": ACROSS,
    "tasks:change_hand_over": POSTING,
    "tasks:knock": NOBODY,
    "tasks:visit": NOBODY,
    "tasks:wonder": NOBODY,
    "tasks:task": {**BY_PLACE, "crew": 404, "volunteer": 200},
    "tasks:change": POSTING,
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    """Somebody handed from the crew's community to the worker's."""
    person = make_person("张远行", household=make_household(world.areas["河西社区"].path))
    sent = hand_over(
        actor=SYSTEM,
        response=world.response,
        person=person,
        from_unit=world.units["河西社区居委会"],
        to_unit=world.units["河东社区居委会"],
        area_path=world.areas["河东社区"].path,
        expected_at=now(),
        because=Reason.of("tasks.handed_over"),
        kind=What.TRANSFER,
    )
    return {
        "tasks:hand_over": {"hand_over_id": sent.pk},
        "tasks:letter": {"hand_over_id": sent.pk},
        "tasks:file": {"hand_over_id": sent.pk, "form": "json"},
        "tasks:task": {"task_id": sent.task_id},
    }
