"""What follows for arrivals when a person is handed over, seen, or does not come; and by which page whom is sent."""

from lianfang.arrivals.services import following
from lianfang.checkpoints.events import TravellerStopped
from lianfang.kernel.events import handles
from lianfang.tasks.events import (
    HandOverAccepted,
    HandOverNotArrived,
    HandOverReturned,
    HandOverSeen,
    HandOverSent,
    PersonReleased,
)
from lianfang.tasks.rules import What


@handles(HandOverSent)
def expect(event: HandOverSent) -> None:
    if event.hand_over.kind == What.ARRIVAL:
        following.expect(event.hand_over)


@handles(HandOverAccepted)
def move(event: HandOverAccepted) -> None:
    following.move(event.hand_over)


@handles(HandOverReturned)
def move_back(event: HandOverReturned) -> None:
    following.move(event.hand_over)


@handles(HandOverSeen)
def seen(event: HandOverSeen) -> None:
    following.mark_seen(event.hand_over)


@handles(PersonReleased)
def released(event: PersonReleased) -> None:
    following.close_released(event.person)


@handles(HandOverNotArrived)
def not_arrived(event: HandOverNotArrived) -> None:
    following.mark_not_arrived(event.hand_over)


@handles(TravellerStopped)
def told_at_the_post(event: TravellerStopped) -> None:
    following.note_whereabouts(event.check)
