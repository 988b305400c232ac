"""Many knocks at once, as a phone hands in a day: read, judged and written with few statements, each answered by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lianfang.accounts.actors import Actor
from lianfang.acts.services import Scene, record_many
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.events import publish, together
from lianfang.orgs.selectors import unit_of
from lianfang.people.bulk import insert_rows, update_rows
from lianfang.people.models import Household
from lianfang.privacy.audit import audit_each
from lianfang.response.selectors import edition_in_force
from lianfang.tasks import selectors
from lianfang.tasks.access import DO_TASKS
from lianfang.tasks.errands import Errand, errands_about
from lianfang.tasks.events import VisitRecorded
from lianfang.tasks.knocks import Knock, Slot, all_known, knocks_of
from lianfang.tasks.models import Answer, Task, Visit
from lianfang.tasks.rules import Reached, State
from lianfang.tasks.services.answering import CLOSED, closed
from lianfang.tasks.services.visiting import (
    Knocked,
    answers_of,
    by_person,
    checked,
    columns_of,
    record_visit,
    say_done,
)


@dataclass(frozen=True)
class Told:
    """What came of one knock: when, at which household (or at which person without one)."""

    stamp: Stamp
    about: UUID
    knocked: Knocked


@dataclass
class Made:
    """A knock that can be recorded, with its answers."""

    told: Told
    knock: Knock
    answers: Mapping[Slot, str]

    @property
    def answered(self) -> list[Task]:
        """The tasks that it answers."""
        if self.told.knocked.outcome is not Reached.REACHED:
            return []
        return [task for task in self.knock.tasks if task.person_id not in self.told.knocked.absent]


@transaction.atomic
def record_visits(*, actor: Actor, visits: Sequence[Told]) -> list[Visit | LianfangError]:
    """Record knocks and answer what waited, as `record_visit` does with each; why not, for what it would refuse.

    A door at which somebody knocked twice, and a stamp that is known, are taken one after the other. Raises Refused for
    whoever has no unit, and Invalid for a time that has not come: then each is to be taken by itself.
    """
    known = set(Visit.objects.filter(pk__in=[told.stamp.id for told in visits]).values_list("pk", flat=True))
    homes = set(Household.objects.filter(pk__in=[told.about for told in visits]).values_list("pk", flat=True))
    first = {told.about: told for told in reversed(visits) if told.stamp.id not in known}
    outcomes = _at_once(actor, list(first.values()), homes)
    for told in visits:
        if told.stamp.id not in outcomes:
            outcomes[told.stamp.id] = _alone(actor, told, homes)
    return [outcomes[told.stamp.id] for told in visits]


def _alone(actor: Actor, told: Told, homes: set[UUID]) -> Visit | LianfangError:
    door = ("household" if told.about in homes else "person", told.about)
    try:
        return record_visit(actor=actor, stamp=told.stamp, door=door, knocked=told.knocked)
    except LianfangError as refused:
        return refused


def _at_once(actor: Actor, visits: Sequence[Told], homes: set[UUID]) -> dict[UUID, Visit | LianfangError]:
    """One knock at each of these doors, by the id of its stamp; where nothing waits, none."""
    knocks = _knocks(actor, {told.about for told in visits}, homes) if visits else {}
    outcomes: dict[UUID, Visit | LianfangError] = {}
    made = []
    for told in visits:
        try:
            if knock := knocks.get(told.about):
                made.append(Made(told, knock, checked(knock, told.knocked)))
        except LianfangError as refused:
            outcomes[told.stamp.id] = refused
    written = _write(actor, made)
    _take_down(actor, made, written)
    return outcomes | written


def _knocks(actor: Actor, doors: set[UUID], homes: set[UUID]) -> dict[UUID, Knock]:
    """What waits at each of these doors for this actor."""
    here = Q(household__in=doors & homes) | Q(person__in=doors - homes, household=None)
    waiting = selectors.tasks_visible_to(actor, DO_TASKS).filter(here, state__in=selectors.WAITS, opens_at__lte=now())
    waiting = waiting.select_related("response", "unit", "household", "person")
    errands = _errands(doors, homes)
    found = {}
    for knock in all_known(knocks_of(waiting.order_by("due_at", "id"))):
        door = knock.household or knock.person
        if door is not None:
            knock.errands = errands.get(door.pk, [])
            found[door.pk] = knock
    return found


def _errands(doors: set[UUID], homes: set[UUID]) -> dict[UUID, list[Errand]]:
    found: dict[UUID, list[Errand]] = {}
    for errand in errands_about(Q(household__in=doors & homes) | Q(pk__in=doors - homes)):
        home = errand.person.household_id
        found.setdefault(home if home in homes else errand.person.pk, []).append(errand)
    return found


def _write(actor: Actor, made: Sequence[Made]) -> dict[UUID, Visit]:
    """The visits, written for each place at once."""
    unit = unit_of(actor) if made else None
    scenes: dict[tuple[UUID, str], list[Made]] = {}
    for each in made:
        scenes.setdefault((each.knock.tasks[0].response_id, each.knock.area_path), []).append(each)
    written = []
    for (_response, area_path), here in scenes.items():
        scene = Scene(here[0].knock.tasks[0].response, area_path, unit)  # type: ignore[arg-type]
        rows = [(each.told.stamp, _row(each)) for each in here]
        written += record_many(Visit, actor=actor, scene=scene, rows=rows)
    return {visit.pk: visit for visit in written}


def _row(made: Made) -> dict[str, object]:
    return {"household": made.knock.household, "person": made.knock.person, **columns_of(made.told.knocked)}


def _take_down(actor: Actor, made: Sequence[Made], visits: Mapping[UUID, Visit]) -> None:
    """Keep all answers, close all tasks they answer, then announce what was done, visit by visit."""
    editions = {each.knock.tasks[0].response for each in made if each.answered}
    in_force = {response.pk: edition_in_force(response).code for response in editions}
    rows: list[Answer] = []
    done: list[Task] = []
    for each in made:
        visit = visits[each.told.stamp.id]
        if each.told.knocked.outcome is Reached.REACHED:
            rows += answers_of(visit, each.knock, each.answers, each.told.knocked.absent, in_force[visit.response_id])
        done += [closed(actor, task, State.DONE, outcome=visit.outcome, act=visit) for task in each.answered]
    insert_rows(Answer, rows)
    update_rows(Task, done, CLOSED)
    audit_each(actor, "task.done", [(task, {"outcome": task.outcome}) for task in done])
    with together():
        for each in made:
            visit = visits[each.told.stamp.id]
            say_done(actor, visit, each.knock, each.answers, each.answered)
            publish(VisitRecorded(visit, by_person(each.answers)))
