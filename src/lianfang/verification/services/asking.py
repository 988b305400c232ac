"""Rows become tasks: one for each person, whichever lists ask."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.tasks.services import Asking, ask_many
from lianfang.tasks.subjects import PERSON, Subject
from lianfang.verification.models import NameRow
from lianfang.verification.questions import ASKED
from lianfang.verification.rules import State
from lianfang.verification.subjects import ROW, VERIFY

KEYS = ("id_key", "phone_key", "name_key")
_KEY_FIELDS = [field for field in NameRow._meta.concrete_fields if field.name in KEYS]
_AT_ONCE = 500

Mark: TypeAlias = tuple[str, bytes, bytes]


def one_at_a_time(response: Response) -> None:
    """Whoever asks about people of a response waits here for whoever does so now, so that nobody is asked about twice."""
    assert transaction.get_connection().in_atomic_block  # noqa: S101 - the lock ends with the transaction
    Response.objects.select_for_update(no_key=True).get(pk=response.pk)


def ask_about(actor: Actor, rows: Sequence[NameRow], people: Mapping[UUID, Person]) -> list[NameRow]:
    """Give each of these open rows that has a unit its task; a person who is asked about already has one, and it is joined.

    Where a task waits elsewhere the row goes there. Nothing of these rows is saved; given back are the rows of earlier
    lists about the same people that were nobody's and now go along, which are to be saved too.
    """
    twins = Twins(rows)
    adopted = twins.adopt(rows)
    asked = [row for row in [*rows, *adopted] if row.unit is not None]
    wanted = [_wanted(row, people, twins) for row in asked]
    for row, task in zip(asked, ask_many(actor=actor, wanted=wanted), strict=True):
        row.task = task
        row.unit, row.unit_path, row.area_path = task.unit, task.unit_path, task.area_path
    return adopted


def _wanted(row: NameRow, people: Mapping[UUID, Person], twins: "Twins") -> Asking:
    assert row.unit is not None  # noqa: S101 - the caller has chosen those that have one
    sender = row.name_list.sender or row.name_list.unit
    return {
        "response": row.response,
        "kind": VERIFY.code,
        "subject": Subject(PERSON, row.person_id) if row.person_id else Subject(ROW, twins.leader_of(row)),
        "person": people.get(row.person_id) if row.person_id else None,
        "area_path": row.area_path,
        "unit": row.unit,
        "due_at": row.due_at,
        "because": Reason.of("verification.asked", list_kind=row.name_list.kind, sender=row.name_list.asker_name),
        "questions": ASKED if row.person_id else (),
        "asked_by_units": [sender],
    }


# -- twins: rows about one person whom nobody has on record ------------------------------------------------------------


def marks_of(row: NameRow) -> list[Mark]:
    """By what two rows that mean nobody on record are about one person: the ID number, or name and phone."""
    marks: list[Mark] = []
    if row.id_key is not None:
        marks.append(("id", bytes(row.id_key), b""))
    if row.phone_key is not None and row.name_key is not None:
        marks.append(("phone", bytes(row.phone_key), bytes(row.name_key)))
    return marks


def make_keys(rows: Iterable[NameRow]) -> None:
    """The keyed indexes of rows that are not saved yet."""
    for row in rows:
        for field in _KEY_FIELDS:
            field.pre_save(row, False)


class Twins:
    """Rows that are about one person though nobody on record is meant: they share one task and one unit."""

    def __init__(self, rows: Sequence[NameRow]) -> None:
        self._leaders: dict[Mark, UUID] = {}
        self._units: dict[UUID, tuple[Unit, str]] = {}
        unmatched = [row for row in rows if row.person_id is None]
        self.earlier = _open_twins_of(unmatched)
        for row in sorted([*self.earlier, *unmatched], key=lambda row: row.task_id is None):
            leader = row.task.subject_id if row.task is not None else self.leader_of(row)
            for mark in marks_of(row):
                self._leaders.setdefault(mark, leader)
            if row.unit is not None:
                self._units.setdefault(leader, (row.unit, row.area_path))

    def leader_of(self, row: NameRow) -> UUID:
        """The row that stands for all of its twins as the subject of their task."""
        return next((self._leaders[mark] for mark in marks_of(row) if mark in self._leaders), row.pk)

    def adopt(self, rows: Sequence[NameRow]) -> list[NameRow]:
        """Rows of nobody take the unit of their twins; gives the earlier ones among them."""
        nobodys = [row for row in [*rows, *self.earlier] if row.person_id is None and row.unit is None]
        for row in nobodys:
            if known := self._units.get(self.leader_of(row)):
                row.unit, row.area_path = known
                row.unit_path = row.unit.path
        return [row for row in self.earlier if row in nobodys and row.unit is not None]


def _open_twins_of(rows: Sequence[NameRow]) -> list[NameRow]:
    """Rows written before that are open, mean nobody on record and share a mark with one of these."""
    marks = {mark for row in rows for mark in marks_of(row)}
    if not marks:
        return []
    open_rows = NameRow.objects.filter(response=rows[0].response, person=None, state=State.OPEN.value)
    open_rows = open_rows.select_related("name_list__sender", "name_list__unit", "task__unit", "unit", "response")
    found: dict[UUID, NameRow] = {}
    for column in ("id_key", "phone_key"):
        keys = [bytes(key) for row in rows if (key := getattr(row, column)) is not None]
        for start in range(0, len(keys), _AT_ONCE):
            some = open_rows.filter(**{f"{column}__in": keys[start : start + _AT_ONCE]})
            found |= {twin.pk: twin for twin in some if marks & set(marks_of(twin))}
    own = {row.pk for row in rows}
    return [twin for pk, twin in found.items() if pk not in own]
