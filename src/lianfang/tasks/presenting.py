"""What somebody may be told about a task or hand-over: whom it is about and why, by role."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.kernel.identifiers import mask_name
from lianfang.kernel.wording import Reason
from lianfang.orgs import selectors as orgs
from lianfang.people.models import Person
from lianfang.tasks import selectors
from lianfang.tasks.access import SEE_PEOPLE, SEE_REASONS
from lianfang.tasks.answers import spoken
from lianfang.tasks.catalogue import question_of
from lianfang.tasks.kinds import TaskKind, kind_of, name_of_kind
from lianfang.tasks.knocks import Knock, key_of
from lianfang.tasks.models import Answer, HandOver, Task
from lianfang.tasks.rules import Handing
from lianfang.tasks.subjects import HOUSEHOLD, PERSON, Shown, Subject, shown
from lianfang.territory.names import full_name, names_of
from lianfang.ui.parts import Entry

WITHHELD = Reason.of("tasks.reason_withheld")


def may_see_people(actor: Actor, row: Task | HandOver) -> bool:
    return any(actor.may(SEE_PEOPLE, area_path=row.area_path, unit_path=path) for path in _units(row))


def reason_for(actor: Actor, row: Task | HandOver) -> Reason:
    """Why it was asked, for whoever may know; a volunteer is not told who is a contact."""
    told = any(actor.may(SEE_REASONS, area_path=row.area_path, unit_path=path) for path in _units(row))
    return row.because if told else WITHHELD


def masked(actor: Actor, row: Task | HandOver) -> str:
    """The name as a list shows it, "" where there is none or the actor may not see it."""
    if row.person is None or not may_see_people(actor, row):
        return ""
    return mask_name(row.person.name)


def answers_to(task: Task) -> list[tuple[str, str]]:
    """What was answered to the questions of a task, as it stood when the task was closed."""
    if task.closed_at is None or not task.questions:
        return []
    about = Q(person=task.person_id) if task.person_id else Q(pk__in=[])
    about |= Q(household=task.household_id, person=None) if task.household_id else Q(pk__in=[])
    given = Answer.objects.filter(about, question__in=task.questions, answered_at__lte=task.closed_at)
    newest = {each.question: each for each in given.select_related("response").order_by("answered_at", "id")}
    questions = [question_of(code) for code in task.questions if code in newest]
    return [(str(each.wording), spoken(each, newest[each.code].value)) for each in questions]


def askers(tasks: Sequence[Task]) -> list[str]:
    """The units that want to know, beside the one that goes and asks."""
    paths = dict.fromkeys(path for task in tasks for path in task.asked_by if path != task.unit_path)
    return [str(orgs.unit_at(path)) for path in paths]


def _units(row: Task | HandOver) -> tuple[str, ...]:
    if isinstance(row, Task):
        return (row.unit_path, *row.asked_by)
    return tuple(filter(None, (row.from_unit_path, row.to_unit_path)))


@dataclass(frozen=True)
class TaskLine:
    """A task as a card shows it to this actor."""

    actor: Actor
    task: Task
    subject: Shown | None

    @property
    def title(self) -> str:
        about = self.who or (self.subject.text if self.subject else "")
        return f"{name_of_kind(self.task.kind)} · {about}" if about else name_of_kind(self.task.kind)

    @property
    def who(self) -> str:
        return masked(self.actor, self.task)

    @property
    def because(self) -> Reason:
        return reason_for(self.actor, self.task)

    @property
    def place(self) -> str:
        door = self.task.household.door if self.task.household else ""
        return " ".join(filter(None, (full_name(self.task.area_path), door)))

    @property
    def href(self) -> str:
        return reverse("tasks:task", args=[self.task.pk])


def lines(actor: Actor, tasks: Iterable[Task]) -> list[TaskLine]:
    """Cards of tasks; subjects are resolved together."""
    rows = list(tasks)
    learn_places(rows)
    subjects = [Subject(task.subject_kind, task.subject_id) for task in rows]
    known = shown(actor, [each for each in subjects if each.kind not in {PERSON, HOUSEHOLD}])
    return [TaskLine(actor, task, known.get(subject)) for task, subject in zip(rows, subjects, strict=True)]


def page_of_task(actor: Actor, task: Task) -> str:
    """Where this actor answers a task: the page its kind names, the hand-over's card, the knock of its door.

    "" where there is no such page, or where it does not open to them.
    """
    if hasattr(task, "hand_over"):
        return reverse("tasks:hand_over", args=[task.hand_over.pk])
    door = key_of(task)
    if door is not None:
        return reverse("tasks:knock", args=door) if selectors.may_knock(actor, task) else ""
    kind = kind_of(task.kind)
    return reverse(kind.page, args=[task.subject_id]) if kind.page and _opens(actor, kind, task) else ""


def _opens(actor: Actor, kind: TaskKind, task: Task) -> bool:
    try:
        return kind.opened_by is not None and bool(kind.opened_by(actor, task.subject_id))
    except NotFound:
        return False


def is_done_here(task: Task) -> bool:
    """Whether a task is finished by saying so on its own page: nothing else answers it."""
    return not (hasattr(task, "hand_over") or kind_of(task.kind).page or key_of(task) is not None)


@dataclass(frozen=True)
class Card:
    """A hand-over as its card shows it to this actor."""

    actor: Actor
    hand_over: HandOver
    duties: Mapping[UUID, str] | None = None
    """Phones on duty by unit, where many cards are shown; otherwise the one is looked up."""

    @property
    def title(self) -> str:
        who = masked(self.actor, self.hand_over)
        kind = self.hand_over.get_kind_display()
        return f"{who} · {kind}" if who else str(kind)

    @property
    def because(self) -> Reason:
        return reason_for(self.actor, self.hand_over)

    @property
    def due(self) -> datetime | None:
        """The clock that runs now."""
        if self.hand_over.state == Handing.SENT:
            return self.hand_over.accept_by
        waits = self.hand_over.state in {Handing.ACCEPTED, Handing.NOT_ARRIVED}
        return self.hand_over.see_by if waits and self.hand_over.to_unit else None

    @cached_property
    def phone(self) -> str:
        """Whom the other side calls: who accepted, or who is on duty at the receiver."""
        if self.hand_over.accepted_phone or self.hand_over.to_unit is None:
            return self.hand_over.accepted_phone
        unit = self.hand_over.to_unit
        known = self.duties if self.duties is not None else phones_of([unit.path])
        return known.get(unit.pk, "") or unit.duty_phone

    @property
    def href(self) -> str:
        return reverse("tasks:hand_over", args=[self.hand_over.pk])

    @property
    def place(self) -> str:
        return full_name(self.hand_over.area_path) if self.hand_over.area_path else ""


def phones_of(units: Sequence[str]) -> dict[UUID, str]:
    """The phone of whoever went on duty last, by unit."""
    duties = orgs.open_duties().filter(unit__path__in=units)
    return {duty.unit_id: duty.phone for duty in reversed(duties)}


def learn_places(rows: Iterable[Any]) -> None:
    """Read the names of the areas of many rows, and of all above them, at once."""
    names_of(row.area_path for row in rows)


def door_of(knock: Knock) -> str:
    door = knock.household.door if knock.household else ""
    return " ".join(filter(None, (full_name(knock.area_path), door)))


def names(actor: Actor, people: Sequence[Person], row: Task) -> list[str]:
    return [mask_name(person.name) for person in people] if may_see_people(actor, row) else []


def history_of(hand_over: HandOver) -> list[Entry]:
    """What happened to a hand-over, newest first."""
    done = [
        (hand_over.sent_at, _("sent"), hand_over.sender, ""),
        (hand_over.accepted_at, _("accepted"), hand_over.receiver, ""),
        (hand_over.refused_at, hand_over.get_state_display(), "", "late"),
        (hand_over.not_arrived_at, _("not arrived"), hand_over.receiver, "late"),
        (hand_over.seen_at, _("seen"), hand_over.receiver, "done"),
    ]
    entries = [Entry(at, what, unit=str(unit), tone=tone) for at, what, unit, tone in done if at is not None]
    return sorted([*entries, *risen(hand_over.task)], key=lambda entry: entry.at, reverse=True)


def risen(task: Task) -> list[Entry]:
    """The steps of escalation, each with the unit it rose to."""
    return [
        Entry(
            step.at,
            _("raised to %(unit)s") % {"unit": orgs.unit_at(step.to_unit_path)},
            note=str(step.because),
            tone="late",
        )
        for step in task.escalations.order_by("step")
    ]
