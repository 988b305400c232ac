"""Somebody leaves the district, so that nobody waits for them."""

from datetime import date
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.arrivals.access import VERIFY
from lianfang.arrivals.models import Arrival, Departure
from lianfang.arrivals.rules import OPEN, Mark
from lianfang.arrivals.services.closing import answer_task, close
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.orgs.selectors import unit_of
from lianfang.people.models import Person
from lianfang.people.selectors import get_person_for
from lianfang.response.selectors import current_response


@transaction.atomic
def record_departure(
    *, actor: Actor, stamp: Stamp, person: UUID | str, leaves_on: date, back_on: date | None = None, goes_to: str = ""
) -> Departure:
    """A resident or somebody who had come leaves; an open arrival of theirs is closed. The same stamp changes nothing."""
    if back_on is not None and back_on < leaves_on:
        raise Invalid({"back_on": Reason.of("arrivals.left_first")})
    who = get_person_for(actor, person, action=VERIFY)
    response = current_response(who.area_path)
    repeated = was_recorded(Departure, stamp)
    departure = record(
        Departure,
        actor=actor,
        stamp=stamp,
        scene=Scene(response, who.area_path, unit_of(actor)),
        person=who,
        leaves_on=leaves_on,
        back_on=back_on,
        goes_to=goes_to,
    )
    if not repeated:
        _close_arrivals(actor, who)
    return departure


def _close_arrivals(actor: Actor, person: Person) -> None:
    for arrival in Arrival.objects.filter(person=person, state__in=sorted(OPEN)):
        close(actor, arrival, Mark.LEFT)
        answer_task(actor, arrival)
