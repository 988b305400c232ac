"""From the post to the door: what becomes of a hand-over, step by step, each at its own time."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

from lianfang.acts.stamps import Stamp
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import OPEN, Result
from lianfang.arrivals.services import Checked, verify
from lianfang.checkpoints.models import PersonCheck
from lianfang.checkpoints.rules import Decision
from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.project.demo.home import Stay, Turn, begin_stay
from lianfang.project.demo.world import Staff, World
from lianfang.risk.rules import Visit
from lianfang.tasks.models import HandOver
from lianfang.tasks.rules import Channel, Handing, What
from lianfang.tasks.selectors import pending_of
from lianfang.tasks.services import (
    accept_hand_over,
    hand_over,
    mark_not_arrived,
    mark_seen,
    return_hand_over,
    withdraw,
)


class Fate(StrEnum):
    """How a hand-over goes."""

    SEEN = "seen"
    LATE = "late"
    RETURNED = "returned"
    """Returned, because the address was another's, and sent on to the right unit."""
    WITHDRAWN = "withdrawn"
    FOUND_LATER = "found_later"
    WAITING = "waiting"
    SILENT = "silent"
    """Nobody answers; it rises."""
    ON_THE_WAY = "on_the_way"
    SENT_BACK = "sent_back"
    LOST = "lost"


@dataclass(frozen=True)
class Journey:
    """A traveller between a post and a door: how it goes, and what is special about the stay that follows."""

    fate: Fate
    turn: Turn
    dice: Random
    visits: tuple[Visit, ...] = ()
    """Where they were, as they tell it again at the door."""

    def minutes(self, least: int, most: int) -> timedelta:
        return timedelta(minutes=self.dice.randint(least, most))


def follow(world: World, check: PersonCheck, journey: Journey) -> None:
    """Put the next step of a traveller's hand-over on the agenda, if there is one."""
    if check.person is None:
        return
    if check.decision == Decision.TURN_BACK:
        world.then(now() + journey.minutes(20, 200), _confirm, check.person)
    sent = pending_of(check.person)
    if sent is None or sent.to_unit is None:
        return
    receive_soon(world, sent, journey)


def receive_soon(world: World, sent: HandOver, journey: Journey) -> None:
    """Put what the receiver does first on the agenda; who waits, waits."""
    begin, minutes = _STEPS.get(journey.fate, (None, (0, 0)))
    if begin is not None:
        world.then(now() + journey.minutes(*minutes), begin, sent, journey)


def _confirm(world: World, person: Person) -> None:
    """The place from which a turned-back traveller came has answered the letter: who there, the crew writes down."""
    for letter in HandOver.objects.filter(person=person, kind=What.NOTICE, state=Handing.SENT.value):
        if letter.from_unit is not None and letter.to_unit is None:
            crew = world.staff_of(letter.from_unit)
            accept_hand_over(actor=crew.actor, hand_over=letter, contact="当地指挥部值班员已电话确认")


def _accept(world: World, sent: HandOver, journey: Journey) -> None:
    """Whoever is on duty accepts; where nobody is, it waits on."""
    staff = world.answering(sent.to_unit) if sent.to_unit else None
    if staff is None:
        return
    taken = accept_hand_over(actor=staff.actor, hand_over=sent)
    missed_by = timedelta(minutes=journey.dice.randint(5, 40))
    if journey.fate in (Fate.LOST, Fate.FOUND_LATER):
        world.then(taken.see_by + missed_by, _not_arrived, taken)
    if journey.fate is Fate.FOUND_LATER:
        world.then(taken.see_by + timedelta(hours=journey.dice.randint(3, 15)), _see, taken, journey)
    elif journey.fate not in (Fate.LOST, Fate.ON_THE_WAY):
        moment = max(now(), taken.expected_at) + timedelta(minutes=journey.dice.randint(-12, 75))
        world.then(max(now() + timedelta(minutes=6), moment), _see, taken, journey)


def _receiver(world: World, sent: HandOver) -> Staff:
    assert sent.to_unit is not None  # noqa: S101 - inside the district
    return world.answering(sent.to_unit) or world.staff_of(sent.to_unit)


def _see(world: World, sent: HandOver, journey: Journey) -> None:
    """The person lies in the clinic's bed, or stands at the door and tells again where they were."""
    staff = _receiver(world, sent)
    arrival = Arrival.objects.filter(hand_over=sent, state__in=sorted(OPEN)).first()
    if arrival is None:
        mark_seen(actor=staff.actor, hand_over=sent)
    else:
        at_the_door(world, staff, arrival, journey)


def at_the_door(world: World, staff: Staff, arrival: Arrival, journey: Journey) -> None:
    """An arrival is verified with the person; what the edition proposes is put to an office."""
    checked = Checked(Channel.DOOR, Result.CONFIRMED, visits=journey.visits)
    verified = verify(actor=staff.actor, stamp=Stamp(), arrival=arrival, checked=checked)
    if verified.measure is not None and verified.person is not None:
        person, measure = verified.person, verified.measure
        begin_stay(world, Stay(person, verified.unit, verified.area_path, journey.dice, measure, journey.turn))


def _not_arrived(world: World, sent: HandOver) -> None:
    mark_not_arrived(actor=_receiver(world, sent).actor, hand_over=sent)


def _return(world: World, sent: HandOver, journey: Journey) -> None:
    back = return_hand_over(
        actor=_receiver(world, sent).actor,
        hand_over=sent,
        because=Reason.of("tasks.return_not_ours"),
        note="门牌不在本社区，应为相邻社区",
    )
    if journey.fate is Fate.RETURNED:
        world.then(now() + journey.minutes(5, 20), _send_again, back, journey)


def _withdraw(world: World, sent: HandOver, journey: Journey) -> None:
    assert sent.from_unit is not None  # noqa: S101
    withdraw(actor=world.staff_of(sent.from_unit).actor, hand_over=sent)
    world.then(now() + journey.minutes(5, 20), _send_again, sent, journey)


_STEPS = {
    Fate.SEEN: (_accept, (3, 24)),
    Fate.LATE: (_accept, (45, 140)),
    Fate.RETURNED: (_return, (8, 25)),
    Fate.SENT_BACK: (_return, (8, 25)),
    Fate.WITHDRAWN: (_withdraw, (4, 20)),
    Fate.LOST: (_accept, (3, 20)),
    Fate.FOUND_LATER: (_accept, (3, 20)),
    Fate.ON_THE_WAY: (_accept, (2, 5)),
}
"""What happens first, and within how many minutes; those who wait, wait."""


def _send_again(world: World, back: HandOver, journey: Journey) -> None:
    """To the committee next door, which was meant."""
    if back.from_unit is None or back.to_unit is None:
        return
    other = _next_door(world, back.to_unit)
    sent = hand_over(
        actor=world.staff_of(back.from_unit).actor,
        response=back.response,
        person=back.person,
        from_unit=back.from_unit,
        to_unit=other,
        area_path=other.area_path,
        expected_at=now() + timedelta(minutes=40),
        because=back.because,
        kind=back.kind,
    )
    world.then(now() + journey.minutes(3, 15), _accept, sent, journey)


def _next_door(world: World, unit: Unit) -> Unit:
    """A unit of the same kind near by, with somebody on duty."""
    others = [
        each
        for each in world.units.values()
        if each.kind == unit.kind and each.pk != unit.pk and each.path in world.on_duty
    ]
    return min(others, key=lambda each: (each.path[:8] != unit.path[:8], each.path))
