"""Rows that are nobody's are taken; rows go on to another unit, or to an office outside the district."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Conflict, Invalid
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import unit_of
from lianfang.privacy.audit import audit
from lianfang.tasks.services import follow
from lianfang.tasks.subjects import Subject
from lianfang.verification import selectors
from lianfang.verification.access import MATCH_LISTS
from lianfang.verification.models import NameRow, Passing
from lianfang.verification.rules import Outcome, Split, State
from lianfang.verification.services.answering import Found, answer_rows
from lianfang.verification.services.asking import ask_about, make_keys, one_at_a_time
from lianfang.verification.services.parts import settled

OWNED = ("split", "area_path", "unit", "unit_path", "task")


@transaction.atomic
def take(*, actor: Actor, row: UUID | str) -> NameRow:
    """Take a row that is nobody's for one's own unit; one that the unit has already stays. Raises NotFound, Conflict."""
    return pass_on(actor=actor, row=row, unit=unit_of(actor))


@transaction.atomic
def pass_on(*, actor: Actor, row: UUID | str, unit: Unit) -> NameRow:
    """Give a row, and every row about the same person, to another unit of the district.

    Raises NotFound, and Conflict where it is answered or still to be confirmed.
    """
    mine = _open(actor, row)
    if mine.unit_id == unit.pk:
        return mine
    one_at_a_time(mine.response)
    if mine.task is None:
        _give_first(actor, mine, unit)
    else:
        _give_on(actor, mine, unit)
    settled(actor, mine.name_list, mine.name_list.unit_id)
    return mine


def _give_first(actor: Actor, row: NameRow, unit: Unit) -> None:
    """A row of nobody gets a unit and its task; twins in other lists go along."""
    row.split, row.area_path, row.unit, row.unit_path = Split.HAND.value, unit.area_path, unit, unit.path
    row.area_path = row.area_path or row.name_list.area_path
    make_keys([row])
    for adopted in ask_about(actor, [row], {row.person.pk: row.person} if row.person else {}):
        adopted.save(update_fields=OWNED)
    row.save(update_fields=OWNED)
    _note(actor, [row], "", row.unit)


def _give_on(actor: Actor, row: NameRow, unit: Unit) -> None:
    task = row.task
    assert task is not None  # noqa: S101 - asked before
    before, area = row.unit_path, unit.area_path or row.area_path
    follow(actor, Subject(task.subject_kind, task.subject_id), unit=unit, area_path=area)
    rows = list(NameRow.objects.filter(task=task, state=State.OPEN.value))
    for each in rows:
        each.split, each.unit, each.unit_path, each.area_path = Split.HAND.value, unit, unit.path, area
        each.save(update_fields=["split", "unit", "unit_path", "area_path"])
    row.refresh_from_db()
    _note(actor, rows, before, unit)


def _note(actor: Actor, rows: Sequence[NameRow], before: str, unit: Unit) -> None:
    for each in rows:
        Passing(row=each, by=actor.name, from_unit_path=before, to_unit_path=unit.path).save(force_insert=True)
        audit(actor, "row.passed_on", each, to=unit.path)


@transaction.atomic
def pass_outside(*, actor: Actor, row: UUID | str, to: str) -> NameRow:
    """Answer a row: it belongs to an office outside the district. Raises NotFound, Conflict, Invalid."""
    mine = _open(actor, row)
    if not to.strip():
        raise Invalid({"to": Reason.of("verification.passed_where")})
    answer_rows(actor, mine, Found(Outcome.PASSED_ON, passed_to=to.strip()[:80]))
    settled(actor, mine.name_list, mine.name_list.unit_id)
    return mine


def _open(actor: Actor, row: UUID | str) -> NameRow:
    mine = selectors.get_row_for(actor, row, action=MATCH_LISTS, lock=True)
    if mine.state == State.TO_CONFIRM:
        raise Conflict("verification.confirm_first")
    if mine.state == State.ANSWERED:
        raise Conflict("verification.answered_already")
    return mine
