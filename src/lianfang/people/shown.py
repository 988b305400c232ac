"""How somebody is shown: one way of masking for list, page, export and API, and one of opening."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from lianfang.kernel.identifiers import mask_id, mask_name, mask_phone
from lianfang.people.models import RELATIONS, SEXES, Person
from lianfang.people.rules import Sex
from lianfang.territory.selectors import full_name

_SEXES, _RELATIONS = dict(SEXES), dict(RELATIONS)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of somebody, masked or open; texts, empty where nothing is known."""

    id: str
    name: str
    sex: str
    born: str
    """Masked the year; open the day."""
    id_number: str
    phone: str
    relation: str
    area: str
    door: str
    address: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def masked(person: Person) -> Shown:
    """As everybody sees who may see people at all."""
    return Shown(id=str(person.pk), **{field: part(person) for field, part in MASKED.items()})


def in_the_open(person: Person) -> Shown:
    """With everything; whoever calls this has asked for the right and logged the read."""
    return Shown(id=str(person.pk), **{field: part(person) for field, part in OPEN.items()})


Part = Callable[[Person], str]

_PLAIN: dict[str, Part] = {
    "sex": lambda person: str(_SEXES[person.sex]) if person.sex != Sex.UNKNOWN else "",
    "relation": lambda person: str(_RELATIONS.get(person.relation, "")),
    "area": lambda person: full_name(person.area_path),
    "door": lambda person: person.household.door if person.household else "",
}
MASKED: dict[str, Part] = {
    **_PLAIN,
    "name": lambda person: mask_name(str(person.name)),
    "id_number": lambda person: mask_id(str(person.id_number or "")),
    "phone": lambda person: mask_phone(str(person.phone or "")),
    "born": lambda person: str(person.birth_year or ""),
    "address": lambda person: _("on record") if person.address else "",
}
"""What everybody sees of each part, also column by column in a list."""
OPEN: dict[str, Part] = {
    **_PLAIN,
    "name": lambda person: str(person.name),
    "id_number": lambda person: str(person.id_number or ""),
    "phone": lambda person: str(person.phone or ""),
    "born": lambda person: str(person.birth_date or person.birth_year or ""),
    "address": lambda person: str(person.address or ""),
}
