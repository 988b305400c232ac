"""Across the district's border: somebody is announced by letter from elsewhere, somebody is sent on by letter."""

from datetime import timedelta
from random import Random

from lianfang.kernel.clock import now, today
from lianfang.kernel.wording import Reason
from lianfang.people.services import meet_person
from lianfang.project.demo.handing import Fate, Journey, receive_soon
from lianfang.project.demo.home import Turn
from lianfang.project.demo.people import home_in, stranger
from lianfang.project.demo.world import World
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import Visit
from lianfang.tasks.rules import What
from lianfang.tasks.services import accept_hand_over, hand_over

INCOMING = ((172.0, 0, Fate.SEEN), (88.0, None, Fate.SEEN), (31.0, 1, Fate.LATE), (0.4, 0, Fate.WAITING))
"""Hours before the moment of creation, the community meant, and how it goes."""
OUTGOING = (100.0, 19.0)


def build_letters(world: World) -> None:
    for ago, community, fate in INCOMING:
        world.then(world.as_of - timedelta(hours=ago), _come, community, fate)
    for ago in OUTGOING:
        world.then(world.as_of - timedelta(hours=ago), _go)


def _come(world: World, community: int | None, fate: Fate) -> None:
    """The place where somebody was has written to us; the command hands the letter to the community."""
    dice = world.dice(f"letter {now().isoformat()}")
    risks = [area for area in world.risks if area.level == "medium"]
    if not risks:
        return
    risk = dice.choice(risks)
    home = home_in(world, dice, community)
    identity = stranger(world, dice, address=str(home.address))
    person = meet_person(actor=world.office().actor, response=world.response, identity=identity)
    sent = hand_over(
        actor=world.office().actor,
        response=world.response,
        person=person,
        from_unit=f"{risk.name}防控指挥部",
        to_unit=world.committee_of(home.area_path),
        area_path=home.area_path,
        expected_at=now() + timedelta(hours=4),
        because=Reason.of("tasks.handed_over"),
        kind=What.ARRIVAL,
        note="协查函：自驾返乡",
    )
    receive_soon(world, sent, Journey(fate, Turn.NONE, dice, _visits(dice, risk)))


def _visits(dice: Random, risk: RiskArea) -> tuple[Visit, ...]:
    left = today()
    return (Visit(risk.code, risk.name, left - timedelta(days=dice.randint(3, 12)), left),)


def _go(world: World) -> None:
    """Somebody observed here goes on to another district: its command answers for them from now on."""
    running = [stay for stay in world.stays if stay.is_in_force() and stay.measure.unit_path == stay.unit.path]
    dice = world.dice(f"letter {now().isoformat()}")
    if not running:
        return
    stay = dice.choice(running)
    secretary = world.staff_of(stay.unit, "secretary").actor
    sent = hand_over(
        actor=secretary,
        response=world.response,
        person=stay.person,
        from_unit=stay.unit,
        to_unit="安州市南城区防控指挥部",
        area_path=stay.area_path,
        expected_at=now() + timedelta(hours=6),
        because=Reason.of("tasks.handed_over"),
        kind=What.TRANSFER,
        note="点对点转运，对方已安排接站",
    )
    accept_hand_over(actor=secretary, hand_over=sent, contact="安州市南城区指挥部值班室")
