"""The first steps of the way, in a real browser: a crew counts, stops somebody, and the community receives."""

import pytest

from lianfang.checkpoints.models import PersonCheck, Post, Tally
from lianfang.checkpoints.tests.make import make_post
from lianfang.people.tests.make import id_number
from lianfang.risk.tests.make import PLACE
from lianfang.tasks.models import HandOver
from tests.browser import LOOKS
from tests.cast import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(watcher):
    with watcher.resting():
        world = make_world()
        make_post(world.response, world.units["河西社区居委会"], world.areas["河西社区"])
    return world


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_crew_counts_and_hands_over_and_the_community_sees_the_traveller(screen, look, world):
    page = screen.login(world.users["crew"]).wears(look).opens("/").page
    page.locator("form.press button[value='3']").first.click()
    page.locator("#counts .tone-done").wait_for()
    screen.holds("pad")
    assert Tally.kept.get().people == 3

    page.goto(f"{screen.address}/checkpoints/{Post.objects.get().pk}/stop/")
    page.fill("[name=plate]", "辽F12345")
    page.fill("[name=people-0-first_reading]", "36.6")
    page.fill("[name=people-0-been_in]", PLACE)
    screen.holds("stop-empty")
    page.click("button[name=judge]")
    page.locator("button[name=confirm]").wait_for()
    for name, value in {"name": "张远行", "id_number": id_number(), "phone": "13812345678", "destination": "河东社区"}.items():
        page.fill(f"[name=people-0-{name}]", value)
    screen.holds("stop-proposed")
    page.click("button[name=confirm]")
    page.wait_for_url("**/checks/**")
    screen.holds("check")
    assert PersonCheck.kept.get().decision == "hand_over"
    page.goto(page.url + "notice/")
    screen.holds("notice")

    page = screen.login(world.users["worker"]).opens("/").page
    screen.holds("inbox")
    sent = HandOver.objects.get()
    screen.opens(f"/tasks/hand-overs/{sent.pk}/")
    screen.holds("hand-over")
    page.locator("button[data-opens=accept], form[action$='/accept/'] button").first.click()
    if page.locator("dialog[open]").count():
        page.fill("dialog[open] input[name=phone]", "13700001111")
        page.click("dialog[open] button.main-action")
    page.locator("form[action$='/seen/'] button").click()
    page.wait_for_load_state()
    sent.refresh_from_db()
    assert sent.state == "seen"
