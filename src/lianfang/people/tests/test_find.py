import pytest

from lianfang.accounts.access import role
from lianfang.accounts.actors import Actor, Held
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.selectors import find_people
from lianfang.people.tests.make import TESTS, id_number, ids, make_person

pytestmark = pytest.mark.django_db

READER = role("people.tests.reader", "reader", SEE_PEOPLE)


@pytest.mark.parametrize(
    "query, found",
    [
        ("欧阳明月", True),
        ("明月", True),
        ("欧", True),
        ("ouyangmingyue", True),
        ("OYMY", True),
        ("ou yang ming yue", True),
        ("月明", False),
        ("欧阳明", True),
        ("欧阳明日", False),
        ("13812345678", True),
        ("138 1234 5678", True),
        ("13812345679", False),
    ],
)
def test_it_finds_by_part_of_the_name_pinyin_initials_or_phone(query: str, found: bool) -> None:
    person = make_person("欧阳明月", phone="13812345678")
    make_person("王小明")

    assert ids(find_people(TESTS, SEE_PEOPLE, query)) == ({person.pk} if found else set())


def test_it_finds_by_id_number_however_it_is_written() -> None:
    number = id_number()
    person = make_person(id_number=number)

    assert ids(find_people(TESTS, SEE_PEOPLE, f" {number[:6]} {number[6:].lower()}")) == {person.pk}


def test_it_finds_only_where_the_actor_may_look() -> None:
    make_person(area_path="0002")
    near = make_person(area_path="00010001")
    actor = Actor("user:reader", held=(Held(READER.code, area_path="0001"),))

    assert ids(find_people(actor, SEE_PEOPLE, "王小明")) == {near.pk}
