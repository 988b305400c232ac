"""Who lives in the district: 40,000 people in households, entered in bulk under one entry of the log a batch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from lianfang.people.bulk import insert_rows
from lianfang.people.identity import Identity
from lianfang.people.models import Household, Person
from lianfang.people.rules import Relation, Sex
from lianfang.people.services import register_person
from lianfang.people.tokens import write_tokens
from lianfang.privacy.audit import audit
from lianfang.project.demo.names import full_name, surname
from lianfang.project.demo.numbers import Numbers
from lianfang.project.demo.world import DEMO, Doors, World, batches, founding

BATCH = 500
EMPTY = 0.04
"""Share of doors behind which nobody lives."""


@dataclass(frozen=True)
class Living:
    """Somebody in a household, as the dice had it."""

    relation: Relation
    sex: Sex
    age: int
    family: str = ""


def build_residents(world: World) -> None:
    dice = world.dice("residents")
    with founding(world):
        for some in batches(_everybody(world, dice), BATCH):
            _enter(some)
            world.households += [household for household, people in some if people]
        _enter_twice(world, dice)


def _enter_twice(world: World, dice: Random) -> None:
    """Some are in the register a second time, where they rent, without their ID number: likely duplicates to decide."""
    for home in dice.sample(world.households, world.many(9, least=2)):
        tenant = home.people.filter(relation=Relation.HEAD.value).get()
        rented = dice.choice(world.households)
        identity = Identity(str(tenant.name), phone=str(tenant.phone), birth_date=tenant.birth_date, sex=tenant.sex)
        register_person(actor=DEMO, identity=identity, household=rented, relation=Relation.LODGER)


@transaction.atomic
def _enter(some: Iterable[tuple[Household, list[Person]]]) -> None:
    """Households and their people, findable by name, under one entry of the log."""
    households = [household for household, _people in some]
    people = [person for _household, living in some for person in living]
    insert_rows(Household, households)
    insert_rows(Person, people)
    write_tokens(people)
    audit(DEMO, "person.registered_many", "people.person", households=len(households), count=len(people))


def _everybody(world: World, dice: Random) -> Iterator[tuple[Household, list[Person]]]:
    for place in world.doors:
        for door in range(place.count):
            household = _household(place, door)
            living = _living(dice) if dice.random() > EMPTY else []
            household.is_occupied = bool(living)
            yield household, [_person(dice, world.numbers, world.today, household, each) for each in living]


def _household(place: Doors, door: int) -> Household:
    """The door: two or three flats on a floor, or a house of the villagers' group."""
    flat = f"{door // 3 + 1}{door % 3 + 1:02d}" if place.prefix else f"{door + 1}"
    said = f"{flat}室" if place.prefix else f"{flat}号"
    return Household(area_path=place.area.path, door=f"{place.prefix}{flat}", address=f"{place.spoken}{said}")


def _living(dice: Random) -> list[Living]:
    """A household as they are: alone, a couple, parents and children, three generations, people who share a flat."""
    return _KINDS[dice.choices(range(len(_KINDS)), _SHARES)[0]](dice)


def _alone(dice: Random) -> list[Living]:
    old = dice.random() < 0.45
    age = dice.randint(66, 92) if old else dice.randint(22, 58)
    return [Living(Relation.HEAD, _sex(dice, 0.42 if old else 0.55), age, surname(dice))]


def _couple(dice: Random) -> list[Living]:
    return _couple_of(dice, dice.choice([dice.randint(24, 36), dice.randint(50, 84)]))


def _family(dice: Random) -> list[Living]:
    parents = [head, spouse] = _couple_of(dice, dice.randint(27, 56))
    oldest = max(0, min(head.age, spouse.age) - dice.randint(23, 30))
    children = [oldest] if dice.random() < 0.68 else [oldest, max(0, oldest - dice.randint(2, 8))]
    return [*parents, *(Living(Relation.CHILD, _sex(dice), age, head.family) for age in children)]


def _three_generations(dice: Random) -> list[Living]:
    family = _family(dice)
    head = family[0]
    old = head.age + dice.randint(23, 29)
    elders = [Living(Relation.PARENT, Sex.FEMALE, old - dice.randint(0, 4), surname(dice))]
    if dice.random() < 0.6:
        elders.insert(0, Living(Relation.PARENT, Sex.MALE, old, head.family))
    return [*family, *elders]


def _shared(dice: Random) -> list[Living]:
    people = [Living(Relation.LODGER, _sex(dice), dice.randint(19, 34)) for _ in range(dice.randint(2, 4))]
    return [Living(Relation.HEAD, people[0].sex, people[0].age), *people[1:]]


def _couple_of(dice: Random, age: int) -> list[Living]:
    head = Living(Relation.HEAD, Sex.MALE, age, surname(dice))
    return [head, Living(Relation.SPOUSE, Sex.FEMALE, max(22, age - dice.randint(-2, 5)), surname(dice))]


_KINDS = [_alone, _couple, _family, _three_generations, _shared]
_SHARES = [18, 24, 38, 15, 5]


def _sex(dice: Random, male: float = 0.51) -> Sex:
    return Sex.MALE if dice.random() < male else Sex.FEMALE


def _person(dice: Random, numbers: Numbers, today: date, household: Household, living: Living) -> Person:
    born = today - timedelta(days=living.age * 365 + living.age // 4 + dice.randrange(365))
    has_id = living.age > 0 or dice.random() < 0.5
    return Person(
        household=household,
        area_path=household.area_path,
        name=full_name(dice, living.sex, born.year, living.family),
        id_number=numbers.id_number(born, living.sex) if has_id else "",
        phone=numbers.mobile() if 10 <= living.age < 86 else "",
        birth_date=born,
        birth_year=born.year,
        sex=living.sex.value,
        relation=living.relation.value,
    )
