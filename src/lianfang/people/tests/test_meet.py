import pytest

from lianfang.people.tests.make import id_number, make_person, meet
from lianfang.response.tests.make import make_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    return make_response()


def test_it_finds_the_resident_with_this_id_number(response) -> None:
    number = id_number()
    resident = make_person(id_number=number)

    assert meet(response, id_number=number) == resident


def test_it_finds_whom_the_response_has_met_before(response) -> None:
    number = id_number()

    assert meet(response, id_number=number) == meet(response, id_number=number)


def test_it_makes_a_record_under_the_key_of_the_response(response) -> None:
    stranger = meet(response, "李四")

    assert (stranger.response, stranger.keyring_id) == (response, response.id)


def test_it_does_not_take_somebody_else_with_the_number_of_another_for_one(response) -> None:
    number = id_number()
    resident = make_person("王小明", id_number=number)

    assert meet(response, "赵六", id_number=number) != resident


def test_two_responses_do_not_share_whom_they_met(response) -> None:
    number = id_number()

    assert meet(response, id_number=number) != meet(make_response(name="登革热"), id_number=number)


def test_a_merged_record_leads_to_the_one_it_points_to(response) -> None:
    from lianfang.people.services import merge
    from lianfang.people.tests.make import TESTS

    number = id_number()
    double, whole = make_person(id_number=number), make_person()
    merge(actor=TESTS, person=double.pk, into=whole.pk)

    assert meet(response, id_number=number) == whole
