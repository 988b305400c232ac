"""Keying in by keyboard alone, in a browser: type, Enter, and a row is taken as soon as the cursor leaves it."""

import pytest
from playwright.sync_api import expect

from lianfang.orgs.tests.make import make_worker
from lianfang.paper.access import KEY_IN
from lianfang.paper.models import Page
from lianfang.screening.models import DoorVisit
from lianfang.screening.tests.make import WORKING, make_cast
from tests.browser import LOOKS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_page_is_keyed_in_without_a_mouse(screen, look, watcher):
    with watcher.resting():
        cast = make_cast()
        cast.open()
        cast.typist = make_worker("typist", cast.units["河东社区居委会"], *WORKING, KEY_IN)
    screen.login(cast.typist).wears(look).opens("/paper/").holds("paper-desk")
    screen.opens("/paper/print/screening.round/").holds("paper-print")
    screen.press("main .form button.main-action").holds("paper-sheets")

    page = Page.objects.get()
    screen.opens("/paper/")
    screen.page.locator("#id_code").fill(page.code.lower())
    with screen.page.expect_navigation():
        screen.page.keyboard.press("Enter")
    keys = screen.page.keyboard
    expect(screen.page.locator("#id_writer")).to_be_focused()
    for text in ("worker", "", "0800", "12"):
        if text:
            keys.type(text)
        keys.press("Enter")
    first, second = screen.page.locator("[data-row]").nth(0), screen.page.locator("[data-row]").nth(1)
    expect(first.locator("td input").first).to_be_focused()
    for text in ("815", "1", "3"):
        keys.type(text)
        keys.press("Enter")
    keys.press("ArrowDown")
    expect(first).to_contain_class("tone-done")
    keys.type("x")
    keys.press("ArrowDown")
    expect(second).to_contain_class("tone-late")
    screen.holds("paper-keying")
    keys.press("ArrowUp")
    keys.press("ControlOrMeta+a")
    keys.press("Delete")
    keys.press("Shift+Enter")
    keys.press("Shift+Enter")
    keys.type("2")
    keys.press("ArrowDown")
    expect(second).to_contain_class("tone-done")
    assert sorted(DoorVisit.kept.values_list("outcome", flat=True)) == ["done", "not_at_home"]
