"""One knock (一次敲门): the open tasks of a household as one visit or call, each question asked once.

A *slot* is one question about one person, or about the household. What is on record within its validity, and was given
for a purpose that the asker may use, is not asked again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.kernel.numbers import walk_key
from lianfang.people.models import Household, Person
from lianfang.tasks import selectors
from lianfang.tasks.access import DO_TASKS
from lianfang.tasks.catalogue import Question, question_of
from lianfang.tasks.errands import Errand, errands_about
from lianfang.tasks.kinds import Purpose, kind_of
from lianfang.tasks.models import Answer, Task, Visit
from lianfang.tasks.rules import Reached, State

SAME_KNOCK = timedelta(minutes=5)
"""Records of one press, and of whoever fills in two forms at one door, lie no further apart."""
FEW = 10


@dataclass(frozen=True)
class Slot:
    """A question about one person, or (None) about the household."""

    question: Question
    person_id: UUID | None

    @property
    def key(self) -> str:
        """As a form names it."""
        return f"{self.question.code}:{self.person_id or 'household'}"


@dataclass
class Knock:
    """What is to be done at one door, or with one person who has none here."""

    household: Household | None
    person: Person | None
    """Set where there is no household."""
    tasks: list[Task] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)
    """What may be asked beside the tasks."""

    @property
    def due_at(self) -> datetime | None:
        return min((task.due_at for task in self.tasks if task.due_at is not None), default=None)

    @property
    def area_path(self) -> str:
        return self.household.area_path if self.household else self.tasks[0].area_path

    @property
    def place(self) -> tuple[str, str]:
        """For the order in which one walks: by building, then by door."""
        return self.area_path, walk_key(self.household.door if self.household else "")

    @cached_property
    def people(self) -> list[Person]:
        """Those whom the tasks and errands are about, in their order."""
        found = [*(task.person for task in self.tasks), *(errand.person for errand in self.errands)]
        return list({person.pk: person for person in found if person is not None}.values())

    @cached_property
    def asking(self) -> dict[Slot, list[Task]]:
        """Every question with the tasks that ask it."""
        slots: dict[Slot, list[Task]] = defaultdict(list)
        for task in self.tasks:
            for slot in slots_of(task):
                slots[slot].append(task)
        return dict(slots)

    @cached_property
    def known(self) -> Mapping[tuple[Slot, UUID], Answer]:
        """What the record answers, by slot and task."""
        return known_answers(self.tasks)

    @cached_property
    def extra(self) -> dict[Slot, list[Errand]]:
        """The questions that only errands ask; they may be left empty."""
        slots: dict[Slot, list[Errand]] = defaultdict(list)
        for errand in self.errands:
            for code in errand.questions:
                slots[Slot(question_of(code), errand.person.pk)].append(errand)
        return {slot: errands for slot, errands in slots.items() if slot not in self.asking}

    @property
    def to_ask(self) -> list[Slot]:
        """The questions that at least one task needs answered now, and those of errands."""
        needed = [
            slot for slot, tasks in self.asking.items() if any((slot, task.pk) not in self.known for task in tasks)
        ]
        return [*needed, *self.extra]

    def purposes(self, slot: Slot) -> list[Purpose]:
        """For what an answer is wanted."""
        wanted = [kind_of(task.kind).purpose for task in self.asking.get(slot, ())]
        return list(dict.fromkeys([*wanted, *(errand.purpose for errand in self.extra.get(slot, ()))]))

    @cached_property
    def suggested(self) -> dict[Slot, str]:
        """What was told elsewhere, by the question to which it may be the answer."""
        asked: dict[Question, list[UUID]] = defaultdict(list)
        for slot in self.to_ask:
            if slot.question.suggested and slot.person_id:
                asked[slot.question].append(slot.person_id)
        found = {each: each.suggested(people) for each, people in asked.items() if each.suggested}
        return {Slot(question, who): text for question, told in found.items() for who, text in told.items() if text}

    @property
    def from_record(self) -> list[tuple[Slot, Answer]]:
        """The questions that need not be asked, with what is on record."""
        asked = set(self.to_ask)
        return list({slot: (slot, answer) for (slot, _), answer in self.known.items() if slot not in asked}.values())


def all_known(knocks: Sequence[Knock]) -> Sequence[Knock]:
    """The same knocks, the record asked once for what it answers of all of them."""
    known = known_answers([task for knock in knocks for task in knock.tasks])
    for knock in knocks:
        here = [(slot, task.pk) for task in knock.tasks for slot in slots_of(task)]
        knock.known = {key: known[key] for key in here if key in known}
    return knocks


def slots_of(task: Task) -> list[Slot]:
    questions = [question_of(code) for code in task.questions]
    return [Slot(each, None if each.of_household and task.household_id else task.person_id) for each in questions]


def knocks_of(tasks: Iterable[Task]) -> list[Knock]:
    """Tasks grouped by door, in walking order; those worked on a page of their own are left out."""
    knocks: dict[tuple[str, UUID], Knock] = {}
    for task in tasks:
        key = key_of(task)
        if key is not None:
            knock = knocks.setdefault(key, Knock(task.household, None if task.household_id else task.person))
            knock.tasks.append(task)
    return sorted(knocks.values(), key=lambda knock: knock.place)


def also_here(actor: Actor, knock: Knock) -> list[Task]:
    """What else waits at the same door and is worked on a page of its own, so that nobody has to come twice."""
    here = Q(person__in=[person.pk for person in knock.people])
    if knock.household is not None:
        here |= Q(household=knock.household)
    waiting = selectors.tasks_visible_to(actor).filter(here, state__in=selectors.WAITS, opens_at__lte=now())
    return [task for task in waiting.order_by("due_at", "id") if kind_of(task.kind).knock and not asks_here(task)]


def tried_before(knock: Knock, most: int = 3) -> list[Visit]:
    """The last times somebody knocked here and reached nobody, the newest first; noted once for all who ask."""
    here = Q(household=knock.household) if knock.household else Q(person=knock.person, household=None)
    since = min(task.opens_at for task in knock.tasks)
    tried = Visit.kept.filter(here, happened_at__gte=since).exclude(outcome=Reached.REACHED.value)
    return list(tried.order_by("-happened_at")[:most])


def asks_here(task: Task) -> bool:
    """Whether a task is answered on the visit form: it has questions, or its kind has no page of its own."""
    kind = kind_of(task.kind)
    return kind.knock and bool(task.questions or not kind.page)


def key_of(task: Task) -> tuple[str, UUID] | None:
    if not asks_here(task):
        return None
    if task.household_id:
        return "household", task.household_id
    return ("person", task.person_id) if task.person_id else None


def knock_for(actor: Actor, kind: str, which: UUID | str, *, action: Action = DO_TASKS) -> Knock:
    """All tasks of one door that this actor may do; NotFound where nothing waits there."""
    waiting = selectors.tasks_visible_to(actor, action).filter(state__in=selectors.WAITS, opens_at__lte=now())
    here = Q(household=which) if kind == "household" else Q(person=which, household=None)
    found = knocks_of(waiting.filter(here).order_by("due_at", "id"))
    if not found:
        raise NotFound
    found[0].errands = errands_about(Q(household=which) if kind == "household" else Q(pk=which))
    return found[0]


def knock_just_answered(actor: Actor, kind: str, which: UUID | str, *, at: datetime) -> Knock:
    """What waited at a door until another record of the same person, made with the same press, answered it.

    Raises NotFound where there is no such record.
    """
    here = Q(household=which) if kind == "household" else Q(person=which, household=None)
    done = selectors.tasks_visible_to(actor, DO_TASKS).filter(here, state=State.DONE.value, closed_by=actor.name)
    by_others = done.exclude(answered_by_id=None).exclude(answered_by_kind=Visit._meta.label_lower)
    for task in by_others.order_by("-closed_at")[:FEW]:
        act = apps.get_model(task.answered_by_kind).objects.filter(pk=task.answered_by_id).first()
        if act is not None and abs(act.happened_at - at) <= SAME_KNOCK:
            return Knock(task.household, None if task.household_id else task.person, [task])
    raise NotFound


def known_answers(tasks: Sequence[Task]) -> dict[tuple[Slot, UUID], Answer]:
    """For each task the answers on record that stand and that it may use."""
    record = _newest(tasks)
    known = {}
    for task in tasks:
        purpose = kind_of(task.kind).purpose
        for slot in slots_of(task):
            answer = record.get((slot.question.code, slot.person_id or task.household_id))
            if answer is not None and slot.question.serves(answer.purpose, purpose):  # type: ignore[arg-type]
                known[slot, task.pk] = answer
    return known


def _newest(tasks: Sequence[Task]) -> dict[tuple[str, UUID | None], Answer]:
    codes = {code for task in tasks for code in task.questions}
    if not codes:
        return {}
    about = Q(person__in=[task.person_id for task in tasks if task.person_id])
    about |= Q(household__in=[task.household_id for task in tasks if task.household_id], person=None)
    standing = Answer.objects.filter(about, question__in=codes, valid_until__gt=now()).select_related("response")
    return {(each.question, each.person_id or each.household_id): each for each in standing.order_by("answered_at")}
