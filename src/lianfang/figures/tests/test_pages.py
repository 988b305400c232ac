"""The catalogue, a figure's page, its file, its rows and the API, by the user's door."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from lianfang.accounts.tests.make import browser_of, make_user
from lianfang.figures.tests.make import record
from lianfang.figures.tests.test_evaluate import COMMUNITY, DAY, HEALTH, MORNING, OTHER, POLICE, STREET
from lianfang.kernel.clock import start_of

pytestmark = pytest.mark.django_db
TODAY = start_of(DAY) + timedelta(hours=20)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def street(watcher):
    """Somebody of the street office, with three passages in two of its communities."""
    record(MORNING, COMMUNITY, POLICE)
    record(MORNING, COMMUNITY, POLICE, decision="stop", people=4)
    record(MORNING - timedelta(days=1), OTHER, POLICE, with_units=[HEALTH])
    with watcher.resting():
        return browser_of(make_user("street", role="figures_opener", area=STREET))


@pytest.fixture
def reader(watcher):
    """Somebody who sees figures but opens no rows."""
    with watcher.resting():
        return browser_of(make_user("reader", role="figures_tester", area=STREET))


@pytest.mark.parametrize("wording", ["passages", "过往车次", "Different plates", "test.plates"])
def test_the_catalogue_finds_a_figure_by_any_wording(street, wording):
    page = street.get("/figures/", {"q": wording}).content.decode()
    assert "/figures/test.p" in page
    assert "test.stopped" not in page


def test_a_figure_shows_todays_numbers_of_the_viewers_place_by_area(street):
    shown = street.get("/figures/test.people/").context
    assert (shown["table"].total, [(line.name, line.numbers) for line in shown["table"].lines]) == (
        5,
        [(COMMUNITY, [5])],
    )
    assert shown["table"].adds_up


@pytest.mark.parametrize(
    "asked, names, totals",
    [
        ({"group": "unit", "unit": "0001"}, [POLICE, HEALTH], [3]),
        ({"group": "area", "by": "decision"}, [COMMUNITY, OTHER], [2, 1]),
    ],
)
def test_a_figure_is_shown_by_unit_and_by_split(street, watcher, asked, names, totals):
    with watcher.resting():
        everywhere = browser_of(make_user("all", role="figures_opener", area=""))
    week = {"from_at": "2026-01-30T00:00", "until_at": "2026-02-04T00:00"}
    place = {} if "unit" in asked else {"area": STREET}
    table = everywhere.get("/figures/test.passages/", {**week, **place, **asked}).context["table"]
    assert [line.name for line in table.lines] == names
    assert table.totals == totals


def test_one_goes_up_again_as_far_as_one_may_see(street):
    shown = street.get("/figures/test.passages/", {"area": COMMUNITY}).context
    assert [step.label for step in shown["steps"]] == [STREET, COMMUNITY]
    assert street.get(f"/figures/test.passages/{shown['steps'][0].href}").context["table"].total == 2


def test_every_day_of_the_period_has_its_line(street):
    asked = {"from_at": "2026-02-01T00:00", "until_at": "2026-02-04T00:00", "group": "day"}
    table = street.get("/figures/test.passages/", asked).context["table"]
    assert [line.numbers for line in table.lines] == [[0], [1], [2]]


@pytest.mark.parametrize(
    "asked",
    [
        {"from_at": "2026-02-04T00:00", "until_at": "2026-02-01T00:00"},
        {"from_at": "x"},
        {"from_at": "1999-01-01T00:00"},
    ],
)
def test_a_period_that_is_none_is_refused_beside_the_field(street, asked):
    answer = street.get("/figures/test.passages/", asked)
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_the_file_holds_what_the_page_shows(street):
    file = street.get("/figures/test.passages/numbers.csv").content.decode("utf-8-sig")
    assert file.splitlines() == ["passages,number", f"{COMMUNITY},2", ",2"]


def test_who_may_opens_the_rows_and_who_may_not_learns_how_many_and_who_may(street, reader):
    assert len(street.get("/figures/test.passages/rows/").context["lines"]) == 2
    shown = reader.get("/figures/test.passages/rows/")
    assert (shown.context["lines"], shown.context["behind"].hidden) == ([], 2)
    assert "opener of rows" in shown.content.decode()


def test_a_number_for_other_eyes_is_withheld_with_the_reason(reader):
    page = reader.get("/figures/test.standing/")
    assert "table" not in page.context
    assert "None of the roles" in page.content.decode()
    assert reader.get("/figures/test.standing/rows/").status_code == 403
    assert reader.get("/figures/test.standing/numbers.csv").status_code == 403


def test_it_speaks_chinese(street):
    with translation.override("zh-hans"):
        page = street.get("/figures/test.passages/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "统计口径" in page


def test_a_stranger_sees_no_figures(watcher):
    with watcher.resting():
        stranger = browser_of(make_user("stranger"))
    assert stranger.get("/figures/").status_code == 403


@pytest.fixture
def api(street, monkeypatch):
    """The routes of the API, called as by the street's token."""
    from ninja.testing import TestClient

    from lianfang.accounts.actors import Actor
    from lianfang.accounts.models import User
    from lianfang.figures.api import router

    monkeypatch.setenv("NINJA_SKIP_REGISTRY", "1")
    actor = Actor.of(User.objects.get(username="street"))
    client = TestClient(router)
    return lambda url: client.get(url, actor=actor)


def test_the_api_answers_the_same_numbers(api):
    period = "from_at=2026-02-03T00:00:00%2B08:00&until_at=2026-02-04T00:00:00%2B08:00"
    told = api(f"/figures/numbers?figures=test.people&figures=test.standing&area={STREET}&group=area&{period}").json()
    assert told["numbers"] == [
        {"figure": "test.people", "place": COMMUNITY, "day": None, "split": [], "number": 5},
        {"figure": "test.standing", "place": COMMUNITY, "day": None, "split": [], "number": 2},
        {"figure": "test.standing", "place": OTHER, "day": None, "split": [], "number": 1},
    ]
    behind = api(f"/figures/test.people/rows?area={STREET}&{period}").json()
    assert (len(behind["rows"]), behind["hidden"]) == (2, 0)
    assert {each["code"] for each in api("/figures?q=passages").json()} == {"test.passages"}
    assert json.dumps(told)
