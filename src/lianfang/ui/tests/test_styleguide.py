"""Every component in all its states, in a real browser."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.browser import DESK, LOOKS, PHONE, Look

LOOKED_AT = [*LOOKS, Look(PHONE, "zh-hans", "dark"), Look(DESK, "en", "dark"), Look(PHONE, "zh-hans", "contrast")]


@pytest.fixture
def somebody(watcher):
    with watcher.resting():
        return get_user_model().objects.create(username="li", name="李娜")


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKED_AT, ids=str)
def test_it_shows_every_component(screen, somebody, look):
    screen.login(somebody).wears(look).opens("/styleguide/").holds("styleguide")


@pytest.mark.browser
def test_everything_is_reached_by_keys(screen, somebody):
    page = screen.login(somebody).opens("/styleguide/").page

    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.is-here")).to_contain_text("Liu Yang")
    page.keyboard.press("k")
    expect(page.locator("tr.is-here")).to_contain_text("Wang Xiaoming")
    page.keyboard.press("/")
    page.keyboard.type("n?")
    expect(page.locator("[data-search]")).to_have_value("n?")
    assert not screen.complaints


@pytest.mark.browser
def test_a_form_survives_a_reload_but_keeps_nothing_personal(screen, somebody):
    page = screen.login(somebody).opens("/styleguide/").page
    form = page.locator("form[data-draft=example]")

    form.get_by_label("Name").fill("Wang Xiaoming")
    form.get_by_label("People on board").fill("3")
    form.get_by_label("Turn back").check()
    page.reload()

    expect(form.get_by_label("People on board")).to_have_value("3")
    expect(form.get_by_label("Turn back")).to_be_checked()
    assert form.get_by_label("Name").input_value() == ""
    assert "Wang" not in page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")


@pytest.mark.browser
def test_the_theme_and_the_language_are_switched(screen, somebody):
    page = screen.login(somebody).opens("/styleguide/").page

    menu = page.locator("details.menu summary").first
    screen.press(menu, page.get_by_role("button", name="Dark"))
    assert page.locator("html").get_attribute("data-theme") == "dark"
    screen.press(menu, page.get_by_role("button", name="中文"))
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_it_is_for_those_who_are_logged_in(client, db):
    assert client.get("/styleguide/").status_code == 302
