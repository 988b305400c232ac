"""How somebody is shown: one way of masking for list, page, export and API, and one of opening."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from lianfang.kernel.identifiers import mask_id, mask_name, mask_phone
from lianfang.people.models import RELATIONS, SEXES, Person
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
    return _shown(
        person,
        name=mask_name(str(person.name)),
        id_number=mask_id(str(person.id_number or "")),
        phone=mask_phone(str(person.phone or "")),
        born=str(person.birth_year or ""),
        address=_("on record") if person.address else "",
    )


def in_the_open(person: Person) -> Shown:
    """With everything; whoever calls this has asked for the right and logged the read."""
    return _shown(
        person,
        name=str(person.name),
        id_number=str(person.id_number or ""),
        phone=str(person.phone or ""),
        born=str(person.birth_date or person.birth_year or ""),
        address=str(person.address or ""),
    )


def _shown(person: Person, **open_or_masked: str) -> Shown:
    return Shown(
        id=str(person.pk),
        sex=str(_SEXES[person.sex]) if person.sex != "U" else "",
        relation=str(_RELATIONS.get(person.relation, "")),
        area=full_name(person.area_path),
        door=person.household.door if person.household else "",
        **open_or_masked,
    )
