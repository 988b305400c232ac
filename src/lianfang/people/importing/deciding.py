"""What becomes of a row, given who is known. Nothing is read or written here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lianfang.kernel.paths import contains
from lianfang.kernel.wording import Reason
from lianfang.people.importing.register import Register
from lianfang.people.importing.rows import Wanted
from lianfang.people.models import Person
from lianfang.people.rules import Sex


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    REFUSED = "refused"


@dataclass(slots=True)
class Decided:
    """The outcome of a row: the record it means, what changes in it, and why."""

    number: int
    outcome: Outcome
    person: Person | None = None
    changed: set[str] = field(default_factory=set)
    reasons: list[Reason] = field(default_factory=list)
    moved_from: str | None = None
    """The area somebody is moved out of; None for whoever stays."""


def decide(wanted: Wanted, register: Register, *, may_change: Callable[[str], bool]) -> Decided:
    """What becomes of a row; the record it means is changed in memory, and known from now on.

    ``may_change`` says whether records in an area may be changed: an ID number registered where they may not is refused,
    for that area has to let the person go.
    """
    known = register.with_number(wanted.id_number) if wanted.id_number else None
    if known is not None:
        return _same_number(wanted, known, register, may_change)
    likely = _best(wanted, register.namesakes(wanted.name, wanted.place))
    if len(likely) > 1:
        for person in likely:
            register.settle(person, wanted.number)
        return _refused(wanted, Reason.of("people.several_of_name"))
    if likely:
        return _update(wanted, likely[0], register)
    return _new(wanted, register)


def _same_number(wanted: Wanted, known: Person, register: Register, may_change: Callable[[str], bool]) -> Decided:
    refusal = None
    if _spelled(str(known.name)) != _spelled(wanted.name):
        refusal = Reason.of("people.another_name")
    elif not may_change(known.area_path):
        refusal = Reason.of("people.registered_elsewhere")
    return _refused(wanted, refusal) if refusal else _update(wanted, known, register)


def _refused(wanted: Wanted, reason: Reason) -> Decided:
    return Decided(wanted.number, Outcome.REFUSED, reasons=[reason])


def _best(wanted: Wanted, namesakes: list[Person]) -> list[Person]:
    """The namesakes that the row may mean and none fits better; several where it cannot be told."""
    fitting = [(score, person) for person in namesakes if (score := _fit(wanted, person)) is not None]
    best = max((score for score, _ in fitting), default=0)
    return [person for score, person in fitting if score == best]


def _fit(wanted: Wanted, person: Person) -> int | None:
    """How well a namesake at the same place fits a row whose ID number is not on record; None where it cannot be meant.

    Two ID numbers are two people, and so are two birth dates. Behind one door the name is enough; in an area without doors
    two phones are two people, and a row with an ID number needs birth date or phone in common.
    """
    if wanted.id_number and person.id_number:
        return None
    born = _agree(wanted.birth_date, person.birth_date)
    called = _agree(wanted.phone, str(person.phone or ""))
    if born is False or (called is False and not wanted.place.door):
        return None
    if wanted.id_number and not wanted.place.door and not (born or called):
        return None
    return 2 * bool(born) + bool(called)


def _agree(one: object, other: object) -> bool | None:
    return one == other if one and other else None


def _new(wanted: Wanted, register: Register) -> Decided:
    person = Person(
        household=register.door(wanted.place),
        area_path=wanted.place.area_path,
        name=wanted.name,
        id_number=wanted.id_number,
        phone=wanted.phone,
        birth_date=wanted.birth_date,
        birth_year=wanted.birth_date.year if wanted.birth_date else wanted.birth_year,
        sex=wanted.sex,
        relation=wanted.relation,
        address=wanted.address,
    )
    register.learn(person)
    register.settle(person, wanted.number)
    return Decided(wanted.number, Outcome.NEW, person, reasons=wanted.remarks)


def _update(wanted: Wanted, person: Person, register: Register) -> Decided:
    """Take over what the row says and the record says otherwise; what the row leaves empty stays.

    The first row about a record decides; a later one may add to it and is refused where it says something else, so that the
    same list a second time finds what the first time left.
    """
    told = _told(wanted, person) | _whereabouts(wanted, person, register)
    changed = {name for name, value in told.items() if getattr(person, name) != value}
    earlier = register.settled_by(person)
    if earlier is not None and any(_is_known(person, name) for name in changed):
        return _refused(wanted, Reason.of("people.rows_disagree", other=earlier))
    register.settle(person, wanted.number)
    moved_from = person.area_path if "area_path" in changed else None
    _change(person, {name: told[name] for name in changed})
    if person.gone_at is not None:
        _change(person, {"gone_at": None, "gone_because": ""})
        changed |= {"gone_at", "gone_because"}
    if "id_number" in changed:
        register.learn_number(person)
    repeats = [] if earlier is None else [Reason.of("exchange.same_as", other=earlier)]
    outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
    return Decided(wanted.number, outcome, person, changed, wanted.remarks + repeats, moved_from)


def _told(wanted: Wanted, person: Person) -> dict[str, Any]:
    """What the row says about somebody, without what it leaves open. A year alone says nothing against a day on record."""
    year = wanted.birth_date.year if wanted.birth_date else None if person.birth_date else wanted.birth_year
    said = {
        "id_number": wanted.id_number,
        "phone": wanted.phone,
        "birth_date": wanted.birth_date,
        "birth_year": year,
        "sex": "" if wanted.sex == Sex.UNKNOWN.value else wanted.sex,
        "relation": wanted.relation,
        "address": wanted.address,
    }
    return {name: value for name, value in said.items() if value}


def _is_known(person: Person, name: str) -> bool:
    return getattr(person, name) not in (None, "", Sex.UNKNOWN.value)


def _change(person: Person, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(person, name, value)


def _whereabouts(wanted: Wanted, person: Person, register: Register) -> dict[str, Any]:
    """Where the row puts somebody, if that is elsewhere; a row without a door leaves somebody behind theirs."""
    place = wanted.place
    if place.door:
        return {"household": register.door(place), "area_path": place.area_path}
    if contains(place.area_path, person.area_path):
        return {}
    return {"household": None, "area_path": place.area_path}


def _spelled(name: str) -> str:
    return name.casefold().replace(" ", "")
