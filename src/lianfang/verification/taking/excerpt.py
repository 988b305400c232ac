"""The part of the register that comes near the rows of a list, drawn by keyed index and weighed as the whole register.

A certain rule rests on the ID number, or on the name with phone, birth or door; whoever shares one of these with a row is
drawn, so that nobody who would make a certain answer doubtful is left out. Only what is drawn is opened.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet

from lianfang.engines.matching import Register
from lianfang.engines.matching.records import columns_of, read_records
from lianfang.people.importing.places import Place
from lianfang.people.importing.register import behind
from lianfang.people.models import NameToken, Person
from lianfang.response.models import Response
from lianfang.vault import rings
from lianfang.vault.fields import look_up
from lianfang.vault.keyfile import at_hand
from lianfang.verification.taking.places import Where
from lianfang.verification.taking.reading import Told

AT_ONCE = 900
"""Keys in one question to the database."""
FEW = 40
"""Namesakes that are drawn whatever their age; of a commoner name only those who may fit."""
WHOLE = 20
"""From more rows than the register divided by this everybody is drawn, once: each row finds some anyway."""

Seeker: TypeAlias = tuple[Told, Place | None]
Bearer: TypeAlias = tuple[UUID, str, int | None]
"""Somebody of a name: id, area and year of birth."""


class Excerpt(Register):
    """A register of which only some rows are held, and which weighs as the whole of so many people."""

    people = 0

    def __len__(self) -> int:
        return max(self.people, super().__len__())

    @classmethod
    def of(cls, records: Sequence[dict[str, str]], people: int, left_out: Counter[str]) -> "Excerpt":
        """These records out of so many people; ``left_out`` says how many more bear a name."""
        excerpt = cls.build(records)
        assert isinstance(excerpt, cls)  # noqa: S101 - `build` makes one of its own class
        held = max(len(records), 1)
        excerpt.people = people
        excerpt._count_names(left_out)
        for tally in excerpt.tallies.values():
            tally.total = max(tally.total, round(tally.total / held * people))
        return excerpt

    def _count_names(self, more: Counter[str]) -> None:
        names = [name for name, count in more.items() if count > 0]
        if not names:
            return
        read = read_records(columns_of([{"name": name} for name in names], self.fields), self.fields)
        times = np.array([more[name] for name in names])
        tally, total = self.tallies["name"], self.tallies["name"].total
        tally.add([np.repeat(column, times) for column in self.fields["name"].how.counted(read["name"])])
        tally.total = total


class Drawer:
    """Draws excerpts for the batches of one list."""

    def __init__(self, response: Response, where: Where) -> None:
        self.response, self.where = response, where
        self.rings = (rings.STANDING, response.pk)
        self.people = self._everybody().count()
        self._whole: Excerpt | None = None

    @property
    def few(self) -> int:
        """How many rows are few enough to be looked up by their keys."""
        return self.people // WHOLE

    def draw_everybody(self) -> None:
        """Draw the whole register, once for all rows; from now on neither the database nor a key is needed."""
        with at_hand():
            self._whole = Excerpt.of(self._records(self._everybody()), self.people, Counter())

    def draw(self, rows: Sequence[Told], places: Sequence[Place | None]) -> Excerpt:
        """Whoever comes near these rows; ``places`` is where their addresses point to."""
        if self._whole is not None:
            return self._whole
        with at_hand():
            return self._near(rows, places)

    def _near(self, rows: Sequence[Told], places: Sequence[Place | None]) -> Excerpt:
        wanted, numbers = self._by_number(rows)
        seekers = [(row, place) for row, place in zip(rows, places, strict=True) if row.canonical_id not in numbers]
        namesakes, left_out = self._by_name(seekers)
        wanted |= {*namesakes, *self._by_key(rows), *self._by_sound(seekers), *self._by_door(places)}
        return Excerpt.of(self._records(self._with_ids(wanted)), self.people, left_out)

    def _everybody(self) -> QuerySet[Person]:
        """The standing register and whom this response has met; who moved away too, for the list does not know it."""
        return Person.objects.filter(Q(response=None) | Q(response=self.response), merged_into=None)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _by_number(self, rows: Sequence[Told]) -> tuple[set[UUID], set[str]]:
        """Ids of people with the ID number of a row, or one that is a slip away; and the numbers that are on record."""
        numbers = {number for row in rows for number in (row.canonical_id, *row.near_ids) if number}
        keys = {look_up(ring, "id", number): number for ring in self.rings for number in sorted(numbers)}
        found: dict[UUID, str] = {}
        for some in _portions(list(keys)):
            known = self._everybody().filter(id_key__in=some).values_list("pk", "id_key")
            found |= {pk: keys[bytes(key)] for pk, key in known}
        return set(found), set(found.values())

    def _by_key(self, rows: Sequence[Told]) -> Iterator[UUID]:
        """Ids of people with a phone, or the name and day of birth of a row."""
        births = (f"{name}|{row.born}" for row in rows if row.born for name in row.names)
        keys = {
            "phone_key": self._keys("phone", (phone for row in rows for phone in row.phones)),
            "born_key": self._keys("name and birth", births),
        }
        for column, wanted in keys.items():
            for some in _portions(wanted):
                yield from self._everybody().filter(**{f"{column}__in": some}).values_list("pk", flat=True)

    def _keys(self, kind: str, values: Iterable[str]) -> list[bytes]:
        known = {value for value in values if value}
        return [look_up(ring, kind, value) for ring in self.rings for value in sorted(known)]

    def _by_name(self, seekers: Sequence[Seeker]) -> tuple[set[UUID], Counter[str]]:
        """Ids of the namesakes who may be meant by rows whose number is not on record, and how many more of each name."""
        bearing: dict[str, list[Seeker]] = defaultdict(list)
        for row, place in seekers:
            for name in row.names:
                bearing[name].append((row, place))
        names = {look_up(ring, "whole name", name): name for ring in self.rings for name in bearing}
        bearers: dict[str, list[Bearer]] = defaultdict(list)
        for some in _portions(list(names)):
            found = self._everybody().filter(name_key__in=some)
            for pk, key, area, year in found.values_list("pk", "name_key", "area_path", "birth_year"):
                bearers[names[bytes(key)]].append((pk, area, year))
        drawn = {name: _who_fit(bearing[name], known) for name, known in bearers.items()}
        left_out = Counter({name: len(bearers[name]) - len(who) for name, who in drawn.items()})
        return {pk for who in drawn.values() for pk in who}, left_out

    def _by_sound(self, seekers: Sequence[Seeker]) -> Iterator[UUID]:
        """Ids of people whose names are read alike and who may be meant: what was heard is written in many ways.

        Only for rows that tell an age or a place: a sound alone means nobody.
        """
        sounding: dict[str, list[Seeker]] = defaultdict(list)
        for row, place in seekers:
            if row.sound and (row.born or place):
                sounding[row.sound].append((row, place))
        tokens = {
            token: sound for ring in self.rings for sound, token in rings.tokens_of(ring, "name", sounding).items()
        }
        heard: dict[str, list[Bearer]] = defaultdict(list)
        for some in _portions(list(tokens)):
            found = NameToken.objects.filter(token__in=some, person__merged_into=None)
            for token, pk, area, year in found.values_list(
                "token", "person", "person__area_path", "person__birth_year"
            ):
                heard[tokens[token]].append((pk, area, year))
        for sound, known in heard.items():
            yield from _who_fit(sounding[sound], known)

    def _by_door(self, places: Sequence[Place | None]) -> Iterator[UUID]:
        """Ids of everybody behind the doors to which rows point."""
        doors = sorted({place for place in places if place is not None and place.door}, key=lambda each: each.area_path)
        homes = [home.pk for some in _portions(doors) for home in behind(some)]
        for some in _portions(homes):
            yield from self._everybody().filter(household__in=some).values_list("pk", flat=True)

    # -- records -------------------------------------------------------------------------------------------------------

    def _with_ids(self, wanted: Iterable[UUID]) -> Iterator[Person]:
        for some in _portions(sorted(wanted)):
            yield from self._everybody().filter(pk__in=some).select_related("household")

    def _records(self, people: "Iterable[Person]") -> list[dict[str, str]]:
        if isinstance(people, QuerySet):
            people = people.select_related("household").iterator(5000)
        return [record_of(person, self.where) for person in people]


def _who_fit(rows: Sequence[Seeker], bearers: Sequence[Bearer]) -> set[UUID]:
    """Of the bearers of a name those whom its rows may mean: of their age, or where they live; all if they are few."""
    if len(bearers) <= FEW:
        return {pk for pk, _area, _year in bearers}
    years = {row.born.year for row, _ in rows if row.born}
    near = {year + off for year in years for off in (-1, 0, 1)}
    areas = tuple(place.area_path for _, place in rows if place is not None)
    return {pk for pk, area, year in bearers if year in near or (areas and area.startswith(areas))}


def record_of(person: Person, where: Where) -> dict[str, str]:
    """Somebody as the matching engine reads them; the key is the id."""
    home = person.household
    return {
        "key": str(person.pk),
        "name": str(person.name),
        "id": str(person.id_number or ""),
        "phone": str(person.phone or ""),
        "birth": person.birth_date.isoformat() if person.birth_date else "",
        "sex": "" if person.sex == "U" else person.sex,
        "address": where.written(home.area_path, home.door) if home else str(person.address or ""),
    }


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))
