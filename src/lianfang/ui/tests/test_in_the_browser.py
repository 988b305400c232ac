"""What only a browser shows: a search that stays out of addresses, ticking rows, a part that keeps itself current, asking first."""

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import conditional_page

from lianfang.ui.tests.make import Thing, make_thing
from tests.browser import DESK, PHONE, Look

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
    shown.get_by_role("button", name="Filter").click()
    assert shown.locator("[data-line]").count() == 3
    shown.get_by_role("link", name="Next page").click()
    assert shown.locator("[data-line]").count() == 1
    assert "q=" not in shown.url
    assert shown.get_by_label("name").input_value() == "b"
    list_page.holds("list")


def test_ticked_rows_are_counted_and_previewed(list_page):
    shown = list_page.opens("/things/").page

    assert shown.locator("[data-bulk]").is_hidden()
    shown.locator("input[name=ids]").first.check()
    assert shown.locator("[data-ticked]").inner_text() == "1"
    shown.get_by_label("Tick all on this page").check()
    assert shown.locator("[data-ticked]").inner_text() == "3"
    shown.get_by_role("button", name="Weigh").click()
    assert "3 things would be weighed" in shown.locator("main").inner_text()
    list_page.holds("preview")
    shown.get_by_role("button", name="Weigh").click()
    assert "3 things were weighed" in shown.locator(".toast").inner_text()
    assert Thing.objects.filter(weight=100).count() == 3


def test_a_part_is_drawn_again_only_when_it_changed(screen):
    SAID[:] = ["one"]
    shown = screen.opens("/page/").page
    with shown.expect_response("**/part/"):
        pass
    shown.locator("#typed").fill("half a word")
    with shown.expect_response("**/part/"):
        pass
    assert shown.locator("#typed").input_value() == "half a word"

    SAID.append("two")
    shown.get_by_text("two").wait_for()
    assert not screen.complaints


def test_what_cannot_be_undone_is_asked_first(screen):
    shown = screen.opens("/page/").page

    shown.get_by_role("button", name="Void").click()
    assert shown.locator("dialog#confirm").inner_text().startswith("Really?")
    shown.get_by_role("button", name="No, go back").click()
    assert shown.url.endswith("/page/")
    shown.get_by_role("button", name="Void").click()
    shown.get_by_role("button", name="Yes, go on").click()
    shown.wait_for_url("**/done/")
