"""One knock: two units want to know something of a household, and one visit answers both."""

from datetime import time, timedelta
from random import Random

from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import at, now, today
from lianfang.people.models import Household
from lianfang.project.demo.people import resident_of
from lianfang.project.demo.world import World
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.knocks import knock_for
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.services import Knocked, record_visit, wonder

DAYS, DOORS = 2, 2
"""On so many of the last days, and at so many doors of each of the first communities."""
COMMUNITIES = 4


def build_knocks(world: World) -> None:
    for day in world.days[-DAYS:]:
        world.then(at(day, time(9, 10)), _ask)


def _ask(world: World) -> None:
    """The street wants to know who needs help, the command how many live there; the evening's visit asks once."""
    dice = world.dice(f"knocks {now().isoformat()}")
    for community in world.communities[:COMMUNITIES]:
        homes = world.households_in(community.path)
        office, command = world.staff_of(world.office_of(community.path)), world.office()
        until = now() + timedelta(hours=10)
        for home in dice.sample(homes, min(DOORS, len(homes))):
            if person := resident_of(world, dice, home):
                wonder(actor=office.actor, about=person, questions=[HELP], due_at=until, purpose=Purpose.CARE)
                wonder(actor=command.actor, about=home, questions=[HOME], due_at=until, purpose=Purpose.CARE)
                evening = at(today(), time(17)) + timedelta(minutes=dice.randint(0, 110))
                world.then(evening, _knock, home, dice)


HELP, HOME = "tasks.needs_help", "tasks.people_at_home"


def _knock(world: World, home: Household, dice: Random) -> None:
    """Where something else waits too, the visit is left to whoever looks at the demonstration."""
    worker = world.staff_of(world.committee_of(home.area_path), "worker")
    door = ("household", home.pk)
    slots = knock_for(worker.actor, *door).to_ask
    if not {slot.question.code for slot in slots} <= {HELP, HOME}:
        return
    is_in = dice.random() < 0.8
    said = {HELP: "no" if dice.random() < 0.9 else "yes", HOME: str(dice.randint(1, 5))}
    answers = {slot.key: said[slot.question.code] for slot in slots} if is_in else {}
    knocked = Knocked(Channel.DOOR, Reached.REACHED if is_in else Reached.NOT_AT_HOME, answers)
    record_visit(actor=worker.actor, stamp=Stamp(), door=door, knocked=knocked)
