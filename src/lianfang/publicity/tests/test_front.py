import pytest
from django.test import Client
from django.urls import reverse

from lianfang.response.tests.make import DENGUE, make_response
from lianfang.risk.tests.make import PLACE, make_risk_area
from lianfang.territory.tests.make import make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(watcher):
    with watcher.resting():
        return make_district()["和安区"]


def front(**asked):
    return Client().get(reverse("publicity:front"), asked).content.decode()


def test_without_a_response_it_says_that_nothing_is_asked():
    assert "Nothing is asked of anybody" in front()


def test_it_says_what_is_in_force_and_what_is_asked_by_risk(district, watcher):
    with watcher.resting():
        make_response(area_path=district.path)
    page = front()

    assert "Level 2 has been in force" in page
    assert "high risk: central isolation, 7 days" in page
    assert "number plate or ID number never do" in page


def test_an_edition_without_measures_asks_nothing_of_arrivals(district, watcher):
    with watcher.resting():
        make_response(area_path=district.path, edition=DENGUE)
    assert "What is asked of people who arrive" not in front()


def test_a_place_is_looked_up_in_the_published_list(district, watcher):
    with watcher.resting():
        make_risk_area(make_response(area_path=district.path))
    assert "high risk" in front(place=PLACE)
    assert "No published risk area fits" in front(place="北京市东城区")


def test_what_somebody_typed_is_shown_as_text(district):
    assert "<script>" not in front(place="<script>alert(1)</script>")


def test_the_rights_are_said_in_plain_words():
    page = Client().get(reverse("publicity:rights")).content.decode()
    assert "the key that opens them is destroyed" in page
