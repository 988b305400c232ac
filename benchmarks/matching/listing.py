"""A list about some residents and some strangers, with the truth kept apart."""

from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from benchmarks.matching.damage import Row, Scene, row_of, worsen
from benchmarks.matching.register import TODAY, Household, Resident, Town
from lianfang.kernel.names import surname_of

STRANGERS = 0.2
"""Share of rows about people who are not in the register."""


@dataclass(frozen=True, slots=True)
class Truth:
    """``resident`` is the key of whom the row is about, 0 for a stranger; ``kinds`` its damage or the kind of stranger."""

    resident: int
    kinds: tuple[str, ...]


class Lister:
    """Draws people at random and writes them down; one seed, one list."""

    def __init__(self, town: Town, seed: int) -> None:
        self._town = town
        self._dice = Random(seed)
        self._homes = town.households
        self._ends = list(accumulate(len(home.people) for home in self._homes))

    def rows(self, count: int) -> list[tuple[Row, Truth]]:
        return [self._stranger() if self._dice.random() < STRANGERS else self._resident() for _ in range(count)]

    def _resident(self) -> tuple[Row, Truth]:
        person, home = self._draw()
        row = self._written(person, home)
        return row, Truth(person.key, tuple(row.damage) or ("none",))

    def _stranger(self) -> tuple[Row, Truth]:
        kind = self._dice.choices(list(_LIKENESSES), [weight for weight, _ in _LIKENESSES.values()])[0]
        like, home = self._draw()
        person, home = _LIKENESSES[kind][1](self._town, like, home)
        return self._written(person, home), Truth(0, (kind,))

    def _written(self, person: Resident, home: Household) -> Row:
        scene = Scene(self._dice, self._town, person, home, lambda: self._draw()[0])
        return worsen(scene, row_of(scene))

    def _draw(self) -> tuple[Resident, Household]:
        """Anybody of the register, each as likely as the other."""
        at = self._dice.randrange(self._ends[-1])
        nth = bisect(self._ends, at)
        home = self._homes[nth]
        return home.people[at - self._ends[nth] + len(home.people)], home


# -- strangers -----------------------------------------------------------------------------------------------------

Likeness = Callable[[Town, Resident, Household], tuple[Resident, Household]]
"""Somebody who is not in the register but resembles somebody in it, and those they live with."""


def _elsewhere(town: Town) -> Household:
    return Household(town.empty_door(), [])


def _beside(home: Household) -> Household:
    """The same household with room for one who is not registered."""
    return Household(home.door, list(home.people))


def _age(person: Resident) -> int:
    return max(0, TODAY.year - 1 - person.born.year)


def _nobody(town: Town, like: Resident, home: Household) -> tuple[Resident, Household]:
    """Nothing in common but what chance gives."""
    away = _elsewhere(town)
    return town.settle(away, "", like.sex, _age(like)), away


def _namesake(town: Town, like: Resident, home: Household) -> tuple[Resident, Household]:
    """The same name and about the same age, elsewhere."""
    away = _elsewhere(town)
    return town.settle(away, "", like.sex, max(0, _age(like) + town.dice.randrange(-3, 4)), name=like.name), away


def _namesake_of_one_day(town: Town, like: Resident, home: Household) -> tuple[Resident, Household]:
    """The same name and the same birthday, elsewhere; with papers of their own."""
    away = _elsewhere(town)
    number = town.papers.id_number(like.born, like.sex)
    person = replace(like, key=0, id_number=number, phone=town.papers.mobile(), door=away.door)
    return person, away


def _sibling(town: Town, like: Resident, home: Household) -> tuple[Resident, Household]:
    """At the same door, with the same phone and a name that differs in its last character."""
    family = _beside(home)
    name = town.name_beside(family, like.name, like.sex) if len(like.name) == 3 else ""
    person = town.settle(
        family, surname_of(like.name), like.sex, max(0, _age(like) - town.dice.randrange(1, 5)), name=name
    )
    return replace(person, phone=like.phone), family


def _twin(town: Town, like: Resident, home: Household) -> tuple[Resident, Household]:
    """The same birthday, door and phone, neighbouring ID numbers, a name that differs in its last character."""
    family = _beside(home)
    return town.twin_of(family, like), family


def _child_of_one_name(town: Town, like: Resident, home: Household) -> tuple[Resident, Household]:
    """Child or parent with the name of the registered one, at the same door with the same phone."""
    family = _beside(home)
    age = _age(like)
    person = town.settle(family, "", like.sex, age - 26 if age >= 26 else age + 26, name=like.name)
    return replace(person, phone=like.phone), family


def _next_tenant(town: Town, like: Resident, home: Household) -> tuple[Resident, Household]:
    """Somebody else who now lives at the door and sometimes has the phone."""
    flat = Household(home.door, [])
    person = town.settle(flat, "", town.dice.choice("MF"), town.dice.randrange(20, 60))
    return (replace(person, phone=like.phone) if town.dice.random() < 0.2 else person), flat


_LIKENESSES: dict[str, tuple[int, Likeness]] = {
    "nobody": (40, _nobody),
    "namesake": (20, _namesake),
    "namesake_of_one_day": (5, _namesake_of_one_day),
    "sibling": (15, _sibling),
    "twin": (5, _twin),
    "child_of_one_name": (5, _child_of_one_name),
    "next_tenant": (10, _next_tenant),
}
STRANGE = tuple(_LIKENESSES)
