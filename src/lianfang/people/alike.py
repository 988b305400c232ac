"""Finding records that may be one person: by keyed index, a handful of queries for any number of people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.people.models import Person
from lianfang.people.rules import Comparison, Likeness, Traits, compare

Pair: TypeAlias = tuple[UUID, UUID]

KEYS = ("id_key", "phone_key", "born_key")
_KEY_FIELDS = [field for field in Person._meta.concrete_fields if field.name in (*KEYS, "name_key")]
_AT_ONCE = 500


def traits_of(person: Person) -> Traits:
    """What a record is compared by."""
    door = (person.household.area_path, person.household.door) if person.household else None
    return Traits(str(person.name), str(person.id_number or ""), person.birth_date, str(person.phone or ""), door)


def find_doubles(people: Sequence[Person], planned: "Planned | None" = None) -> dict[Pair, Comparison]:
    """The pairs of one of these people and another record of the standing register that may be one person.

    The smaller id stands first. Equal ID number, phone, name with birth date, or name behind one door makes two records
    worth comparing; `rules.compare` decides. Merged records and those met by a response are left out. With ``planned``,
    the people are not written yet: they are compared with each other and with those planned before.
    """
    found: dict[Pair, Comparison] = {}
    traits = _Traits()
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        others = _neighbours(some) if planned is None else planned.beside(some)
        for one, other in _worth_comparing(some, others):
            pair = (min(one.pk, other.pk), max(one.pk, other.pk))
            if one.pk != other.pk and pair not in found:
                comparison = compare(traits[one], traits[other])
                if comparison.likeness is not Likeness.NONE:
                    found[pair] = comparison
    return found


class Planned:
    """Records that a dry run would have written, by the keys that make them worth comparing."""

    def __init__(self) -> None:
        self._by_key: dict[object, dict[UUID, Person]] = defaultdict(dict)
        self._all: dict[UUID, Person] = {}

    def beside(self, people: Sequence[Person]) -> list[Person]:
        """Take these people up, and give whom they are to be compared with: each other, earlier ones, stored ones."""
        for person in people:
            for key_field in _KEY_FIELDS:
                key_field.pre_save(person, False)
            self._all[person.pk] = person
            for key in _keys_of(person):
                self._by_key[key][person.pk] = person
        sharing = {pk: each for person in people for key in _keys_of(person) for pk, each in self._by_key[key].items()}
        unchanged = {person.pk: person for person in _neighbours(people) if person.pk not in self._all}
        return list((unchanged | sharing).values())


class _Traits(dict[UUID, Traits]):
    """The traits of every record looked at, opened once."""

    def __getitem__(self, person: Person) -> Traits:  # type: ignore[override]
        if person.pk not in self:
            self[person.pk] = traits_of(person)
        return super().__getitem__(person.pk)


def _worth_comparing(people: Iterable[Person], others: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Pairs that share a key: of these people with each other, and with others."""
    by_key: dict[object, list[Person]] = {}
    for person in people:
        for key in _keys_of(person):
            by_key.setdefault(key, []).append(person)
    for sharing in by_key.values():
        if len(sharing) > 1:
            yield from combinations(sharing, 2)
    for other in others:
        for key in _keys_of(other):
            for one in by_key.get(key, ()):
                yield one, other


def _keys_of(person: Person) -> list[object]:
    keys: list[object] = [(name, bytes(key)) for name in KEYS if (key := getattr(person, name)) is not None]
    if person.household_id is not None and person.name_key is not None:
        keys.append((person.household_id, bytes(person.name_key)))
    return keys


def _neighbours(people: Iterable[Person]) -> QuerySet[Person]:
    """Other records that share a key with any of these people."""
    people = list(people)
    sharing = Q()
    for name in KEYS:
        if keys := [key for person in people if (key := getattr(person, name)) is not None]:
            sharing |= Q(**{f"{name}__in": keys})
    if homes := {person.household_id for person in people if person.household_id is not None}:
        names = [person.name_key for person in people if person.household_id is not None]
        sharing |= Q(name_key__in=names, household__in=homes)
    rows = Person.objects.filter(response=None, merged_into=None).select_related("household")
    return rows.filter(sharing).exclude(pk__in=[person.pk for person in people]) if sharing else rows.none()
