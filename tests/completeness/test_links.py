"""No link leads nowhere: what a page offers to somebody opens to them.

Everybody of the demo's trades walks from the home page along the links they are shown, one page of each kind, what is about
one thing before lists, in a small world that holds something of every module. A link that answers 403 or 404 is one that
should not have been shown.
"""

import re
from collections import deque
from functools import cache
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from lianfang.project import navigation
from tests.cast import HOMES, make_world
from tests.completeness.test_permissions import TABLES

MOST = 60
"""Pages that each opens."""
LINK = re.compile(r'href="([^"#]+)')
OF_ONE = re.compile(r"[0-9a-f]{8}-")
NOT_WALKED = re.compile(r"/static/|//|/logout|/accounts/logout|/api/|/field/")
"""Files, other programs, and the way out; the phone's application fetches everything by its protocol."""


@cache
def view_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def links_on(answer, address: str) -> list[str]:
    if not answer.get("Content-Type", "").startswith("text/html") or answer.status_code >= 400:
        return []
    found = (unescape(each) for each in LINK.findall(answer.content.decode()))
    whole = (address.partition("?")[0] + each if each.startswith("?") else each for each in found)
    return [each for each in whole if each.startswith("/") and not NOT_WALKED.match(each)]


def home_of(client) -> list[tuple[str, str]]:
    """The home page with its menu: where everybody begins."""
    return [("/", ""), *((each, "the home page") for each in links_on(client.get("/"), "/"))]


def dead_ends(client, begun: list[tuple[str, str]]) -> tuple[int, list[str]]:
    """How many pages were opened from there on, and the links that lead nowhere with the page they stand on."""
    waiting, kinds, dead = deque(begun), set(), []
    while waiting and len(kinds) < MOST:
        address, seen_on = waiting.popleft()
        view = view_of(address.partition("?")[0])
        if view in kinds:
            continue
        kinds.add(view)
        answer = client.get(address)
        if answer.status_code not in {200, 302}:
            dead.append(f"{answer.status_code} {address} on {seen_on}")
        follow = [answer["Location"]] if answer.status_code == 302 else links_on(answer, address)
        for each in follow:
            (waiting.appendleft if OF_ONE.search(each) else waiting.append)((each, address))
    return len(kinds), dead


@pytest.fixture
def world(watcher, settings):
    """Something of every module, as the table of doors makes it."""
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    with watcher.resting():
        made = make_world()
        for part in TABLES.values():
            if hasattr(part, "samples"):
                part.samples(made)
        yield made


@pytest.mark.django_db
def test_no_page_shows_a_link_that_does_not_open(world, monkeypatch):
    clients = {role: world.client(role) for role in HOMES}
    begun = {role: home_of(client) for role, client in clients.items()}
    monkeypatch.setattr(navigation, "MENU", ())  # the same on every page that follows
    walked = {role: dead_ends(clients[role], begun[role]) for role in HOMES}
    assert min(count for count, _dead in walked.values()) > 15
    assert {role: dead for role, (_count, dead) in walked.items() if dead} == {}
