"""Which unit answers for a person: always exactly one, from the first hand-over until the release."""

from typing import Any

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.kernel.events import publish
from lianfang.messaging.services import tell
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.tasks.access import RECEIVE
from lianfang.tasks.events import PersonReleased
from lianfang.tasks.holds import is_held
from lianfang.tasks.models import HandOver, Responsibility, Task
from lianfang.tasks.rules import WAITING, State
from lianfang.tasks.services.answering import TaskOrId, close, locked, must_allow
from lianfang.tasks.subjects import DECIDE
from lianfang.tasks.subjects import RECEIVE as RECEIVING

HANDED_ON, RELEASED, LEFT, NOTHING_MORE = "handed_on", "released", "left_district", "nothing_more"


def current(person: Person) -> Responsibility | None:
    return Responsibility.objects.filter(person=person, until=None).select_related("unit").first()


@transaction.atomic
def take_responsibility(
    *, actor: Actor, response: Response, person: Person, unit: Unit, area_path: str = ""
) -> Responsibility:
    """From now on this unit answers for the person, and the one before no longer; saying it again changes nothing."""
    before = current(person)
    if before is not None and before.unit_path == unit.path:
        return before
    if before is not None:
        _end(actor, before, HANDED_ON)
    area = area_path or unit.area_path
    taken = Responsibility(response=response, person=person, unit=unit, unit_path=unit.path, area_path=area)
    taken.save(force_insert=True)
    audit(actor, "responsibility.taken", taken, unit=unit.path)
    return taken


@transaction.atomic
def release(*, actor: Actor, response: Response, person: Person, because: str = RELEASED) -> None:
    """Nobody has to answer for the person any longer; what waited for a decision is closed with it.

    As long as a measure runs the unit goes on answering, unless the person has left the district.
    """
    settle(actor=actor, person=person, outcome=because)
    if because != LEFT and is_held(person):
        return
    if open_one := current(person):
        _end(actor, open_one, because)
        publish(PersonReleased(person, because))


@transaction.atomic
def settle(*, actor: Actor, person: Person, outcome: str, response: Response | None = None) -> None:
    """What had to be decided about the person is decided, or has passed on: close the tasks that waited for it."""
    for task in _undecided(person):
        close(actor, task, State.DONE, outcome=outcome)


@transaction.atomic
def let_go(*, actor: Actor, task: TaskOrId) -> Task:
    """Decide that nothing more is needed for somebody who was received: the person is released.

    Raises Refused as long as something still runs for the person.
    """
    decided = locked(actor, task, RECEIVE)
    if decided.state == State.DONE and decided.outcome == NOTHING_MORE:
        return decided
    must_allow(decided, State.DONE)
    if decided.person is not None and is_held(decided.person):
        raise Refused("tasks.still_held")
    close(actor, decided, State.DONE, outcome=NOTHING_MORE)
    if decided.person is not None:
        release(actor=actor, response=decided.response, person=decided.person)
    return decided


def tell_if_elsewhere(actor: Actor, person: Person, unit: Unit, hand_over: HandOver) -> None:
    """Tell the unit that answers for the person that another one has seen them."""
    answering = current(person)
    if answering is not None and answering.unit_path != unit.path:
        link = f"/tasks/hand-overs/{hand_over.pk}/"
        tell(actor=actor, unit=answering.unit_path, code="tasks.tell_seen_elsewhere", link=link)


def _end(actor: Actor, responsibility: Responsibility, because: str) -> None:
    responsibility.until, responsibility.ended_because = now(), because
    responsibility.save(update_fields=["until", "ended_because"])
    audit(actor, "responsibility.ended", responsibility, because=because)


def _undecided(person: Person) -> list[Task]:
    """Tasks to decide about the person, and those of hand-overs that came back or ended at nobody's door."""
    waiting: Any = Task.objects.filter(person=person, state__in=sorted(WAITING), kind__in=[DECIDE.code, RECEIVING.code])
    return [
        task
        for task in waiting.select_related("hand_over")
        if task.kind == DECIDE.code or not task.hand_over.is_pending
    ]
