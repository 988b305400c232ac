import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant
from lianfang.kernel.errors import Refused
from lianfang.orgs import selectors
from lianfang.orgs.access import GO_ON_DUTY
from lianfang.orgs.services import go_off_duty, go_on_duty
from lianfang.orgs.tests.make import make_member, make_on_duty
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(district, watcher):
    areas, _ = district
    with watcher.resting():
        return make_user("lin", GO_ON_DUTY, area=areas["云溪街道"])


def test_the_nearest_committee_or_office_answers_for_an_area(district):
    areas, units = district
    assert selectors.unit_for_area(areas["3号楼"].path) == units["河东社区居委会"]
    assert selectors.unit_for_area(areas["云溪街道"].path) == units["云溪街道办事处"]
    assert selectors.unit_for_area(areas["和安区"].path) == units["和安区指挥部"]


def test_lateness_rises_up_the_tree_of_units(district):
    _, units = district
    street = selectors.above(units["河东社区居委会"])
    assert street == units["云溪街道办事处"]
    assert selectors.above(street) == units["和安区指挥部"]
    assert selectors.above(units["和安区指挥部"]) is None


def test_it_is_where_they_are_on_duty_before_anything_else(district, lin, watcher):
    _, units = district
    with watcher.resting():
        make_member(units["河西社区居委会"], user=lin)
    assert selectors.unit_of(Actor.of(lin)) == units["河西社区居委会"]
    go_on_duty(actor=Actor.of(lin), unit=units["河东社区居委会"], phone="138 0000 5678")
    assert selectors.unit_of(Actor.of(lin)) == units["河东社区居委会"]
    assert selectors.on_duty(units["河东社区居委会"]).phone == "13800005678"
    go_off_duty(actor=Actor.of(lin))
    assert selectors.unit_of(Actor.of(lin)) == units["河西社区居委会"]


def test_it_is_the_unit_of_the_grant_before_the_membership(district, lin, watcher):
    _, units = district
    with watcher.resting():
        make_member(units["河西社区居委会"], user=lin)
        Grant.objects.create(user=lin, role="none", unit_path=units["水峪村村委会"].path)
    assert selectors.unit_of(Actor.of(lin)) == units["水峪村村委会"]


def test_it_is_the_unit_that_answers_for_the_area_of_the_grant_at_last(district, lin):
    _, units = district
    assert selectors.unit_of(Actor.of(lin)) == units["云溪街道办事处"]


def test_it_is_refused_with_a_sentence_for_somebody_without_any(district, watcher):
    with watcher.resting():
        nobody = make_user("nobody")
    with pytest.raises(Refused, match="You belong to no unit now"):
        selectors.unit_of(Actor.of(nobody))


def test_units_with_nobody_on_duty_are_a_list(district, watcher):
    areas, units = district
    with watcher.resting():
        make_on_duty(units["河东社区居委会"])
    missing = selectors.units_with_nobody_on_duty(areas["云溪街道"].path)
    assert {unit.name for unit in missing} == {"云溪街道办事处", "河西社区居委会"}
