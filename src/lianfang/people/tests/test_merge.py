import pytest

from lianfang.kernel.errors import Conflict, Refused
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.selectors import find_people, whole
from lianfang.people.services import merge, unmerge
from lianfang.people.tests.make import TESTS, ids, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_person(), make_person()


def test_it_is_a_pointer_that_the_list_follows(pair) -> None:
    one, other = pair

    merge(actor=TESTS, person=one.pk, into=other.pk)

    one.refresh_from_db()
    assert whole(one) == other
    assert ids(find_people(TESTS, SEE_PEOPLE, "王小明")) == {other.pk}


def test_it_is_undone_at_once(pair) -> None:
    one, other = pair
    merge(actor=TESTS, person=one.pk, into=other.pk)

    unmerge(actor=TESTS, person=one.pk)

    assert ids(find_people(TESTS, SEE_PEOPLE, "王小明")) == {one.pk, other.pk}


def test_it_refuses_a_circle(pair) -> None:
    one, other = pair
    merge(actor=TESTS, person=one.pk, into=other.pk)

    with pytest.raises(Conflict):
        merge(actor=TESTS, person=other.pk, into=one.pk)


def test_it_refuses_one_record_with_itself(pair) -> None:
    with pytest.raises(Conflict):
        merge(actor=TESTS, person=pair[0].pk, into=pair[0].pk)


def test_there_is_nothing_to_undo_where_nothing_was_merged(pair) -> None:
    with pytest.raises(Refused):
        unmerge(actor=TESTS, person=pair[0].pk)
