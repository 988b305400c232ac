"""What follows for arrivals when a person is handed over, seen, visited, found at a door, or does not come."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianfang.arrivals.models import Arrival
from lianfang.arrivals.services import following, found_at_the_door, verify_by_visit
from lianfang.arrivals.subjects import VERIFY
from lianfang.checkpoints.events import TravellerStopped
from lianfang.kernel.events import handles
from lianfang.orgs.events import UnitEnded
from lianfang.response.models import Response
from lianfang.screening.events import ArrivalFound
from lianfang.tasks.events import (
    HandOverAccepted,
    HandOverNotArrived,
    HandOverReturned,
    HandOverSeen,
    HandOverSent,
    PersonReleased,
    TaskDone,
)
from lianfang.tasks.models import Visit
from lianfang.tasks.rules import What
from lianfang.verification.yields import gives


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


@handles(UnitEnded)
def go_on_above(ended: UnitEnded) -> None:
    following.pass_on(ended.unit)


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


@handles(ArrivalFound)
def found_door_to_door(event: ArrivalFound) -> None:
    found_at_the_door(visit=event.visit, who=event.who)


@handles(TaskDone)
def verified_by_a_knock(event: TaskDone) -> None:
    """An arrival was verified on a visit, in one form with the household's other questions."""
    if event.task.kind != VERIFY.code or not isinstance(event.act, Visit):
        return
    arrival = Arrival.objects.select_related("unit", "person", "response", "hand_over").get(pk=event.task.subject_id)
    verify_by_visit(arrival=arrival, visit=event.act, answers=event.answers)


@gives("arrivals.arrival", _("arrivals reported"))
def came_of_a_list(response: Response, since: datetime) -> QuerySet[Any, Any]:
    """Who was reported as an arrival after a list asked about them."""
    return Arrival.objects.filter(response=response, reported_at__gte=since, person__isnull=False).values("person")
