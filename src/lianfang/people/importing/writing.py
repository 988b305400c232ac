"""Writing what was decided about a batch of rows: a few statements whatever its size, one audit entry."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.kernel.events import publish
from lianfang.people.bulk import insert_rows, update_rows
from lianfang.people.events import HouseholdsFounded, PersonMoved
from lianfang.people.importing.deciding import Decided, Outcome
from lianfang.people.models import Household, Person
from lianfang.people.services.registering import KEYS
from lianfang.people.tokens import write_tokens
from lianfang.privacy.audit import audit


def write(actor: Actor, run: UUID, decided: Sequence[Decided]) -> None:
    """Write a batch; call it inside ``transaction.atomic``."""
    new = [each.person for each in decided if each.outcome is Outcome.NEW and each.person]
    updated = _updated(decided, {person.pk for person in new})
    if not (new or updated):
        return
    doors = _new_doors([*new, *(person for person, _ in updated)])
    insert_rows(Household, doors)
    insert_rows(Person, new)
    write_tokens(new)
    _update(updated)
    audit(actor, "people.imported", "people.person", run, new=len(new), updated=len(updated))
    if doors:
        publish(HouseholdsFounded(tuple(door.pk for door in doors)))
    for each in decided:
        if each.person is not None and each.moved_from is not None:
            publish(PersonMoved(each.person.pk, each.moved_from, each.person.area_path))


def _updated(decided: Iterable[Decided], new: set[UUID]) -> list[tuple[Person, set[str]]]:
    """Each record with the fields that any of the rows changed; what is new is written whole anyway."""
    found: dict[UUID, tuple[Person, set[str]]] = {}
    for each in decided:
        if each.outcome is Outcome.UPDATED and each.person and each.person.pk not in new:
            found.setdefault(each.person.pk, (each.person, set()))[1].update(each.changed)
    return list(found.values())


def _new_doors(people: Iterable[Person]) -> list[Household]:
    doors = {person.household.pk: person.household for person in people if person.household is not None}
    return [household for household in doors.values() if household._state.adding]


def _update(updated: Sequence[tuple[Person, set[str]]]) -> None:
    """One statement for each set of fields; there are few, for a list changes the same in most of its rows."""
    by_fields: dict[tuple[str, ...], list[Person]] = {}
    for person, changed in updated:
        columns = sorted({column for name in changed for column in (name, *KEYS.get(name, ()))})
        by_fields.setdefault(tuple(columns), []).append(person)
    for names, people in by_fields.items():
        update_rows(Person, people, names)
