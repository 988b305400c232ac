"""The way of the traveller in a real browser, from the checkpoint to the signed bulletin, each step in its own role."""

from datetime import time, timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from lianfang.accounts.models import Grant
from lianfang.checkpoints.models import PersonCheck, Post, Tally
from lianfang.checkpoints.tests.make import make_post
from lianfang.isolation.models import HealthReport
from lianfang.kernel.clock import at, today
from lianfang.measures.models import Measure
from lianfang.people.tests.make import id_number
from lianfang.reporting.models import Bulletin, DailyReport
from lianfang.risk.models import RiskArea
from lianfang.risk.tests.make import PLACE, make_risk_area
from lianfang.tasks.models import HandOver, Task
from lianfang.territory.tests.make import make_user
from tests.browser import LOOKS, Screen
from tests.cast import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YES = "#confirm[open] button.main-action"
"""The answer to "are you sure"."""


@pytest.fixture
def world(watcher):
    """The small district, with a medium-risk area elsewhere, a post, and a second officer of the command."""
    with time_machine.travel(at(today(), time(8, 30))), watcher.resting():
        world = make_world()
        RiskArea.objects.all().delete()
        make_risk_area(world.response, level="medium")
        make_post(world.response, world.units["河西社区居委会"], world.areas["河西社区"])
        world.users["second"] = make_user("second")
        Grant.objects.create(user=world.users["second"], role="command", area_path=world.areas["和安区"].path)
    return world


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_traveller_passes_from_the_checkpoint_to_the_bulletin(screen, look, world):
    morning = at(today(), time(9))
    screen.wears(look)
    with time_machine.travel(morning, tick=True):
        the_crew_counts_and_hands_over(screen, world)
        the_community_receives(screen, world)
        the_street_orders_observation(screen, world)
        token = the_officer_gives_the_personal_link(screen, world)
    with time_machine.travel(morning + timedelta(days=1), tick=True):
        the_resident_answers(screen, token)
        the_community_sees_the_day(screen, world)
        the_resident_has_a_fever(screen, token)
    with time_machine.travel(morning + timedelta(days=1, hours=7, minutes=15), tick=True):
        the_unit_files_its_report(screen, world)
        the_command_sees_and_signs(screen, world)


def the_crew_counts_and_hands_over(screen: Screen, world: World) -> None:
    page = screen.login(world.users["crew"]).opens("/").page
    page.locator("form.press button[value='3']").first.click()
    expect(page.locator("#counts .tone-done")).to_be_visible()
    screen.holds("1-pad")
    assert Tally.kept.get().people == 3

    screen.opens(f"/checkpoints/{Post.objects.get().pk}/stop/")
    page.fill("[name=plate]", "辽F12345")
    page.fill("[name=people-0-first_reading]", "36.6")
    page.fill("[name=people-0-been_in]", PLACE)
    screen.press("button[name=judge]")
    told = {
        "name": "张远行",
        "id_number": id_number(),
        "phone": "13812345678",
        "destination_path": "河东社区",
        "destination": "3-2-601",
    }
    for name, value in told.items():
        page.fill(f"[name=people-0-{name}]", value)
    screen.holds("2-stop")
    screen.press("button[name=confirm]").holds("3-check")
    assert "/checks/" in page.url
    assert PersonCheck.kept.get().decision == "hand_over"
    page.goto(page.url + "notice/")
    screen.holds("4-notice")


def the_community_receives(screen: Screen, world: World) -> None:
    page = screen.login(world.users["worker"]).opens("/").page
    screen.holds("5-inbox")
    sent = HandOver.objects.get()
    screen.opens(f"/tasks/hand-overs/{sent.pk}/")
    page.click("button[data-opens=accept]")
    page.fill("dialog[open] input[name=phone]", "13700001111")
    screen.press("dialog[open] button.main-action")
    screen.press("form[action$='/seen/'] button").holds("6-seen")
    sent.refresh_from_db()
    assert sent.state == "seen"

    screen.opens("/arrivals/")
    screen.holds("7-arrivals")
    screen.press(page.locator("main a[href^='/arrivals/0']").first)
    page.check("input[name=channel][value=door]")
    screen.press("form.panel button.main-action").holds("8-verified")
    assert Measure.objects.get().state == "proposed"


def the_street_orders_observation(screen: Screen, world: World) -> None:
    measure = Measure.objects.get()
    screen.login(world.users["office"]).opens(f"/measures/{measure.pk}/").holds("9-proposal")
    screen.press(f"a[href='/measures/{measure.pk}/order/']").press("main form button.main-action").holds("10-ordered")
    assert screen.page.url.endswith(f"/measures/{measure.pk}/")
    measure.refresh_from_db()
    assert (measure.state, measure.kind) == ("ordered", "home_observation")


def the_officer_gives_the_personal_link(screen: Screen, world: World) -> str:
    measure = Measure.objects.get()
    page = screen.page
    screen.opens(f"/measures/{measure.pk}/notice/").holds("11-notice")
    screen.opens(f"/measures/{measure.pk}/")
    screen.press("form[action$='/link/'] button").holds("12-link")
    address = next(word for word in page.inner_text("main").split() if "/my/" in word)
    return address.split("/my/")[1].strip("/")


def the_resident_answers(screen: Screen, token: str) -> None:
    screen.page.context.clear_cookies(name="sessionid")
    page = screen.opens(f"/my/{token}/").page
    screen.holds("13-question")
    assert "张远行" not in page.content()
    page.fill("[name=temperature]", "36.5")
    screen.press("main form button.main-action").holds("14-answered")
    assert HealthReport.kept.get().temperature is not None


def the_community_sees_the_day(screen: Screen, world: World) -> None:
    screen.login(world.users["worker"]).opens("/isolation/").holds("15-today")


def the_resident_has_a_fever(screen: Screen, token: str) -> None:
    screen.page.context.clear_cookies(name="sessionid")
    page = screen.opens(f"/my/{token}/").page
    assert not Task.objects.filter(kind="isolation.abnormal").exists()
    page.fill("[name=temperature]", "38.4")
    if page.locator("[name=second_temperature]").count():
        page.fill("[name=second_temperature]", "38.3")
    screen.press("main form button.main-action").holds("16-fever")
    assert Task.objects.filter(kind="isolation.abnormal", state="open").count() == 1


def the_unit_files_its_report(screen: Screen, world: World) -> None:
    unit = world.units["河东社区居委会"]
    screen.login(world.users["secretary"]).opens("/reporting/").holds("17-reports")
    screen.opens(f"/reporting/units/{unit.pk}/{today():%Y-%m-%d}/")
    screen.holds("18-report")
    screen.press(screen.page.locator("main form button").last).holds("19-filed")
    assert DailyReport.objects.filter(unit=unit).exists()


def the_command_sees_and_signs(screen: Screen, world: World) -> None:
    page = screen.login(world.users["command"]).opens("/command/").page
    screen.holds("20-picture")
    screen.opens("/reporting/bulletins/").holds("21-bulletins")
    screen.press("form[action$='/new/'] button")
    bulletin = Bulletin.objects.get()
    screen.opens(f"/reporting/bulletins/{bulletin.pk}/").holds("22-draft")
    screen.press(button_of("submit"), YES)
    screen.login(world.users["second"]).opens(f"/reporting/bulletins/{bulletin.pk}/")
    screen.press(button_of("approve")).press(button_of("publish"), YES)
    screen.holds("23-published")
    bulletin.refresh_from_db()
    assert bulletin.state == "published"
    screen.press(page.locator("article.sheet a[href*='/figures/']").first).holds("24-figure")


def button_of(step: str) -> str:
    return f"form[action$='/{step}/'] button"
