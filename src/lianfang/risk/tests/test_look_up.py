"""Entering, publishing and looking up, with levels over time and codes that were retired."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor, Held
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.ids import new_id
from lianfang.response.tests.make import make_response
from lianfang.risk import selectors, services
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import Place, Visit
from lianfang.risk.tests.make import CODE, PLACE, make_risk_area
from lianfang.territory.models import Area

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
TODAY = today()


@pytest.fixture
def response():
    return make_response()


def was_there(code: str = CODE, name: str = PLACE, days_ago: int = 0) -> Visit:
    return Visit(code, name, today() - timedelta(days=days_ago + 1), today() - timedelta(days=days_ago))


def test_it_finds_a_place_by_code_and_by_name(response):
    make_risk_area(response, width="street")

    assert selectors.risk_of(CODE) == "high"
    assert selectors.risk_of(PLACE) == "high"
    assert selectors.risk_of("210103001") is None


def test_nobody_is_judged_by_what_is_not_published(response):
    area = make_risk_area(response, published=False)

    assert selectors.riskiest([was_there()], since=today()) is None

    services.publish(actor=SYSTEM, areas=[area])

    assert selectors.riskiest([was_there()], since=today()) == area


def test_the_riskiest_in_the_window_counts(response):
    since = today() - timedelta(days=7)
    medium = make_risk_area(response, level="medium", name="甲市乙小区", code="", from_at=now() - timedelta(days=9))
    make_risk_area(response, level="high", from_at=now() - timedelta(days=20), until_at=now() - timedelta(days=8))

    assert selectors.riskiest([was_there(), was_there("", "甲市乙小区", 3)], since=since) == medium


def test_who_left_before_the_days_that_count_was_not_there(response):
    make_risk_area(response, from_at=now() - timedelta(days=2))
    visit = was_there(days_ago=4)

    assert selectors.riskiest([visit], since=today() - timedelta(days=7)) is None

    make_risk_area(
        response, level="medium", from_at=now() - timedelta(days=2), exposed_from=today() - timedelta(days=5)
    )

    assert selectors.riskiest([visit], since=today() - timedelta(days=7)).level == "medium"


def test_a_place_told_too_coarsely_is_asked_about_not_decided(response):
    area = make_risk_area(response)
    visit = was_there("210100", "")

    assert selectors.riskiest([visit], since=today()) is None
    assert selectors.possible([visit], since=today()) == [area]


def test_a_new_level_follows_the_old_one(response):
    old = make_risk_area(response)
    services.change_level(actor=SYSTEM, area=old, level="medium", source="公告第9号")

    assert selectors.risk_of(PLACE, today() - timedelta(days=1)) == "high"
    assert [area.level for area in selectors.in_force()] == ["medium"]
    assert [area.level for area in selectors.look_up(Place(CODE, PLACE))] == ["high", "medium"]


def test_what_was_withdrawn_counts_for_nobody(response):
    area = make_risk_area(response)

    services.withdraw(actor=SYSTEM, area=area)

    assert selectors.risk_of(PLACE) is None
    with pytest.raises(Refused):
        services.end(actor=SYSTEM, area=RiskArea.objects.get(pk=area.pk))


def test_a_retired_code_is_known_by_its_successor(response, watcher):
    with watcher.resting():
        Area.objects.create(path="0001", level="district", code="110101", name="东城区")
        Area.objects.create(
            path="0002", level="district", code="110103", name="崇文区", retired_at=now(), successor_path="0001"
        )
    make_risk_area(response, code="110101", name="北京市东城区", width="county")

    assert selectors.risk_of("110103") == "high"


def test_the_same_entry_twice_is_one(response):
    since = now() - timedelta(days=2)
    make_risk_area(response, from_at=since)
    make_risk_area(response, from_at=since)

    assert RiskArea.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"code": "2101020"}, "code"),
        ({"level": "red"}, "level"),
        ({"width": "planet"}, "width"),
        ({"until_at": now() - timedelta(days=9)}, "until_at"),
        ({"until_at": now(), "exposed_from": TODAY + timedelta(days=3)}, "exposed_from"),
        ({"name": f"{PLACE}3-2-601"}, "name"),
        ({"width": "household"}, "width"),
    ],
)
def test_it_refuses_what_cannot_be(response, given, field):
    with pytest.raises(Invalid) as refused:
        make_risk_area(response, **given)

    assert list(refused.value.fields) == [field]


def test_who_may_not_decide_neither_enters_nor_ends(response):
    area = make_risk_area(response)
    stranger = Actor("user:x", held=(Held("crew", area_path=""),), user_id=new_id())

    with pytest.raises(Refused):
        services.add(actor=stranger, response=response, entry=services.Entry(PLACE, "high", "我"))
    with pytest.raises(NotFound):
        services.end(actor=stranger, area=area)


def test_a_ticked_area_counts_within_the_window(response):
    area = make_risk_area(response, from_at=now() - timedelta(days=20), until_at=now() - timedelta(days=5))

    assert selectors.among_published([str(area.pk)], today() - timedelta(days=7), today()) == area
    assert selectors.among_published([str(area.pk)], today() - timedelta(days=3), today()) is None
