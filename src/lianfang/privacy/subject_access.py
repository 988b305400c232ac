"""What is held about a person (本人信息查询): told to them by their community, after it has seen who they are.

A module registers what it holds (`holds`); whoever keeps the people registers how to find one (`found_by`). The answer
says what is held, which units opened it, until when it is kept and how to object; it is logged like any other read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from django.db import models, transaction
from django.db.models import Count, Max

from lianfang.accounts import places
from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Reason, Text
from lianfang.privacy.access import ANSWER_SUBJECTS
from lianfang.privacy.audit import audit
from lianfang.privacy.declare import Ending, Retention, declared
from lianfang.privacy.endings import stays
from lianfang.privacy.models import Read
from lianfang.privacy.reads import How, log_reads, unit_of_reader
from lianfang.privacy.rules import Proof


@dataclass(frozen=True)
class Subject:
    """Somebody who asks about themselves; the area is where their record stands."""

    person_id: UUID
    name: str
    area_path: str


@dataclass(frozen=True)
class Piece:
    """One thing that is held: a word for it, what it says, and since when."""

    what: Text
    says: Text
    since: datetime | None = None


@dataclass(frozen=True)
class Shelf:
    """What one table holds about somebody, and how long."""

    name: Text
    pieces: Sequence[Piece]
    until: Reason


@dataclass(frozen=True)
class Reader:
    """A unit that opened somebody's data: how often, and when last."""

    unit: str
    times: int
    last: datetime


@dataclass(frozen=True)
class Answer:
    """Everything that is told to somebody about their record."""

    subject: Subject
    shelves: Sequence[Shelf]
    readers: Sequence[Reader]


Holder: TypeAlias = Callable[[UUID], Sequence[Piece]]
Finder: TypeAlias = Callable[[UUID], "Subject | None"]

_holders: Registry[tuple[Text, type[models.Model], Holder]] = Registry("holding of personal data")
_finders: list[Finder] = []


def holds(code: str, name: Text, *, table: type[models.Model]) -> Callable[[Holder], Holder]:
    """Decorate a function that lists what a table holds about the person of an id; the table's promise says until when."""

    def register(holder: Holder) -> Holder:
        _holders.add(code, (name, table, holder))
        return holder

    return register


def found_by(finder: Finder) -> Finder:
    """Decorate the function that finds somebody by the id of their record."""
    _finders[:] = [finder]
    return finder


def get_subject_for(actor: Actor, person_id: UUID) -> Subject:
    """The person, if their record stands where this actor answers people; NotFound otherwise."""
    found = _finders[0](person_id) if _finders else None
    if found is None or not actor.may(ANSWER_SUBJECTS, area_path=found.area_path):
        raise NotFound
    return found


@transaction.atomic
def answer(*, actor: Actor, person: UUID, proof: Proof) -> Answer:
    """What is held about somebody who has shown who they are; the reading is logged. Raises NotFound."""
    subject = get_subject_for(actor, person)
    shelves = [
        Shelf(name, pieces, kept_until(declared[table._meta.label_lower]))
        for name, table, holder in _holders.values()
        if (pieces := holder(person))
    ]
    told = Answer(subject, shelves, readers_of(person))
    log_reads(actor, How.PRINT, "privacy:subject", [person])
    audit(actor, "subject.answered", "privacy.read", person, proof=proof.value)
    return told


def readers_of(person: UUID) -> list[Reader]:
    """Which units opened somebody's data, the latest first."""
    found: dict[str, Reader] = {}
    rows = (
        Read.objects.filter(person_id=person).values("unit_path", "actor").annotate(times=Count("id"), last=Max("at"))
    )
    for row in rows:
        path = row["unit_path"] or unit_of_reader(row["actor"])
        before = found.get(path, Reader(places.name_of_unit(path) if path else "", 0, row["last"]))
        found[path] = replace(before, times=before.times + row["times"], last=max(before.last, row["last"]))
    return sorted(found.values(), key=lambda reader: reader.last, reverse=True)


def kept_until(promise: Retention) -> Reason:
    """Until when a table keeps a row, in words."""
    if promise.days is not None:
        field = promise.model._meta.get_field(promise.counted_from)
        code = (
            "privacy.emptied_after_days" if promise.ending is Ending.ERASE and stays(promise) else "privacy.kept_days"
        )
        return Reason.of(code, days=promise.days, after=str(getattr(field, "verbose_name", "")))
    return Reason.of(
        {
            Ending.ERASE: "privacy.kept_until_sunset",
            Ending.KEEP_WITHOUT_PERSON: "privacy.kept_without_person",
            Ending.HAND_OVER: "privacy.kept_by_keeper",
            Ending.KEEP: "privacy.kept_for_good",
        }[promise.ending]
    )
