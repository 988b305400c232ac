"""Reading people: every query begins with what the actor may see."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import F, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.identifiers import IdentifierError, parse_id, parse_phone
from lianfang.kernel.names import name_tokens, normalise_name
from lianfang.people.access import MERGE_PEOPLE, SEE_PEOPLE
from lianfang.people.alike import Planned, find_doubles
from lianfang.people.identity import Identity
from lianfang.people.models import Double, Household, NameToken, Person
from lianfang.people.rules import Decision, door_of
from lianfang.response.models import Response
from lianfang.vault import rings
from lianfang.vault.fields import look_up


def people_visible_to(actor: Actor, action: Action) -> QuerySet[Person]:
    """Records that are not merged into another, where the actor may do this."""
    return scope(Person.objects.filter(merged_into=None, gone_at=None), actor, action).select_related("household")


def get_person_for(actor: Actor, person_id: UUID | str, *, action: Action) -> Person:
    """The person, if the actor may do this where the person lives; NotFound otherwise."""
    return get_by_id(scope(Person.objects.select_related("household"), actor, action), person_id)


def opened_by(actor: Actor, people: Iterable[Person | None]) -> set[UUID]:
    """Which of these people have a page that opens to this actor; the others are named without a link."""
    return {each.pk for each in people if each is not None and actor.may(SEE_PEOPLE, area_path=each.area_path)}


def households_visible_to(actor: Actor, action: Action) -> QuerySet[Household]:
    return scope(Household.objects.all(), actor, action)


def get_household_for(actor: Actor, household_id: UUID | str, *, action: Action) -> Household:
    """The household, if the actor may do this there; NotFound otherwise."""
    return get_by_id(households_visible_to(actor, action), household_id)


def people_of(household: Household) -> QuerySet[Person]:
    return household.people.filter(merged_into=None, gone_at=None).order_by("birth_year", "id")


def whole(person: Person) -> Person:
    """The record a merged one points to, at the end of the pointers."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def identity_of(person: Person) -> Identity:
    """Who a record says somebody is."""
    return Identity(
        name=str(person.name),
        id_number=str(person.id_number or ""),
        phone=str(person.phone or ""),
        birth_date=person.birth_date,
        sex=person.sex,
        address=str(person.address or ""),
        area_path=person.area_path,
    )


def doubles_visible_to(actor: Actor, *, decision: Decision = Decision.OPEN) -> QuerySet[Double]:
    """Pairs that may be one person, where the actor may merge both; certain ones first."""
    rows = Double.objects.filter(decision=decision.value).select_related("one__household", "other__household")
    if decision is Decision.OPEN:
        rows = rows.filter(one__merged_into=None, other__merged_into=None)
    both = scope(scope(rows, actor, MERGE_PEOPLE, area="one__area_path"), actor, MERGE_PEOPLE, area="other__area_path")
    return both.order_by("-certain", "-id")


def doubles_of(actor: Actor, person: Person) -> QuerySet[Double]:
    """The undecided pairs in which this record stands."""
    return doubles_visible_to(actor).filter(models.Q(one=person) | models.Q(other=person))


def get_double_for(actor: Actor, double_id: UUID | str) -> Double:
    """The undecided pair, if the actor may merge both; NotFound otherwise."""
    return get_by_id(doubles_visible_to(actor), double_id)


def merged_into(person: Person) -> QuerySet[Person]:
    """The records that point to this one."""
    return Person.objects.filter(merged_into=person).order_by("id")


def alike_to(actor: Actor, identity: Identity, *, area_path: str = "", door: str = "") -> list[Person]:
    """Records somebody about to be registered resembles, as far as the actor may see them."""
    area_path = area_path or identity.area_path
    home = Household.objects.filter(area_path=area_path, door=door_of(door)).first() if door else None
    planned = Person(area_path=area_path, household=home, **identity.as_fields())
    found = {pk for pair in find_doubles([planned], planned=Planned()) for pk in pair} - {planned.pk}
    return list(people_visible_to(actor, SEE_PEOPLE).filter(pk__in=found)[:10])


def by_id_number(number: str, *, response: Response | None = None) -> Person | None:
    """The one person with this ID number in the standing register, or met by the response."""
    for ring in _rings(response):
        if (
            found := Person.objects.filter(id_key=look_up(ring, "id", number))
            .order_by(F("merged_into").asc(nulls_first=True), "created_at")
            .first()
        ):
            return whole(found)
    return None


def find_people(actor: Actor, action: Action, query: str, *, response: Response | None = None) -> QuerySet[Person]:
    """People by name or part of it, pinyin or initials, whole ID number or whole phone, in the actor's area."""
    return matching(people_visible_to(actor, action), query, [response] if response else [])


def matching(rows: QuerySet[Person], query: str, responses: Iterable[Response] = ()) -> QuerySet[Person]:
    """Those of these people whom a query means, in the standing register and among whom these responses have met."""
    searched = [rings.STANDING, *(response.id for response in responses)]
    keys = [(column, look_up(ring, kind, query)) for ring in searched for column, kind in _columns(query)]
    if keys:
        return rows.filter(models.Q(*[models.Q(**{column: key}) for column, key in keys], _connector=models.Q.OR))
    words = _search_words(query)
    for word in words:
        rows = rows.filter(pk__in=_having(word, searched))
    return rows if any(words) else rows.none()


def _columns(query: str) -> list[tuple[str, str]]:
    """The keyed columns a query may be looked up in: it is an ID number, a phone or neither."""
    found = []
    for column, kind, parse in (("id_key", "id", parse_id), ("phone_key", "phone", parse_phone)):
        try:
            parse(query)
        except IdentifierError:
            continue
        found.append((column, kind))
    return found


def _having(word: str, searched: Iterable[UUID]) -> models.Subquery:
    """Ids of people whose name has this piece, under any of these rings."""
    wanted = {token for ring in searched for token in rings.tokens(ring, "name", [word])}
    return models.Subquery(NameToken.objects.filter(token__in=wanted).values("person"))


def _search_words(query: str) -> set[str]:
    """Pieces that somebody's name must have: the pairs of a Chinese query, its one character, the whole of a Latin one."""
    name = normalise_name(query)
    if name.isascii():
        return {"".join(letter for letter in name.casefold() if letter.isalnum())}
    letters = {word for word in name_tokens(name) if not word.isascii()}
    return {word for word in letters if len(word) > 1} or letters


def _rings(response: Response | None) -> list[UUID]:
    return [rings.STANDING, *([response.id] if response is not None else [])]
