"""Reading arrivals: those into the actor's area, and those for which the actor's unit answers."""

from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.arrivals.access import SEE_ARRIVALS
from lianfang.arrivals.models import Arrival, Departure
from lianfang.arrivals.rules import OPEN, WAITS_FOR_VERIFICATION
from lianfang.kernel.clock import now
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.vault.fields import look_up


def arrivals_visible_to(actor: Actor, action: Action = SEE_ARRIVALS) -> QuerySet[Arrival]:
    rows = Arrival.objects.select_related("unit", "person", "hand_over", "measure")
    return scope(rows, actor, action, units=("unit_path",))


def get_arrival_for(
    actor: Actor, arrival_id: UUID | str, *, action: Action = SEE_ARRIVALS, lock: bool = False
) -> Arrival:
    """The arrival, if the actor may do this with it; NotFound otherwise. Locked, it is fresh and alone."""
    rows = arrivals_visible_to(actor, action)
    return get_by_id(rows.select_for_update(of=("self",)) if lock else rows, arrival_id)


def open_arrival_of(response: Response, *, person: Person | None = None, id_number: str = "") -> Arrival | None:
    """The arrival that a further report of the same person joins: certain by the record or by the ID number."""
    same = Q(pk__in=[])
    if person is not None:
        same |= Q(person=person)
    number = id_number or (person.id_number if person else "")
    if number:
        same |= Q(id_key=look_up(response.id, "id", number))
    return Arrival.objects.filter(same, response=response, state__in=sorted(OPEN)).order_by("reported_at").first()


def overdue() -> Q:
    """The filter for what should have been verified by now."""
    return Q(state__in=sorted(WAITS_FOR_VERIFICATION), verified_at=None, verify_by__lte=now())


def get_departure_for(actor: Actor, departure_id: UUID | str) -> Departure:
    """The departure, if it counts and the actor may see it; NotFound otherwise."""
    return get_by_id(departures_visible_to(actor), departure_id)


def departures_visible_to(actor: Actor, action: Action = SEE_ARRIVALS) -> QuerySet[Departure]:
    return scope(Departure.kept.select_related("person"), actor, action, units=("unit_path",))
