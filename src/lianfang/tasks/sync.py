"""The knocks of the day on the phone, and what came of them."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import Kept, Row, record_kind
from lianfang.acts.stamps import Stamp
from lianfang.codes.rules import spaced
from lianfang.codes.services import codes_for
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.wording import in_both
from lianfang.orgs.selectors import units_of
from lianfang.people.models import Household
from lianfang.sync.registry import Carried, carry
from lianfang.tasks import selectors
from lianfang.tasks.access import DO_TASKS, SEE_PEOPLE, SEE_REASONS
from lianfang.tasks.answers import BODY, NO, YES
from lianfang.tasks.catalogue import AnswerKind, Question
from lianfang.tasks.kinds import kind_of
from lianfang.tasks.knocks import Knock, Slot, all_known, knocks_of
from lianfang.tasks.models import Task, Visit
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.services import Knocked, Told, columns_of, record_visit, record_visits
from lianfang.tasks.sheets import VISIT
from lianfang.territory.selectors import full_name

MOST = 400
"""Doors of a day that a phone carries: more than anybody walks."""
REACHED = {"ask": "outcome", "is_one_of": [Reached.REACHED.value], "at_least": None}


def _doors(actor: Actor) -> Iterator[Carried]:
    """Every door at which something waits for this actor, with all that is asked there."""
    if not actor.may_somewhere(DO_TASKS):
        return
    units = tuple(unit.path for unit in units_of(actor))
    knocks = all_known(knocks_of(selectors.inbox_of(actor, units).select_related("household", "person"))[:MOST])
    codes = _codes_of(actor, knocks)
    for knock in knocks:
        which = knock.household or knock.person
        if which is not None:
            data = _door(actor, knock, which.pk, codes[which.pk])
            yield Carried(str(which.pk), data, tuple(person.pk for person in knock.people))


def _codes_of(actor: Actor, knocks: Sequence[Knock]) -> dict[UUID, str]:
    """The plain codes by which these doors, and people without one, are scanned and told apart."""
    homes = [knock.household.pk for knock in knocks if knock.household]
    people = [knock.person.pk for knock in knocks if knock.person]
    return codes_for("people.household", homes, actor=actor) | codes_for("people.person", people, actor=actor)


def _door(actor: Actor, knock: Knock, which: UUID, code: str) -> dict[str, Any]:
    place = full_name(knock.area_path)
    door = knock.household.door if knock.household else _without_door(actor, knock, code)
    return {
        "title": f"{place} {door}".strip(),
        "says": _asked_by(actor, knock.tasks),
        "sort": f"{place} {door}",
        "about": str(which),
        "code": code,
        "records": [VISIT.code],
        "asks": {VISIT.code: [_ask(actor, knock, slot) for slot in knock.to_ask]},
    } | ({"due_at": knock.due_at.isoformat()} if knock.due_at else {})


def _without_door(actor: Actor, knock: Knock, code: str) -> str:
    """What tells somebody without a household from the next: the name, or their code for who may not see names."""
    sees = actor.may(SEE_PEOPLE, area_path=knock.area_path, unit_path=knock.tasks[0].unit_path)
    return str(knock.person.name) if sees and knock.person else spaced(code)


def _asked_by(actor: Actor, tasks: list[Task]) -> dict[str, str]:
    """What is asked, and why as far as the reader's role allows: a volunteer is not told who is a contact."""
    why = [task.because for task in tasks if actor.may(SEE_REASONS, area_path=task.area_path, unit_path=task.unit_path)]
    told = [in_both(reason) for reason in why if reason] or [in_both(kind_of(task.kind).name) for task in tasks]
    return {short: " ".join(dict.fromkeys(each[short] for each in told)) for short in ("zh", "en")}


def _ask(actor: Actor, knock: Knock, slot: Slot) -> dict[str, Any]:
    """A question as an item of the form (`acts.sheets.phone`), under the key of its slot."""
    question = slot.question
    item = item_asking(question)
    return item | {
        "name": slot.key,
        "label": {short: _whose(actor, knock, slot) + words for short, words in item["label"].items()},
        "required": question.required and slot in knock.asking,
        "ask_when": REACHED,
    }


def _whose(actor: Actor, knock: Knock, slot: Slot) -> str:
    people = {person.pk: (number, person) for number, person in enumerate(knock.people, start=1)}
    if slot.person_id not in people:
        return ""
    number, person = people[slot.person_id]
    sees = actor.may(SEE_PEOPLE, area_path=knock.area_path, unit_path=knock.tasks[0].unit_path)
    return f"{person.name}: " if sees else f"{number}. "


def item_asking(question: Question) -> dict[str, Any]:
    """A question as an item of a form: its wording, its kind, its choices and limits; whoever asks names it."""
    choices = [{"code": code, **in_both(name)} for code, name in question.choices]
    if question.answer is AnswerKind.YES_NO:
        choices = [{"code": YES, **in_both(_("yes"))}, {"code": NO, **in_both(_("no"))}]
    said: dict[str, Any] = {
        "label": in_both(question.wording),
        "kind": KINDS.get(question.answer, question.answer.value),
        "choices": choices,
        "personal": True,
    }
    if question.answer is AnswerKind.TEMPERATURE:
        said["between"] = list(BODY)
    elif question.least is not None and question.most is not None:
        said["between"] = [question.least, question.most]
    return said


KINDS = {AnswerKind.YES_NO: "choice", AnswerKind.DATE: "day"}


def _visit(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    which = "household" if Household.objects.filter(pk=about).exists() else "person"
    return record_visit(actor=actor, stamp=stamp, door=(which, about), knocked=_knocked(values))


def _visits(*, actor: Actor, rows: Sequence[Row]) -> list[Act | LianfangError]:
    told = [Told(row.stamp, row.about, _knocked(row.values)) for row in rows]
    return list(record_visits(actor=actor, visits=told))


def _columns(earlier: Visit, row: Row) -> dict[str, object]:
    about = (row.about, None) if earlier.household_id is not None else (None, row.about)
    return {"household": about[0], "person": about[1], **columns_of(_knocked(row.values))}


def _knocked(values: dict[str, Any]) -> Knocked:
    answers = {str(key): str(value) for key, value in values["answers"].items()}
    return Knocked(Channel(values["channel"]), Reached(values["outcome"]), answers, values["note"])


carry("doors", _doors, name=_("Doors"), order=0)
record_kind(
    VISIT,
    about=_("household or person"),
    take=_visit,
    freely=("answers",),
    take_many=_visits,
    kept=Kept(Visit, _columns),
)
