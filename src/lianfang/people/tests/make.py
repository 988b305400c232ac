"""People and doors, as this module and those above it need them in tests."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.kernel.identifiers import check_digit
from lianfang.people.identity import Identity
from lianfang.people.models import Household, Person
from lianfang.people.services import found_household, meet_person, register_person
from lianfang.response.models import Response

TESTS = Actor.system("tests")
_numbers = count(1)


def id_number(born: date = date(1980, 5, 17), *, sex: str = "M", region: str = "210203") -> str:
    """A valid ID number that no other call has given for this day."""
    serial = next(_numbers) % 499 * 2 + (sex == "M")
    first_17 = f"{region}{born:%Y%m%d}{serial:03d}"
    return first_17 + check_digit(first_17)


def phone() -> str:
    """A mobile number that no other call has given."""
    return f"138{next(_numbers):08d}"


def make_household(area_path: str = "0001", door: str = "", **more: Any) -> Household:
    """A door in an area, 1-1-101 and the like unless told otherwise."""
    return found_household(actor=TESTS, area_path=area_path, door=door or f"1-1-{next(_numbers)}", **more)


def make_person(name: str = "王小明", *, household: Household | None = None, **identity: Any) -> Person:
    """Somebody in the standing register, in a household or (``area_path``) without one."""
    given = {"area_path": household.area_path if household else "0001", **identity}
    return register_person(actor=TESTS, identity=Identity(name=name, **given), household=household)


def meet(response: Response, name: str = "王小明", **identity: Any) -> Person:
    """Somebody a response meets."""
    return meet_person(actor=TESTS, response=response, identity=Identity(name=name, **identity))


def ids(people: Any) -> set[UUID]:
    return {person.pk for person in people}
