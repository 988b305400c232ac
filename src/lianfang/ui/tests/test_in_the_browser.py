"""What only a browser shows: a search that stays out of addresses, ticking rows, a part that keeps itself current, asking first."""

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import conditional_page
from playwright.sync_api import expect

from lianfang.ui.tests.make import Thing, make_thing
from tests.browser import DESK, PHONE, Look, settle

PART = '<p id="said">{text}</p><input id="typed" aria-label="typed">'
PAGE = """{% extends "ui/base.html" %}{% block title %}Live{% endblock %}{% block main %}
{% live "/part/" 1 %}PART{% endlive %}
<form method="post" action="/done/" data-confirm="Really?">{% csrf_token %}<button>Void</button></form>{% endblock %}"""
SAID = ["one"]


@conditional_page
def part(request):
    return HttpResponse(PART.format(text=SAID[-1]))


def page(request):
    return HttpResponse(
        engines["django"].from_string(PAGE.replace("PART", PART.format(text=SAID[-1]))).render({}, request)
    )


urlpatterns = [
    path("part/", part),
    path("page/", page),
    path("done/", lambda request: HttpResponse("done")),
    path("", include("lianfang.ui.tests.things")),
]
pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__)]


@pytest.fixture
def list_page(screen, things):
    for number in range(9):
        make_thing("ab"[number % 2], minute=number, weight=number)
    return screen


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_search_goes_along_but_never_into_an_address(list_page, width):
    shown = list_page.wears(Look(width, "en")).opens("/things/").page

    shown.get_by_label("name").fill("b")
    list_page.press(shown.get_by_role("button", name="Filter"))
    assert shown.locator("[data-line]").count() == 3
    list_page.press(shown.get_by_role("link", name="Next page"))
    assert shown.locator("[data-line]").count() == 1
    assert "q=" not in shown.url
    assert shown.get_by_label("name").input_value() == "b"
    list_page.holds("list")


def test_ticked_rows_are_counted_and_previewed(list_page):
    shown = list_page.opens("/things/").page

    expect(shown.locator("[data-bulk]")).to_be_hidden()
    shown.locator("input[name=ids]").first.check()
    expect(shown.locator("[data-ticked]")).to_have_text("1")
    shown.get_by_label("Tick all on this page").check()
    expect(shown.locator("[data-ticked]")).to_have_text("3")
    list_page.press(shown.get_by_role("button", name="Weigh"))
    expect(shown.locator("main")).to_contain_text("3 things would be weighed")
    list_page.holds("preview").press(shown.get_by_role("button", name="Weigh"))
    expect(shown.locator(".toast")).to_contain_text("3 things were weighed")
    assert Thing.objects.filter(weight=100).count() == 3


def test_a_part_is_drawn_again_only_when_it_changed(screen):
    SAID[:] = ["one"]
    screen.page.clock.install()
    shown = screen.opens("/page/").page
    a_second_passes(shown)
    shown.locator("#typed").fill("half a word")
    a_second_passes(shown)
    assert shown.locator("#typed").input_value() == "half a word"

    SAID.append("two")
    a_second_passes(shown)
    expect(shown.locator("#said")).to_have_text("two")
    assert not screen.complaints


def a_second_passes(shown):
    """The part is asked for again and drawn, if it is."""
    with shown.expect_response("**/part/"):
        shown.clock.fast_forward("1")
    settle(shown)


def test_what_cannot_be_undone_is_asked_first(screen):
    shown = screen.opens("/page/").page

    shown.get_by_role("button", name="Void").click()
    expect(shown.locator("dialog#confirm")).to_contain_text("Really?")
    shown.get_by_role("button", name="No, go back").click()
    assert shown.url.endswith("/page/")
    screen.press(shown.get_by_role("button", name="Void"), shown.get_by_role("button", name="Yes, go on"))
    assert shown.url.endswith("/done/")
