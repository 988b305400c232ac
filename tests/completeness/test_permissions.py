"""One table of doors: url x role -> status. A door outside the table fails, and so does one that answers otherwise.

Each module keeps its part in ``tests/urls_table.py``: ``TABLE`` by url name, and ``samples(world)`` with the arguments of
urls that need a real object. Without a sample an id that does not exist stands in. Who may come in is decided in Python:
beside SQLite every role knocks at every door, beside PostgreSQL one of each answer.
"""

import re
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import lianfang
from lianfang.project import navigation
from lianfang.project.column import MODULES
from tests.cast import HOMES, make_world
from tests.databases import POSTGRES
from tests.worlds import of_the_file

ROLES = [*HOMES, "anonymous"]
OF_ONE_TRADE = {"sampler", "laboratory", "volunteer"}
"""Roles that the table names where they get in; where it does not, they get what all others get, or nothing."""
NOTHING = {403, 404, 405}
NOT_OURS = {"static"}
STAND_IN = {"uuid": UUID(int=0), "int": 0, "str": "nothing", "slug": "nothing", "path": "nothing"}


def doors(patterns=None, namespace=""):
    """Every named url of the program with its pattern."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from doors(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern) and entry.name:
            yield namespace + entry.name, entry


def tables():
    """The parts of the table, by module."""
    found = {}
    for module in MODULES:
        if (Path(lianfang.__path__[0]) / module / "tests/urls_table.py").exists():
            found[module] = import_module(f"lianfang.{module}.tests.urls_table")
    return found


TABLES = tables()


def test_every_door_stands_in_the_table():
    named = {name for name, _pattern in doors() if not name.startswith("api:")} - NOT_OURS
    assert len(named) > 60
    listed = {name for part in TABLES.values() for name in part.TABLE}
    assert sorted(named - listed) == []
    assert sorted(name for name in listed - named if not name.startswith("api:")) == [], (
        "listed, but there is no such door"
    )


def test_every_role_is_answered_for_at_every_door():
    gaps = [
        f"{name}: {sorted(set(ROLES) - OF_ONE_TRADE - set(statuses))}"
        for part in TABLES.values()
        for name, statuses in part.TABLE.items()
        if set(ROLES) - OF_ONE_TRADE - set(statuses)
    ]
    assert gaps == []


@pytest.fixture
def _door_after_door(monkeypatch, settings):
    """What is the same on every page and has its own tests is left out of some two thousand: the menu, the last activity."""
    monkeypatch.setattr(navigation, "MENU", ())
    settings.USERSESSIONS_TRACK_ACTIVITY = False


world_of_the_file = of_the_file(make_world)


@pytest.mark.django_db
@pytest.mark.usefixtures("_door_after_door")
@pytest.mark.parametrize("module", sorted(TABLES))
def test_every_door_answers_as_the_table_says(module, world_of_the_file, watcher):
    part, world = TABLES[module], deepcopy(world_of_the_file)
    with watcher.resting():
        samples = part.samples(world) if hasattr(part, "samples") else {}
    patterns = dict(doors())
    clients = {role: world.client(role) for role in ROLES}
    wrong = []
    for name, statuses in part.TABLE.items():
        if name not in patterns:
            continue
        address = reverse(name, kwargs=samples.get(name) or stand_ins(patterns[name]))
        for role in knocking(statuses):
            answer, expected = clients[role].get(address), expected_of(role, statuses)
            if answer.status_code not in expected:
                wrong.append(f"{name} as {role}: {answer.status_code}, the table says {sorted(expected)}")
    assert not wrong, "\n".join(wrong)


def knocking(statuses):
    """The roles that try a door."""
    return {str(expected_of(role, statuses)): role for role in ROLES}.values() if POSTGRES else ROLES


def expected_of(role, statuses):
    if role in statuses:
        return {statuses[role]}
    others = {status for other, status in statuses.items() if other not in {"anonymous", *OF_ONE_TRADE}}
    return others if len(others) == 1 else NOTHING


def stand_ins(pattern):
    """Arguments that name nothing."""
    names = {
        type(converter).__name__.removesuffix("Converter").lower(): name
        for name, converter in pattern.pattern.converters.items()
    }
    return {name: STAND_IN.get(kind, "nothing") for kind, name in names.items()} if names else {}


def operations():
    """Every operation of the API: method and address, with ids that name nothing."""
    from lianfang.project.api import api

    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield method, re.sub(r"\{[^}]*\}", str(UUID(int=0)), path)


PAIRING = {("post", "/api/v1/sync/pair"): 422}
"""The door by which a phone gets its token: without a code of a quarter of an hour it says no."""


@pytest.mark.django_db
def test_the_api_has_no_door_without_a_token(client):
    found = list(operations())
    assert len(found) > 30
    answers = {
        (method, path): client.generic(method.upper(), path, "{}", "application/json").status_code
        for method, path in found
    }
    assert {door: status for door, status in answers.items() if status != 401} == PAIRING
