"""Reading people: every query begins with what the actor may see."""

from uuid import UUID

from django.db import models
from django.db.models import Count, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.identifiers import IdentifierError, parse_id, parse_phone
from lianfang.kernel.names import name_tokens, normalise_name
from lianfang.people.models import Household, NameToken, Person
from lianfang.response.models import Response
from lianfang.vault import rings
from lianfang.vault.fields import look_up


def people_visible_to(actor: Actor, action: Action) -> QuerySet[Person]:
    """Records that are not merged into another, where the actor may do this."""
    return scope(Person.objects.filter(merged_into=None, gone_at=None), actor, action).select_related("household")


def get_person_for(actor: Actor, person_id: UUID | str, *, action: Action) -> Person:
    """The person, if the actor may do this where the person lives; NotFound otherwise."""
    return get_by_id(scope(Person.objects.select_related("household"), actor, action), person_id)


def households_visible_to(actor: Actor, action: Action) -> QuerySet[Household]:
    return scope(Household.objects.all(), actor, action)


def people_of(household: Household) -> QuerySet[Person]:
    return household.people.filter(merged_into=None, gone_at=None).order_by("birth_year", "id")


def whole(person: Person) -> Person:
    """The record a merged one points to, at the end of the pointers."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def by_id_number(number: str, *, response: Response | None = None) -> Person | None:
    """The one person with this ID number in the standing register, or met by the response."""
    for ring in _rings(response):
        if (
            found := Person.objects.filter(id_key=look_up(ring, "id", number))
            .order_by("merged_into", "created_at")
            .first()
        ):
            return whole(found)
    return None


def find_people(actor: Actor, action: Action, query: str, *, response: Response | None = None) -> QuerySet[Person]:
    """People by name or part of it, pinyin or initials, whole ID number or whole phone, in the actor's area."""
    visible = people_visible_to(actor, action)
    keys = [(column, look_up(ring, kind, query)) for ring in _rings(response) for column, kind in _columns(query)]
    if keys:
        return visible.filter(models.Q(*[models.Q(**{column: key}) for column, key in keys], _connector=models.Q.OR))
    return visible.filter(pk__in=_by_name(query, response))


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


def _by_name(query: str, response: Response | None) -> QuerySet[NameToken, dict[str, UUID]]:
    """Ids of people whose name has every token of the query."""
    words = _search_words(query)
    wanted: set[int] = set()
    for ring in _rings(response):
        wanted |= rings.tokens(ring, "name", words)
    return (
        NameToken.objects.filter(token__in=wanted)
        .values("person")
        .annotate(hits=Count("token"))
        .filter(hits__gte=len(words))
        .values("person")
    )


def _search_words(query: str) -> set[str]:
    """Pieces that somebody's name must have: characters and pairs of a Chinese query, the whole of a Latin one."""
    name = normalise_name(query)
    if name.isascii():
        return {name.replace(" ", "").lower()}
    return {word for word in name_tokens(name) if not word.isascii()}


def _rings(response: Response | None) -> list[UUID]:
    return [rings.STANDING, *([response.id] if response is not None else [])]
