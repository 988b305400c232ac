"""Who somebody says they are: checked, and with what an ID number tells filled in."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.identifiers import IdentifierError, parse_id, parse_phone
from lianfang.kernel.names import normalise_name
from lianfang.kernel.wording import Reason
from lianfang.people.rules import Sex


@dataclass(frozen=True)
class Identity:
    """Name, ID number, phone and address of somebody, as typed or read from a card; everything but the name may be missing."""

    name: str
    id_number: str = ""
    phone: str = ""
    birth_date: date | None = None
    sex: str = Sex.UNKNOWN.value
    address: str = ""
    area_path: str = ""

    def checked(self) -> "Identity":
        """The same in one spelling, with birth date and sex from the ID number. Raises Invalid, naming the fields."""
        problems: dict[str, Reason] = {}
        name = normalise_name(self.name)
        if not name:
            problems["name"] = Reason.of("people.name_missing")
        result = replace(self, name=name)
        result = _with_id(result, problems)
        result = _with_phone(result, problems)
        if result.birth_date is not None and result.birth_date > today():
            problems.setdefault("birth_date", Reason.of("people.born_in_future"))
        if problems:
            raise Invalid(problems)
        return result

    def as_fields(self) -> dict[str, Any]:
        """The columns of a person that say who somebody is."""
        return {
            "name": self.name,
            "id_number": self.id_number,
            "phone": self.phone,
            "birth_date": self.birth_date,
            "birth_year": self.birth_year,
            "sex": self.sex,
            "address": self.address,
        }

    @property
    def birth_year(self) -> int | None:
        return self.birth_date.year if self.birth_date else None


def _with_id(identity: Identity, problems: dict[str, Reason]) -> Identity:
    if not identity.id_number.strip():
        return replace(identity, id_number="")
    try:
        parsed = parse_id(identity.id_number, today=today())
    except IdentifierError as wrong:
        problems["id_number"] = Reason.of(f"people.id_{wrong.code}", **wrong.params)
        return identity
    return replace(identity, id_number=parsed.number, birth_date=parsed.birth_date, sex=parsed.sex.value)


def _with_phone(identity: Identity, problems: dict[str, Reason]) -> Identity:
    if not identity.phone.strip():
        return replace(identity, phone="")
    try:
        return replace(identity, phone=str(parse_phone(identity.phone)))
    except IdentifierError:
        problems["phone"] = Reason.of("people.phone_wrong")
        return identity
