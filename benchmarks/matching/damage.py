"""What happens to a row on its way into a list: each kind of damage with its weight.

Weights and seeds stand only here; nothing of the engine was tuned on them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from benchmarks.matching import writing
from benchmarks.matching.places import Door, coarse, full_width, spell
from benchmarks.matching.register import Household, Resident, Town

HOW_MANY = (20, 30, 28, 15, 7)
"""Of a hundred rows: with none, one, two, three and four kinds of damage, each on another field."""
LEFT_OUT = {"birth": 0.5, "sex": 0.2}
"""Shares of rows whose list has no such column, before any damage; not counted as damage."""
RECYCLED = 0.1
"""Share of old phones that somebody else of the register has today."""


@dataclass(slots=True)
class Row:
    """A row of a list, as written; ``damage`` names what was done to it."""

    name: str
    sex: str
    id_number: str
    birth: str
    phone: str
    address: str
    damage: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom the row is about, and what surrounds them."""

    dice: Random
    town: Town
    person: Resident
    home: Household
    somebody: Callable[[], Resident]
    """Anybody of the register."""


Damage = Callable[[Scene, Row], bool]
"""Spoils the row; False where it does not apply and nothing was changed."""


def row_of(scene: Scene) -> Row:
    """The person as a list has them that nobody has spoilt."""
    person = scene.person
    row = Row(person.name, person.sex, person.id_number, person.birth, person.phone, str(person.door))
    for column, share in LEFT_OUT.items():
        if scene.dice.random() < share:
            setattr(row, column, "")
    return row


def worsen(scene: Scene, row: Row) -> Row:
    """So many kinds of damage as the dice say, each on another field."""
    groups = dict(GROUPS)
    for _ in range(scene.dice.choices(range(5), HOW_MANY)[0]):
        name = scene.dice.choices(list(groups), [weight for weight, _ in groups.values()])[0]
        kinds = groups.pop(name)[1]
        kind = scene.dice.choices(list(kinds), [weight for weight, _ in kinds.values()])[0]
        if kinds[kind][1](scene, row):
            row.damage.append(kind)
    return row


# -- names ---------------------------------------------------------------------------------------------------------


def _name(how: Callable[[Random, str], str]) -> Damage:
    def spoil(scene: Scene, row: Row) -> bool:
        if "columns_swapped" in row.damage or not (other := how(scene.dice, row.name)):
            return False
        row.name = other
        return True

    return spoil


# -- ID numbers ----------------------------------------------------------------------------------------------------


def _id(how: Callable[[Scene, str], str]) -> Damage:
    def spoil(scene: Scene, row: Row) -> bool:
        other = how(scene, row.id_number) if row.id_number else ""
        if not other or other == row.id_number:
            return False
        row.id_number = other
        return True

    return spoil


def _no_id(scene: Scene, row: Row) -> bool:
    had, row.id_number = bool(row.id_number), ""
    return had


def one_slip(scene: Scene, number: str) -> str:
    """One digit is another, anywhere in the number."""
    at = scene.dice.randrange(len(number))
    return number[:at] + scene.dice.choice("0123456789".replace(number[at], "")) + number[at + 1 :]


def two_swapped(scene: Scene, number: str) -> str:
    """Two neighbouring digits in the wrong order."""
    at = scene.dice.randrange(len(number) - 1)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _of_15_digits(scene: Scene, number: str) -> str:
    """The form before 1999, without the century and the check digit."""
    return number[:6] + number[8:17] if number[6:8] == "19" else ""


def _spelled(scene: Scene, number: str) -> str:
    ways = (
        number.lower(),
        f"{number[:6]} {number[6:14]} {number[14:]}",
        full_width(number),
        f"'{number}",
        f" {number}",
    )
    return scene.dice.choice(ways)


def _rounded(scene: Scene, number: str) -> str:
    """What a spreadsheet leaves of it."""
    return number[:15] + "000"


def _of_a_relative(scene: Scene, number: str) -> str:
    """Whoever filled in the form wrote their own number. With one name for both the row would only tell of the other."""
    others = [each.id_number for each in scene.home.people if each.id_number and each.name != scene.person.name]
    return scene.dice.choice(others) if others else ""


# -- phones --------------------------------------------------------------------------------------------------------


def _no_phone(scene: Scene, row: Row) -> bool:
    had, row.phone = bool(row.phone), ""
    return had


def _old_phone(scene: Scene, row: Row) -> bool:
    """A number from before; sometimes somebody else has it today."""
    row.phone = scene.town.papers.mobile()
    if scene.dice.random() < RECYCLED:
        row.phone = scene.somebody().phone or row.phone
    return True


def _phone_of_a_relative(scene: Scene, row: Row) -> bool:
    others = {each.phone for each in scene.home.people} - {"", row.phone}
    if not others:
        return False
    row.phone = scene.dice.choice(sorted(others))
    return True


def _phone_slip(scene: Scene, row: Row) -> bool:
    if not row.phone.isdigit():
        return False
    row.phone = row.phone[:3] + one_slip(scene, row.phone[3:])
    return True


def _phone_spelled(scene: Scene, row: Row) -> bool:
    at = row.phone
    if not at.isdigit():
        return False
    row.phone = scene.dice.choice(
        (f"+86{at}", f"{at[:3]}-{at[3:7]}-{at[7:]}", f"{at[:3]} {at[3:7]} {at[7:]}", f"86-{at}")
    )
    return True


# -- addresses, births, columns ------------------------------------------------------------------------------------


def _address(how: Callable[[Scene, Door], str]) -> Damage:
    def spoil(scene: Scene, row: Row) -> bool:
        row.address = how(scene, scene.person.door)
        return True

    return spoil


def _moved(scene: Scene, door: Door) -> str:
    return spell(scene.dice, scene.town.empty_door())


def _birth(how: Callable[[Scene, date], str]) -> Damage:
    """The birthday stands in the row, wrongly."""

    def spoil(scene: Scene, row: Row) -> bool:
        if not (other := how(scene, scene.person.born)):
            return False
        row.birth = other
        return True

    return spoil


def _year_off(scene: Scene, born: date) -> str:
    return (born + timedelta(days=scene.dice.choice((-365, 365)))).isoformat()


def _year_only(scene: Scene, born: date) -> str:
    return str(born.year)


def _day_and_month(scene: Scene, born: date) -> str:
    return born.strftime("%Y-%d-%m") if born.day <= 12 and born.day != born.month else ""


def _columns_swapped(scene: Scene, row: Row) -> bool:
    """Name and phone in each other's columns."""
    row.name, row.phone = row.phone, row.name
    return True


GROUPS: dict[str, tuple[int, dict[str, tuple[int, Damage]]]] = {
    "name": (
        35,
        {
            "homophone": (8, _name(writing.homophone)),
            "near_shape": (5, _name(writing.near_shape)),
            "missing_character": (4, _name(writing.missing)),
            "swapped_characters": (3, _name(writing.swapped)),
            "traditional": (4, _name(writing.traditional)),
            "pinyin": (4, _name(writing.pinyin)),
            "initials": (2, _name(writing.initials)),
            "title": (2, _name(writing.titled)),
            "only_surname": (1, _name(writing.only_surname)),
            "spaces_or_dots": (2, _name(writing.spaced)),
        },
    ),
    "id": (
        27,
        {
            "no_id": (10, _no_id),
            "id_slip": (6, _id(one_slip)),
            "id_swapped": (2, _id(two_swapped)),
            "id_15": (3, _id(_of_15_digits)),
            "id_spelled": (3, _id(_spelled)),
            "id_rounded": (1, _id(_rounded)),
            "id_of_relative": (1, _id(_of_a_relative)),
        },
    ),
    "phone": (
        18,
        {
            "no_phone": (6, _no_phone),
            "old_phone": (6, _old_phone),
            "phone_of_relative": (3, _phone_of_a_relative),
            "phone_slip": (2, _phone_slip),
            "phone_spelled": (2, _phone_spelled),
        },
    ),
    "address": (
        15,
        {
            "address_spelled": (7, _address(lambda scene, door: spell(scene.dice, door))),
            "moved": (4, _address(_moved)),
            "no_address": (3, _address(lambda scene, door: "")),
            "address_coarse": (2, _address(lambda scene, door: coarse(door))),
        },
    ),
    "birth": (
        5,
        {
            "birth_year_off": (4, _birth(_year_off)),
            "birth_year_only": (3, _birth(_year_only)),
            "day_and_month_swapped": (1, _birth(_day_and_month)),
        },
    ),
    "columns": (1, {"columns_swapped": (1, _columns_swapped)}),
}
"""Each group of fields with its weight, and in it each kind with its own."""
KINDS = tuple(kind for _weight, kinds in GROUPS.values() for kind in kinds)
