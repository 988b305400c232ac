"""Putting somebody into the register, correcting it, and meeting somebody in a response."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Conflict, Invalid
from lianfang.kernel.turns import take_turn
from lianfang.kernel.wording import Reason
from lianfang.people import selectors
from lianfang.people.access import REGISTER_PEOPLE
from lianfang.people.identity import Identity
from lianfang.people.models import Household, Person
from lianfang.people.rules import is_name
from lianfang.people.services.doubles import note_doubles
from lianfang.people.tokens import rewrite_tokens, write_tokens
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.vault.fields import look_up
from lianfang.vault.rings import STANDING

KEYS = {
    "name": ("name_key", "born_key"),
    "id_number": ("id_key",),
    "phone": ("phone_key",),
    "birth_date": ("born_key", "birth_year"),
}
"""Columns that are saved with a field because they are made from it."""


@transaction.atomic
def register_person(
    *, actor: Actor, identity: Identity, household: Household | None = None, relation: str = ""
) -> Person:
    """Put somebody into the standing register, and note whom the record resembles.

    Raises Invalid (names the fields), Refused, or Conflict for a known ID number.
    """
    area_path = household.area_path if household else identity.area_path
    actor.require(REGISTER_PEOPLE, area_path=area_path)
    identity = _refuse_no_name(identity.checked())
    refuse_known(identity)
    person = _create(identity, household=household, area_path=area_path, relation=relation)
    audit(actor, "person.registered", person)
    note_doubles([person])
    return person


@transaction.atomic
def correct_person(*, actor: Actor, person: UUID, identity: Identity, relation: str | None = None) -> Person:
    """Put right who somebody is; where they live stays. Nothing is written, nor audited, where nothing differs.

    Raises NotFound, Invalid (names the fields), or Conflict for the ID number of another.
    """
    one = selectors.get_person_for(actor, person, action=REGISTER_PEOPLE)
    identity = identity.checked()
    if identity.name != str(one.name):
        _refuse_no_name(identity)
    refuse_known(identity, but=one)
    changed = apply_changes(one, {**identity.as_fields(), **({} if relation is None else {"relation": relation})})
    if changed:
        audit(actor, "person.corrected", one, fields=changed)
        note_doubles([one])
    return one


@transaction.atomic
def meet_person(*, actor: Actor, response: Response, identity: Identity) -> Person:
    """The record of somebody a response meets: the known one with this ID number, else a new one under the response's key.

    Whoever calls this has decided that the actor may record this person. Raises Invalid, naming the fields.
    """
    identity = identity.checked()
    alone_with(identity)
    known = selectors.by_id_number(identity.id_number, response=response) if identity.id_number else None
    if known is not None and str(known.name) == identity.name:
        return known
    person = _create(identity, response=response, area_path=identity.area_path)
    audit(actor, "person.met", person, same_id_as=str(known.pk) if known else "")
    return person


def _refuse_no_name(identity: Identity) -> Identity:
    """Whom a response meets is written down as they were called; the register holds names."""
    if not is_name(identity.name):
        raise Invalid({"name": Reason.of("people.no_name")})
    return identity


def alone_with(identity: Identity) -> None:
    """Nobody else writes a record with this ID number until the end of the transaction, so that one is not written twice."""
    if identity.id_number:
        take_turn("people.id_number", look_up(STANDING, "id", identity.id_number))


def refuse_known(identity: Identity, but: Person | None = None) -> None:
    """Raise Conflict for an ID number that another record of the standing register bears."""
    alone_with(identity)
    known = selectors.by_id_number(identity.id_number) if identity.id_number else None
    if known is not None and (but is None or known.pk not in {but.pk, but.merged_into_id}):
        raise Conflict("people.id_number_known" if str(known.name) == identity.name else "people.another_name")


def apply_changes(person: Person, fields: dict[str, object]) -> list[str]:
    """Save what differs, with the keys and tokens made from it; gives the names of the fields."""
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(person, name, fields[name])
    person.save(update_fields=sorted({column for name in changed for column in (name, *KEYS.get(name, ()))}))
    if "name" in changed:
        rewrite_tokens(person)
    return changed


def _create(
    identity: Identity,
    *,
    area_path: str,
    household: Household | None = None,
    response: Response | None = None,
    relation: str = "",
) -> Person:
    person = Person(
        response=response, household=household, area_path=area_path, relation=relation, **identity.as_fields()
    )
    person.save(force_insert=True)
    write_tokens([person])
    return person
