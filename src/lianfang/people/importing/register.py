"""Who of a batch of rows is known already: a handful of queries for a thousand rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lianfang.kernel.paths import contains, under
from lianfang.people.importing.places import Place
from lianfang.people.importing.rows import Wanted
from lianfang.people.models import Household, Person
from lianfang.people.selectors import whole
from lianfang.vault import rings
from lianfang.vault.fields import look_up


class Register:
    """The people and doors that a batch of rows may mean.

    What was planned by earlier rows counts as known. In a dry run it stays known for later batches; when a batch has
    been written, `forget` lets it go, for then the database knows.
    """

    def __init__(self) -> None:
        self._settled: dict[UUID, int] = {}
        self.forget()

    def forget(self) -> None:
        self._people: dict[UUID, Person] = {}
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        self._doors: dict[Place, Household] = {}

    def load(self, batch: Sequence[Wanted]) -> None:
        """Look up everybody and every door that these rows may mean."""
        self._load_doors({wanted.place for wanted in batch if wanted.place.door})
        self._load_numbers({wanted.id_number for wanted in batch if wanted.id_number})
        unsettled = [wanted for wanted in batch if wanted.id_number not in self._by_id]
        homes = [self._doors[wanted.place] for wanted in unsettled if wanted.place in self._doors]
        for person in _namesakes(unsettled, homes):
            self.learn(person)

    def learn(self, person: Person) -> Person:
        """Let a record count as known; gives the one that is held already, with what earlier rows planned for it."""
        if person.pk in self._people:
            return self._people[person.pk]
        self._people[person.pk] = person
        self._by_name[_key(str(person.name))].append(person)
        if person.id_number:
            self._by_id[str(person.id_number)] = person
        return person

    def learn_number(self, person: Person) -> None:
        """A record has gained its ID number."""
        self._by_id[str(person.id_number)] = person

    def settle(self, person: Person, row: int) -> None:
        """Remember the first row of the list that is about a record."""
        self._settled.setdefault(person.pk, row)

    def settled_by(self, person: Person) -> int | None:
        """The first row of the list that is about a record, None where this is it."""
        return self._settled.get(person.pk)

    def with_number(self, number: str) -> Person | None:
        return self._by_id.get(number)

    def namesakes(self, name: str, place: Place) -> list[Person]:
        """Records of this name at the place: behind its door; or, where no door is told, in its area or below."""
        return [each for each in self._by_name[_key(name)] if each.gone_at is None and _stands_at(each, place)]

    def door(self, place: Place) -> Household | None:
        """The door of a place, new if there was none; None where the place has no door."""
        if not place.door:
            return None
        if place not in self._doors:
            self._doors[place] = Household(area_path=place.area_path, door=place.door)
        return self._doors[place]

    def _load_doors(self, places: Iterable[Place]) -> None:
        for household in behind([place for place in places if place not in self._doors]):
            self._doors[Place(household.area_path, household.door)] = household

    def _load_numbers(self, numbers: Iterable[str]) -> None:
        numbers = [number for number in numbers if number not in self._by_id]
        keys = {look_up(rings.STANDING, "id", number): number for number in numbers}
        rows = _standing().filter(id_key__in=list(keys)).select_related("household", "merged_into__household")
        for person in rows.order_by(F("merged_into").desc(nulls_last=True), "-created_at"):
            self._by_id[keys[bytes(person.id_key)]] = self.learn(whole(person))


def behind(doors: Sequence[Place]) -> Iterable[Household]:
    """The households behind these doors, the oldest last.

    Each door is looked up by itself: a list of areas beside one of numbers would find every door of these numbers anywhere.
    """
    if not doors:
        return []
    table, pairs = Household._meta.db_table, ", ".join(["(%s, %s)"] * len(doors))
    statement = (
        f"WITH wanted (area_path, door) AS (VALUES {pairs}) SELECT home.* FROM wanted "  # noqa: S608
        f"JOIN {table} home ON home.area_path = wanted.area_path AND home.door = wanted.door ORDER BY home.created_at DESC"
    )
    return Household.objects.raw(statement, [part for place in doors for part in (place.area_path, place.door)])


def _standing() -> QuerySet[Person]:
    return Person.objects.filter(response=None)


def _namesakes(batch: Sequence[Wanted], homes: Sequence[Household]) -> QuerySet[Person]:
    """Standing records with the names of these rows, behind their doors or, without one, in their areas."""
    names = {look_up(rings.STANDING, "whole name", wanted.name) for wanted in batch}
    areas = {wanted.place.area_path for wanted in batch if not wanted.place.door}
    where = reduce(or_, (under("area_path", path) for path in areas), Q(household__in=homes))
    rows = _standing().filter(merged_into=None, gone_at=None, name_key__in=names)
    return rows.filter(where).select_related("household")


def _stands_at(person: Person, place: Place) -> bool:
    if place.door:
        home = person.household
        return home is not None and (home.area_path, home.door) == (place.area_path, place.door)
    return contains(place.area_path, person.area_path)


def _key(name: str) -> str:
    return name.casefold().replace(" ", "")
