"""Tasks and hand-overs for tests: of this module and of everything above it. Call them inside ``watcher.resting()``."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.orgs.access import GO_ON_DUTY, SEE_UNITS
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_on_duty, make_units, make_worker
from lianfang.people.models import Person
from lianfang.people.tests.make import make_household, make_person
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.tasks import kinds
from lianfang.tasks.access import (
    ASSIGN_TASKS,
    DO_TASKS,
    EXCHANGE_OUTSIDE,
    HAND_OVER,
    OVERSEE,
    RECEIVE,
    SEE_PEOPLE,
    SEE_REASONS,
    SEE_TASKS,
)
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.models import HandOver, Task
from lianfang.tasks.rules import What
from lianfang.tasks.services import ask, hand_over
from lianfang.tasks.subjects import PERSON, Subject
from lianfang.territory.models import Area

SYSTEM = Actor.system("test")
LOOK_IN = kinds.register("tasks.test_look_in", "look in")
CENSUS = kinds.register("tasks.test_census", "census")
CARE = kinds.register("tasks.test_care", "care", purpose=Purpose.CARE)

DOES = (SEE_TASKS, SEE_PEOPLE, DO_TASKS, RECEIVE, GO_ON_DUTY, SEE_UNITS)
LEADS = (*DOES, SEE_REASONS, ASSIGN_TASKS, HAND_OVER, OVERSEE, EXCHANGE_OUTSIDE)


@dataclass
class Cast:
    """A district at work: a street with two communities and the command above, each with somebody on duty."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    response: Response
    sender: Unit
    receiver: Unit
    street: Unit
    command: Unit
    sends: User
    receives: User
    stranger: User
    leads_street: User
    leads_command: User

    def actor(self, user: User) -> Actor:
        return Actor.of(user)


def make_cast() -> Cast:
    """Hexi sends, Hedong receives; the stranger works in another town."""
    areas, units = make_units()
    sender, receiver = units["河西社区居委会"], units["河东社区居委会"]
    street, command, elsewhere = units["云溪街道办事处"], units["和安区指挥部"], units["水峪村村委会"]
    cast = Cast(
        areas=areas,
        units=units,
        response=make_response(),
        sender=sender,
        receiver=receiver,
        street=street,
        command=command,
        sends=make_worker("sends", sender, *LEADS),
        receives=make_worker("receives", receiver, *LEADS),
        stranger=make_worker("stranger", elsewhere, *LEADS),
        leads_street=make_worker("street", street, *LEADS),
        leads_command=make_worker("command", command, *LEADS),
    )
    duties = [
        (sender, cast.sends),
        (receiver, cast.receives),
        (street, cast.leads_street),
        (command, cast.leads_command),
    ]
    for unit, user in duties:
        make_on_duty(unit, user)
    return cast


def make_resident(area: Area, name: str = "王小明", **more: Any) -> Person:
    """Somebody with a household in an area."""
    return make_person(name, household=make_household(area.path), **more)


def make_task(cast: Cast, *, person: Person | None = None, due_at: datetime | None = None, **more: Any) -> Task:
    """A task of the receiving community about one of its residents."""
    who = person or make_resident(cast.areas["河东社区"])
    wanted: dict[str, Any] = {
        "kind": LOOK_IN.code,
        "subject": Subject(PERSON, who.pk),
        "area_path": who.area_path,
        "unit": cast.receiver,
        "because": Reason.of("tasks.asked"),
        "person": who,
        "due_at": due_at or now() + timedelta(hours=4),
        **more,
    }
    return ask(actor=SYSTEM, response=cast.response, **wanted)


def make_hand_over(cast: Cast, *, person: Person | None = None, **more: Any) -> HandOver:
    """A traveller sent from Hexi to Hedong, expected in an hour."""
    who = person or make_resident(cast.areas["河西社区"], name="张远行")
    wanted: dict[str, Any] = {
        "person": who,
        "from_unit": cast.sender,
        "to_unit": cast.receiver,
        "area_path": cast.areas["河东社区"].path,
        "expected_at": now() + timedelta(hours=1),
        "because": Reason.of("tasks.handed_over"),
        "kind": What.ARRIVAL,
        **more,
    }
    return hand_over(actor=SYSTEM, response=cast.response, **wanted)


def make_helper(unit: Unit, username: str = "helper", *actions: Action) -> User:
    """A volunteer of a unit, who does tasks and is not told why."""
    return make_worker(username, unit, *(actions or (SEE_TASKS, DO_TASKS)))
