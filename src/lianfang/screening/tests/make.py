"""A round of a community with the people who walk it, for tests here and above."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_member, make_units, make_worker
from lianfang.people.models import Household
from lianfang.people.tests.make import make_household
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.screening.access import MANAGE_ROUNDS, READ_DOORS, SEE_ROUNDS, WORK_ROUNDS
from lianfang.screening.found import Found
from lianfang.screening.models import Door, DoorVisit, Round
from lianfang.screening.rules import Behind, Outcome
from lianfang.screening.services import Plan, Seen, open_round, record_visit
from lianfang.tasks.access import DO_TASKS, SEE_TASKS
from lianfang.territory.models import Area
from lianfang.territory.tests.make import make_user

SYSTEM = Actor.system("tests")
WORKING = (SEE_ROUNDS, WORK_ROUNDS, READ_DOORS, SEE_TASKS, DO_TASKS)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DOORS = (
    ("3号楼", "1-1-101"),
    ("3号楼", "1-1-102"),
    ("3号楼", "1-1-1001"),
    ("第二网格", "2-1-101"),
    ("第二网格", "2-1-102"),
    ("河西社区", "5-1-101"),
)
"""Where, and what stands on the door: three in the first grid, two in the second, one in the next community."""


@dataclass
class Cast:
    """A street with a round over its eastern community: a worker of the first grid, a secretary, a volunteer, a stranger."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    response: Response
    homes: dict[str, Household]
    worker: User
    colleague: User
    volunteer: User
    secretary: User
    office: User
    stranger: User

    def actor(self, name: str = "worker") -> Actor:
        return Actor.of(getattr(self, name))

    def client(self, name: str = "worker") -> Client:
        client = Client()
        client.force_login(getattr(self, name), backend=BACKEND)
        return client

    def open(self, **more: Any) -> Round:
        return make_round(self.areas["河东社区"], **more)

    def door(self, round_: Round, words: str) -> Door:
        return Door.objects.select_related("round", "household").get(round=round_, household=self.homes[words])


def make_cast() -> Cast:
    areas, units = make_units()
    committee, office = units["河东社区居委会"], units["云溪街道办事处"]
    worker = make_worker("worker", committee, *WORKING)
    make_member(committee, user=worker, grid_path=areas["第一网格"].path, grid_post="worker")
    return Cast(
        areas=areas,
        units=units,
        response=make_response(area_path=areas["和安区"].path),
        homes={door: make_household(areas[area].path, door=door) for area, door in DOORS},
        worker=worker,
        colleague=make_worker("colleague", committee, *WORKING),
        volunteer=make_user("volunteer", SEE_ROUNDS, WORK_ROUNDS, area=areas["第二网格"]),
        secretary=make_worker("secretary", committee, *WORKING, MANAGE_ROUNDS),
        office=make_worker("office", office, *WORKING, MANAGE_ROUNDS),
        stranger=make_worker("stranger", units["水峪村村委会"], *WORKING, MANAGE_ROUNDS),
    )


def make_round(area: Area, *, actor: Actor = SYSTEM, days: int = 7, **more: Any) -> Round:
    plan = Plan("第一轮摸排", area.path, now() + timedelta(days=days), now() - timedelta(days=1))
    return open_round(actor=actor, plan=replace(plan, **more))


def stamp(at: datetime | None = None, **more: Any) -> Stamp:
    return Stamp(at=at or now(), **more)


def knock(
    actor: Actor,
    door: Door | UUID,
    outcome: Outcome | str = Outcome.DONE,
    *,
    at: datetime | None = None,
    people_here: int | None = None,
    note: str = "",
    **found: Any,
) -> DoorVisit:
    """One knock; ``found`` are the parts of `Found`."""
    which = door.pk if isinstance(door, Door) else door
    seen = Seen(Outcome(outcome), people_here, Found(**found), note)
    return record_visit(actor=actor, stamp=stamp(at), door=which, seen=seen)


def record_of(kind: str, about: UUID, **values: Any) -> dict[str, Any]:
    """A record as a phone or another program hands it in."""
    return {"id": str(new_id()), "at": now().isoformat(), "kind": kind, "about": str(about), "values": values}


__all__ = ["SYSTEM", "Behind", "Cast", "knock", "make_cast", "make_round", "record_of", "stamp"]
