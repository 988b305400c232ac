"""Somebody is handed over to this district from outside."""

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.people.services import meet_person
from lianfang.response.models import Response
from lianfang.tasks.access import EXCHANGE_OUTSIDE
from lianfang.tasks.models import HandOver
from lianfang.tasks.outside import Incoming
from lianfang.tasks.rules import What
from lianfang.tasks.services.sending import hand_over


@transaction.atomic
def take_in(*, actor: Actor, response: Response, incoming: Incoming, unit: Unit, area_path: str) -> HandOver:
    """Make a hand-over of a file or letter from outside; the receiving unit accepts it as any other.

    The same file twice makes one. Raises Refused, or Conflict where the person is in another hand-over.
    """
    actor.require(EXCHANGE_OUTSIDE, area_path=area_path, unit_path=unit.path)
    if earlier := HandOver.objects.filter(pk=incoming.number).first():
        return earlier
    person = meet_person(actor=actor, response=response, identity=incoming.identity)
    return hand_over(
        id=incoming.number,
        actor=actor,
        response=response,
        person=person,
        from_unit=incoming.sender,
        to_unit=unit,
        area_path=area_path,
        expected_at=incoming.expected_at,
        because=Reason.of("tasks.from_outside"),
        kind=What.ARRIVAL,
        note=incoming.note,
    )
