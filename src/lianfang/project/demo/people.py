"""Whom the story picks: a door, a resident who has been away, a stranger."""

from datetime import timedelta
from random import Random

from lianfang.kernel.clock import today
from lianfang.people.identity import Identity
from lianfang.people.models import Household, Person
from lianfang.project.demo.names import full_name
from lianfang.project.demo.numbers import ELSEWHERE
from lianfang.project.demo.world import World


def home_in(world: World, dice: Random, community: int | None) -> Household:
    """A door in a community, or anywhere."""
    if community is None:
        return dice.choice(world.households)
    path = world.communities[community % len(world.communities)].path
    return dice.choice(world.households_in(path))


def resident_of(world: World, dice: Random, home: Household) -> Person | None:
    """A grown resident who has not been on the way before."""
    born_until = today().year - 18
    grown = [
        person
        for person in home.people.all()
        if person.pk not in world.returned and (person.birth_year or 9999) <= born_until
    ]
    if not grown:
        return None
    resident = dice.choice(grown)
    world.returned.add(resident.pk)
    return resident


def stranger(world: World, dice: Random, address: str = "") -> Identity:
    sex, age = dice.choice("MF"), dice.randint(19, 71)
    born = today() - timedelta(days=age * 365 + dice.randrange(365))
    number = world.numbers.id_number(born, sex, dice.choice(list(ELSEWHERE)))
    return Identity(full_name(dice, sex, born.year), number, world.numbers.mobile(), address=address)
