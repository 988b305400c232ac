from datetime import date

import pytest

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Conflict, Invalid, Refused
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.people.services import register_person
from lianfang.people.tests.make import TESTS, id_number, make_household, make_person

pytestmark = pytest.mark.django_db


def test_it_takes_birth_date_and_sex_from_the_id_number() -> None:
    number = id_number(sex="F")

    person = Person.objects.get(pk=make_person(id_number=number).pk)

    assert (person.sex, person.birth_year, str(person.birth_date)) == ("F", 1980, "1980-05-17")


def test_it_puts_somebody_behind_a_door_with_the_doors_area() -> None:
    door = make_household("00010002")

    assert make_person(household=door).area_path == "00010002"


def test_it_keeps_nothing_personal_in_clear() -> None:
    number = id_number()
    person = make_person("欧阳明月", id_number=number, phone="13812345678", address="中山路5号")

    row = Person.objects.filter(pk=person.pk).values().get()

    stored = repr(row)
    assert not any(text in stored for text in ("欧阳", number, "13812345678", "中山路"))


def test_it_refuses_an_id_number_that_is_on_record() -> None:
    number = id_number()
    make_person(id_number=number)

    with pytest.raises(Conflict):
        make_person("李四", id_number=number)


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"birth_date": date(2999, 1, 1)}, "birth_date"),
        ({"id_number": id_number(date(2998, 1, 1))}, "id_number"),
        ({"name": " "}, "name"),
        ({"id_number": "21020319800517123"}, "id_number"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_it_names_the_field_that_is_wrong(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        register_person(actor=TESTS, identity=Identity(**{"name": "王小明", **wrong}))

    assert list(refused.value.fields) == [field]


def test_it_is_refused_to_somebody_without_the_right() -> None:
    with pytest.raises(Refused):
        register_person(actor=Actor("user:nobody"), identity=Identity("王小明", area_path="0001"))
