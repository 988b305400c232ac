from datetime import date

import pytest

from lianfang.accounts.access import role
from lianfang.accounts.actors import Actor, Held
from lianfang.kernel.errors import NotFound
from lianfang.people.access import MERGE_PEOPLE
from lianfang.people.identity import Identity
from lianfang.people.models import Double
from lianfang.people.selectors import doubles_of, doubles_visible_to
from lianfang.people.services import call_different, correct_person, merge, unmerge
from lianfang.people.tests.make import TESTS, make_household, make_person

pytestmark = pytest.mark.django_db

MERGER = role("people.tests.merger", "merger", MERGE_PEOPLE)
BORN = date(1980, 5, 17)


@pytest.fixture
def pair():
    return make_person(birth_date=BORN), make_person(birth_date=BORN, area_path="0002")


def test_registering_notes_whom_the_record_resembles(pair) -> None:
    assert {double.one_id for double in doubles_visible_to(TESTS)} == {min(one.pk for one in pair)}


def test_correcting_notes_it_too() -> None:
    one, other = make_person(phone="13812345678"), make_person("李四", phone="13812345678")
    assert not doubles_visible_to(TESTS)

    correct_person(actor=TESTS, person=other.pk, identity=Identity("王晓明", phone="13812345678"))

    assert doubles_of(TESTS, one).count() == 1


def test_that_they_are_not_the_same_is_remembered(pair) -> None:
    call_different(actor=TESTS, double=doubles_visible_to(TESTS).get().pk)

    correct_person(actor=TESTS, person=pair[0].pk, identity=Identity("王小明", birth_date=BORN, phone="13812345678"))

    assert not doubles_visible_to(TESTS)
    assert Double.objects.get().decided_by == TESTS.name


def test_merging_decides_the_pair_and_undoing_opens_it_again(pair) -> None:
    one, other = pair
    merge(actor=TESTS, person=one.pk, into=other.pk)
    assert not doubles_visible_to(TESTS)

    unmerge(actor=TESTS, person=one.pk)

    assert doubles_visible_to(TESTS).count() == 1


def test_it_is_offered_only_to_whoever_may_merge_both(pair) -> None:
    half = Actor("user:half", held=(Held(MERGER.code, area_path="0001"),))
    whole = Actor("user:whole", held=(Held(MERGER.code, area_path="00"),))

    assert not doubles_visible_to(half)
    assert doubles_visible_to(whole).count() == 1
    with pytest.raises(NotFound):
        call_different(actor=half, double=Double.objects.get().pk)


def test_people_of_one_door_with_different_names_are_not_offered() -> None:
    door = make_household()
    make_person("王小明", household=door)
    make_person("王小红", household=door)

    assert not Double.objects.exists()
