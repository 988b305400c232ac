"""What every page has: title, language, theme, messages, and a page of its own for each refusal."""

import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path, reverse

from lianfang.kernel.errors import Conflict, LianfangError, NotFound, Refused
from lianfang.kernel.wording import sentences

PAGE = '{% extends "ui/base.html" %}{% block title %}Posts{% endblock %}{% block main %}{{ text }}{% endblock %}'
REFUSALS = {"refused": Refused, "gone": NotFound, "taken": Conflict, "odd": LianfangError}
sentences("ui_tests", said="The post is closed.")


def page(request):
    messages.success(request, "3 travellers accepted")
    return HttpResponse(engines["django"].from_string(PAGE).render({"text": "body"}, request))


def refuse(request, kind):
    raise REFUSALS[kind]("ui_tests.said")


urlpatterns = [
    path("page/", page),
    path("refuse/<str:kind>/", refuse),
    path("broken/", lambda request: render(request, "500.html", status=500)),
    path("", include("lianfang.project.urls")),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def test_a_title_serves_as_heading(client):
    said = client.get("/page/").content.decode()

    assert "<title>Posts · Lianfang</title>" in said
    assert "<h1>Posts</h1>" in said
    assert "3 travellers accepted" in said


def test_nothing_is_styled_or_scripted_inline(client):
    said = client.get("/page/").content.decode()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", said)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", said))


@pytest.mark.parametrize(
    ("code", "attribute"), [("dark", ' data-theme="dark"'), ("contrast", ' data-theme="contrast"'), ("", "")]
)
def test_a_theme_is_remembered_on_this_browser(client, code, attribute):
    answer = client.post("/theme/", {"theme": code, "next": "/page/"})

    assert answer.url == "/page/"
    assert re.search(r"<html[^>]*>", client.get("/page/").content.decode())[0] == f'<html lang="en"{attribute}>'


def test_an_unknown_theme_and_a_foreign_address_are_left_aside(client):
    answer = client.post("/theme/", {"theme": '"><script>', "next": "https://elsewhere.example/"})

    assert answer.url == "/"
    assert "theme" not in answer.cookies


def test_the_language_is_switched_and_one_stays_where_one_is(client):
    answer = client.post(reverse("set_language"), {"language": "zh-hans", "next": "/page/"}, follow=True)

    assert '<html lang="zh-hans">' in answer.content.decode()
    assert "<title>Posts · 联防</title>" in answer.content.decode()


@pytest.mark.parametrize(("kind", "status"), [("refused", 403), ("gone", 404), ("taken", 409), ("odd", 400)])
def test_a_refusal_is_a_page_with_its_sentence(client, kind, status):
    answer = client.get(f"/refuse/{kind}/")

    assert answer.status_code == status
    assert "The post is closed." in answer.content.decode()


def test_a_part_of_a_page_gets_the_sentence_alone(client):
    answer = client.get("/refuse/refused/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content.decode()) == (403, "The post is closed.")


def test_a_missing_page_says_no_more_than_that(client):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "not told apart" in answer.content.decode()


def test_a_broken_page_is_said_without_its_cause(client):
    assert "Nothing was saved" in client.get("/broken/").content.decode()
    assert "Nothing was saved" in engines["django"].get_template("500.html").render({})


# -- the stylesheet ------------------------------------------------------------------------------------------------

CSS = (Path(__file__).parents[1] / "static/ui/lianfang.css").read_text()
PAIRS = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink-soft", "paper"),
    ("ink-soft", "ground"),
    ("accent", "paper"),
    ("accent", "ground"),
]
PAIRS += [("accent-ink", "accent"), ("accent", "accent-soft"), ("ink", "accent-soft")]
PAIRS += [(tone, ground) for tone in ("soon", "late", "done") for ground in (f"{tone}-soft", "paper", "ground")]
PAIRS += [("ink", f"{tone}-soft") for tone in ("soon", "late", "done")]
SHAPES = [("line-strong", "paper"), *((f"series-{number}", "paper") for number in range(1, 6))]


def tokens(selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r" \{(.*?)\n ?\}?", CSS.replace("\n  ", " "), re.S)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def themes() -> dict[str, dict[str, str]]:
    light = tokens(":root")
    dark, contrast = tokens(':root[data-theme="dark"]'), tokens(':root[data-theme="contrast"]')
    return {"light": light, "dark": light | dark, "contrast": light | contrast}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_of(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_words_and_shapes_stand_out_in_every_theme(theme):
    colours = themes()[theme]
    weak = {pair: contrast_of(*(colours[name] for name in pair)) for pair in PAIRS}
    faint = {pair: contrast_of(*(colours[name] for name in pair)) for pair in SHAPES}

    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}
    assert {pair: value for pair, value in faint.items() if value < 3} == {}


def test_the_dark_theme_is_the_same_by_wish_and_by_preference():
    by_wish = tokens(':root[data-theme="dark"]')

    assert len(by_wish) > 20
    assert tokens(":root:not([data-theme])") == by_wish
