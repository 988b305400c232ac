"""What somebody sees and does on the pages of people and households, and what a stranger does not."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.people.models import Double, Household, Person
from lianfang.people.tests.make import id_number, make_household, make_person, meet
from lianfang.privacy.models import Read
from lianfang.response.tests.make import make_response

pytestmark = pytest.mark.django_db

NUMBER = id_number()


@pytest.fixture
def person(areas) -> Person:
    home = make_household(areas["河东社区"].path, "3-2-601", address="中山路5号")
    return make_person("欧阳明月", household=home, id_number=NUMBER, phone="13812345678", address="中山路5号")


def personal(page: str) -> list[str]:
    """What of the person stands on a page in the open."""
    return [text for text in ("欧阳明月", NUMBER, "13812345678", "中山路") if text in page]


# -- finding -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["欧阳", "oymy", "ouyangmingyue", NUMBER, "138-1234-5678"])
def test_it_finds_somebody_masked(query: str, keeper, person) -> None:
    page = keeper.sends("find", find="1", q=query).content.decode()

    assert "欧***" in page and "138****5678" in page and "3-2-601" in page
    assert personal(page.replace(f'value="{query}"', "")) == []


def test_a_masked_list_logs_its_query(keeper, person) -> None:
    keeper.opens("find")

    assert [(read.how, read.person_id) for read in Read.objects.all()] == [("list", None)]


def test_somebody_of_another_street_is_not_in_the_list(stranger, person) -> None:
    assert "欧***" not in stranger.reads("find")
    assert stranger.opens("person", person.pk).status_code == 404


def test_the_list_is_taken_out_as_masked_as_it_is_and_each_person_is_logged(keeper, person) -> None:
    answer = keeper.opens("find", query="?export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)

    assert rows[1][0] == "欧***" and personal(str(rows)) == []
    assert Read.objects.get(how="export").person_id == person.pk


def test_whoever_only_looks_takes_nothing_out(looker, person) -> None:
    assert looker.opens("find").status_code == 200
    assert looker.opens("find", query="?export=csv").status_code == 404


def test_the_list_takes_the_same_few_queries_however_many_there_are(keeper, areas) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as sent:
            keeper.opens("find")
        return sum("people_" in each["sql"] or "territory_" in each["sql"] for each in sent.captured_queries)

    make_person(area_path=areas["河西社区"].path)
    keeper.opens("find")
    few = queries()
    for number in range(12):
        make_person(household=make_household(areas["河东社区"].path, f"1-1-{number}"))

    assert queries() <= few <= 9


# -- a person ------------------------------------------------------------------------------------------------------


def test_the_page_of_a_person_is_masked(keeper, person) -> None:
    assert personal(keeper.reads("person", person.pk)) == []


def test_everything_is_shown_for_a_purpose_and_logged(keeper, person) -> None:
    page = keeper.sends("reveal", person.pk, purpose="contact").content.decode()

    assert len(personal(page)) == 4
    assert Read.objects.get(how="reveal").where.endswith("contact")


def test_without_a_purpose_nothing_is_shown(keeper, person) -> None:
    assert keeper.sends("reveal", person.pk).status_code == 302
    assert not Read.objects.filter(how="reveal").exists()


def test_whoever_only_looks_may_not_open_anything(looker, person) -> None:
    assert "Show everything" not in looker.reads("person", person.pk)
    assert looker.sends("reveal", person.pk, purpose="contact").status_code == 404
    assert looker.opens("correct", person.pk).status_code == 404


def test_the_page_tells_what_happened_to_the_record(keeper, person) -> None:
    keeper.sends("reveal", person.pk, purpose="contact")

    page = keeper.reads("person", person.pk)

    assert "registered" in page and "opened in full" in page and "keeper" in page


# -- registering and correcting ------------------------------------------------------------------------------------


def test_somebody_is_registered_behind_a_door(keeper, areas) -> None:
    answer = keeper.sends(
        "register", name="王小明", id_number=NUMBER, sex="U", area="河东社区", door="3栋2单元601室", relation="head"
    )

    made = Person.objects.get()
    assert answer.status_code == 302
    assert (str(made.name), made.household.door, made.sex) == ("王小明", "3-2-601", "M")


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(keeper, areas) -> None:
    answer = keeper.sends("register", name="王小明", id_number="123", phone="1", sex="U", area="河东社区")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert 'id="id_id_number_error"' in page and 'id="id_phone_error"' in page and 'value="王小明"' in page


def test_an_area_elsewhere_is_refused_beside_the_field(keeper, areas) -> None:
    answer = keeper.sends("register", name="王小明", sex="U", area="水峪村")

    assert answer.status_code == 422 and 'id="id_area_error"' in answer.content.decode()
    assert not Person.objects.exists()


def test_whom_the_record_would_resemble_is_shown_first(keeper, person, areas) -> None:
    given = {"name": "欧阳明月", "phone": "13812345678", "sex": "U", "area": "河西社区"}

    page = keeper.sends("register", **given).content.decode()
    assert "Somebody like this is on record" in page and Person.objects.count() == 1

    keeper.sends("register", **given, anyway="1")
    assert Person.objects.count() == 2 and Double.objects.count() == 1


def test_a_known_id_number_is_an_error_at_its_field(keeper, person) -> None:
    answer = keeper.sends("register", name="赵六", id_number=NUMBER, sex="U", area="河西社区", anyway="1")

    assert "another name" in answer.content.decode() and answer.status_code == 422


def test_a_record_is_corrected(keeper, person) -> None:
    assert "欧阳明月" in keeper.reads("correct", person.pk)

    keeper.sends("correct", person.pk, name="欧阳明玥", id_number=NUMBER, phone="13812345678", sex="U")

    person.refresh_from_db()
    assert str(person.name) == "欧阳明玥"
    assert "欧***" in keeper.sends("find", find="1", q="明玥").content.decode()
    assert Read.objects.filter(how="reveal", where="people:correct").count() == 1


# -- moving, leaving, taking over ----------------------------------------------------------------------------------


def test_somebody_moves(keeper, person, areas) -> None:
    keeper.sends("move", person.pk, area="河西社区", door="5-1-101")

    person.refresh_from_db()
    assert (person.area_path, person.household.door) == (areas["河西社区"].path, "5-1-101")


def test_nobody_is_moved_to_where_one_may_not_register(keeper, person, areas) -> None:
    assert keeper.sends("move", person.pk, area="水峪村").status_code == 422


def test_somebody_is_no_longer_here_and_here_again(keeper, person) -> None:
    keeper.sends("leave", person.pk, because="moved")
    assert "欧***" not in keeper.reads("find")
    assert "No longer here" in keeper.reads("person", person.pk)

    keeper.sends("come_back", person.pk)
    assert "欧***" in keeper.reads("find")


def test_whom_a_response_has_met_is_taken_over_into_the_register(keeper, areas, watcher) -> None:
    with watcher.resting():
        response = make_response()
        met = meet(response, "李四", id_number=NUMBER, phone="13912345678", area_path=areas["河东社区"].path)

    keeper.sends("take_over", met.pk, area="河东社区", door="1-1-101")

    taken = Person.objects.get(pk=met.pk)
    assert taken.response is None and str(taken.name) == "李四" and str(taken.phone) == "13912345678"
    assert "李*" in keeper.sends("find", find="1", q=NUMBER).content.decode()


def test_somebody_the_register_has_is_merged_not_taken_over(keeper, person, areas, watcher) -> None:
    with watcher.resting():
        met = meet(make_response(), "赵六", id_number=NUMBER, area_path=areas["河东社区"].path)

    answer = keeper.sends("take_over", met.pk, area="河东社区")

    assert answer.status_code == 422 and "another name" in answer.content.decode()


# -- households ----------------------------------------------------------------------------------------------------


def test_a_household_shows_who_lives_there_masked(keeper, person) -> None:
    page = keeper.reads("household", person.household_id)

    assert "3-2-601" in page and "欧***" in page and personal(page) == []


def test_a_household_is_added_corrected_and_moved(keeper, areas) -> None:
    keeper.sends("new_household", area="河东社区", door="3栋601室", address="中山路5号", is_occupied="on")
    home = Household.objects.get()
    make_person(household=home)

    keeper.sends("correct_household", home.pk, door="3-602", address="", is_occupied="on")
    keeper.sends("move_household", home.pk, area="河西社区", door="1-101")

    home.refresh_from_db()
    assert (home.door, home.area_path) == ("1-101", areas["河西社区"].path)
    assert home.people.get().area_path == areas["河西社区"].path


@pytest.mark.parametrize("door", ["王小明家", "13812345678", "二单元601室门口有狗请先打电话"])
def test_what_is_no_door_is_an_error_beside_the_field(keeper, person, areas, door) -> None:
    for name, *what in (("new_household",), ("correct_household", person.household_id), ("register",)):
        answer = keeper.sends(name, *what, name="王小明", sex="M", area="河东社区", door=door, is_occupied="on")
        assert answer.status_code == 422 and "This is no door." in answer.content.decode(), name

    assert Household.objects.get().door == "3-2-601"


def test_a_door_that_is_on_record_is_not_added_twice(keeper, areas) -> None:
    for _time in range(2):
        answer = keeper.sends("new_household", area="河东社区", door="3-601", is_occupied="on")

    assert answer.status_code == 422 and Household.objects.count() == 1


def test_the_doors_of_a_grid_are_a_list(keeper, stranger, person, areas) -> None:
    assert "3-2-601" in keeper.reads("households", query=f"?area={areas['河东社区'].path}")
    assert "3-2-601" not in keeper.reads("households", query=f"?area={areas['河西社区'].path}")
    assert "3-2-601" not in stranger.reads("households")
    assert stranger.opens("household", person.household_id).status_code == 404


# -- likely duplicates -----------------------------------------------------------------------------------------------


@pytest.fixture
def double(person, areas) -> Double:
    make_person("欧阳明月", phone="13812345678", area_path=areas["河西社区"].path)
    return Double.objects.get()


def test_a_pair_is_shown_field_by_field(keeper, double) -> None:
    page = keeper.reads("doubles")

    assert "the same" in page and "not known of both" in page and personal(page) == []


def test_a_pair_is_shown_in_the_open_and_both_reads_are_logged(keeper, stranger, double) -> None:
    page = keeper.sends("reveal_double", double.pk).content.decode()

    assert "欧阳明月" in page and "13812345678" in page
    assert set(Read.objects.filter(how="reveal").values_list("person_id", flat=True)) == {
        double.one_id,
        double.other_id,
    }
    assert stranger.sends("reveal_double", double.pk).status_code == 404


def test_two_become_one_and_two_again(keeper, double) -> None:
    keeper.sends("decide_double", double.pk, keep=str(double.one_id))
    assert "merged into another" in keeper.reads("person", double.other_id)

    keeper.sends("unmerge", double.other_id)
    assert keeper.reads("find").count("欧***") >= 2


def test_that_they_are_two_is_remembered(keeper, double) -> None:
    keeper.sends("decide_double", double.pk, different="1")

    assert "No likely duplicates" in keeper.reads("doubles")


def test_a_stranger_decides_nothing(stranger, double) -> None:
    assert stranger.sends("decide_double", double.pk, different="1").status_code == 404
