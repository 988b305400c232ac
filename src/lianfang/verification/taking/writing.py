"""Rows that are matched become rows of the database with their tasks: a few statements for a batch."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.people.bulk import insert_rows, update_rows
from lianfang.people.models import Person
from lianfang.privacy.audit import audit
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import UNSETTLED, Outcome, State, is_outside
from lianfang.verification.services.asking import ask_about, make_keys, one_at_a_time
from lianfang.verification.taking.matching import Matched
from lianfang.verification.taking.splitting import Share, Splitter

_AT_ONCE = 900


@transaction.atomic
def write_batch(
    actor: Actor, name_list: NameList, matched: Sequence[Matched], splitter: Splitter, *, done: int
) -> None:
    """Write these rows and what they ask for; rows of the list that stand already are left as they are.

    ``done`` is how many rows of the list are taken in with these.
    """
    one_at_a_time(name_list.response)
    people = _people_of(matched)
    known = set(name_list.lines.filter(number__in=[each.told.number for each in matched]).values_list("number"))
    rows = [_row(name_list, each, people, splitter) for each in matched if (each.told.number,) not in known]
    make_keys(rows)
    adopted = ask_about(actor, [row for row in rows if row.state == State.OPEN], people)
    insert_rows(NameRow, rows)
    update_rows(NameRow, adopted, ("task", "unit", "unit_path", "area_path"))
    name_list.done, name_list.last_seen_at = done, now()
    name_list.save(update_fields=["done", "last_seen_at"])
    audit(actor, "list.rows_taken", name_list, rows=len(rows), adopted=len(adopted))


def _people_of(matched: Sequence[Matched]) -> dict[UUID, Person]:
    """Everybody who is meant or may be meant."""
    ids = sorted({UUID(who["person"]) for each in matched for who in each.candidates})
    people: dict[UUID, Person] = {}
    for start in range(0, len(ids), _AT_ONCE):
        people |= Person.objects.select_related("household").in_bulk(ids[start : start + _AT_ONCE])
    return people


def _row(name_list: NameList, each: Matched, people: Mapping[UUID, Person], splitter: Splitter) -> NameRow:
    told = each.told
    row = NameRow(
        name_list=name_list,
        response=name_list.response,
        number=told.number,
        name=told.name,
        id_number=told.id_number,
        phone=told.phone,
        birth_date=told.birth_date,
        sex=told.sex,
        address=told.where[:300],
        told=told.more,
        problem=told.problem,
        certainty=each.certainty.value,
        candidates=each.candidates,
        person=people[each.person_id] if each.person_id else None,
        asked_at=name_list.received_at,
        due_at=name_list.due_at,
    )
    if is_outside(told.seen_on, name_list.window_from, name_list.window_until):
        _answer_outside(row)
    elif each.certainty in UNSETTLED:
        row.state = State.TO_CONFIRM.value
    _share(row, _share_of(each, people, splitter))
    return row


def _share_of(each: Matched, people: Mapping[UUID, Person], splitter: Splitter) -> Share:
    if each.certainty in UNSETTLED:
        homes = [people[UUID(who["person"])].area_path for who in each.candidates]
        return splitter.to_confirm(homes)
    person = people[each.person_id] if each.person_id else None
    return splitter.share(person, each.place, has_phone=bool(each.told.phone))


def _share(row: NameRow, share: Share) -> None:
    row.split, row.area_path, row.unit = share.split.value, share.area_path, share.unit
    row.unit_path = share.unit.path if share.unit else ""


def _answer_outside(row: NameRow) -> None:
    """The list itself says that the day lies outside its window: nobody need be asked."""
    row.state, row.outcome = State.ANSWERED.value, Outcome.OUT_OF_WINDOW.value
    row.answered_at, row.answered_by = now(), "system:verification"
