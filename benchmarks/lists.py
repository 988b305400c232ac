"""Lists as an office reads them: people, records and tasks; pages by cursor beside pages by OFFSET, names by tokens beside
opening each. Pages turned while rows arrive, and a file of 100,000 rows."""

import re
import resource
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from html import unescape
from random import Random
from time import perf_counter
from types import ModuleType
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl

import click
from django.db import connection
from django.db.models import Q
from django.test import Client

from benchmarks.crowd import enter, record_and_ask
from benchmarks.district import Resident, make_buildings, make_district, make_residents
from benchmarks.lines import Line, by_turns, cpu_of, p50, p95
from benchmarks.pages import browser_of, make_user, text_of
from benchmarks.place import tell
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.figures import views as figures_views
from lianfang.kernel.clock import today
from lianfang.kernel.paths import under
from lianfang.people import lists as people_lists
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.models import Person
from lianfang.people.selectors import people_visible_to
from lianfang.territory.models import Area
from lianfang.ui.keyset import Page, in_order, keys_of, write_cursor
from lianfang.ui.lists import filters, shown

SIZES = {
    "tiny": (60, 60, 200, 2),
    "quick": (5_000, 2_000, 1_000, 20),
    "usual": (40_000, 40_000, 10_000, 30),
    "full": (400_000, 200_000, 100_000, 30),
}
"""Residents, records, tasks, and requests for each page."""
PEOPLE, RECORDS, TASKS = "/people/", "/figures/checkpoints.vehicles/rows/", "/tasks/list/"
ORDER = ("area_path",)
EXPORTED = 100_000

Ask = Callable[[], str]
"""Asks for a page and gives its text."""


@dataclass(frozen=True)
class Bench:
    """The office at its browser."""

    client: Client
    params: dict[str, Any]

    def get(self, address: str, **query: str) -> str:
        return text_of(self.client.get(address, query))

    def search(self, text: str) -> str:
        return text_of(self.client.post(PEOPLE, {"find": "1", "q": text}))

    def measured(self, what: str, ask: Ask, other: "Other", most: int = 100) -> Iterator[Line]:
        """p50 and p95 of both ways, asked so many times at most. Raises ClickException where they show different rows."""
        ours, theirs = other.ways(ask)
        served = rows_on(ours())
        if not served or served != rows_on(theirs()):
            raise click.ClickException(f"{what}: the two ways do not show the same rows.")
        requests = min(self.params["requests"], most)
        taken, compared = by_turns(ours, theirs, requests)
        cpu = cpu_of(ours, min(5, requests))
        for name, part in (("p50", p50), ("p95", p95)):
            params = {**self.params, "requests": requests, "rows": len(served), "cpu_ms": cpu}
            yield Line(f"lists.{what}.{name}", part(taken), "ms", other.said, part(compared), params)


def measure(size: str) -> Iterator[Line]:
    """p50 and p95 in milliseconds of whole pages, then turning pages while rows arrive, then a file."""
    residents, records, tasks, requests = SIZES[size]
    top, streets = make_district()
    buildings = make_buildings(streets, residents)
    people = make_residents(buildings, residents, Random(1))
    user = make_user("office", top.path)
    named = str(enter(people)[-1].name)
    record_and_ask(top, streets, records, tasks)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    params = {"residents": residents, "records": records, "tasks": tasks, "requests": requests}
    tell(f"lists: {residents:,} residents, {records:,} records, {tasks:,} tasks")
    bench = Bench(browser_of(user), params)
    yield from _people(bench, user, streets[1], named)
    yield from _records(bench, top, streets[1])
    yield from _tasks(bench, streets[1])
    there = [building for building in buildings if building.area.path.startswith(streets[2].path)]
    yield _turned(bench, streets[2], make_residents(there, 500, Random(2)))
    yield from _exported(bench, top)


def _people(bench: Bench, user: User, street: Area, named: str) -> Iterator[Line]:
    get = partial(bench.get, PEOPLE)
    far, cursor_there = _far(user)
    yield from bench.measured("people.first_page", get, _by_offset(0))
    yield from bench.measured("people.later_page", partial(get, after=cursor_there), _by_offset(far))
    yield from bench.measured("people.filtered_page", partial(get, area=street.path, sex="F"), BY_LIKE)
    yield from bench.measured("people.search_by_name", partial(bench.search, named), BY_SCAN, most=10)


def _records(bench: Bench, top: Area, street: Area) -> Iterator[Line]:
    """The presses behind a number of the last ten days: of the district, and of one street."""
    by_offset = _by_offset(0, figures_views)
    for what, area in (("first_page", top), ("filtered_page", street)):
        asked = {"area": area.path, "from_at": f"{today() - timedelta(days=10):%F}T00:00"}
        yield from bench.measured(f"records.{what}", partial(bench.get, RECORDS, **asked), by_offset)


def _tasks(bench: Bench, street: Area) -> Iterator[Line]:
    get = partial(bench.get, TASKS)
    yield from bench.measured("tasks.first_page", get, _by_offset(0))
    yield from bench.measured("tasks.filtered_page", partial(get, area=street.path, state="open"), BY_LIKE)


_LINE = re.compile(r"<tr data-line.*?</tr>", re.DOTALL)
_HREF = re.compile(r'href="/\w+/([0-9a-f-]{36})/"')


def rows_on(page: str) -> list[str]:
    """What tells the rows of a page apart: their ids, or where they have no page of their own all that stands in them."""
    return [found[1] if (found := _HREF.search(line)) else line for line in _LINE.findall(page)]


# -- other ways --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Other:
    """Another way to the same page: one function of the program and what stands in its place."""

    said: str
    module: ModuleType
    name: str
    make: Callable[[], Any]
    """Makes what stands in its place, for one request."""

    def ways(self, ask: Ask) -> tuple[Ask, Ask]:
        """Asks in our way and in the other. Our own function is put in its place too, for doing so takes time."""
        own = getattr(self.module, self.name)
        return self._with(ask, lambda: own), self._with(ask, self.make)

    def _with(self, ask: Ask, make: Callable[[], Any]) -> Ask:
        def go() -> str:
            with patch.object(self.module, self.name, make()):
                return ask()

        return go


def _by_offset(offset: int, module: ModuleType = shown) -> Other:
    def page_of(rows: Any, order: Sequence[str], *, cursor: str = "", size: int = 50) -> Page[Any]:
        found = list(in_order(rows, keys_of(rows.model, order))[offset : offset + size + 1])
        return Page(found[:size], "more" if len(found) > size else "", "before" if offset else "")

    return Other(f"the same page by OFFSET {offset}", module, "page_of", lambda: page_of)


def _like(column: str, path: str) -> Q:
    return Q(**{f"{column}__startswith": path})


def _scan() -> Any:
    """Opens every name once a request, however often the page asks for the rows."""
    found: list[Any] = []

    def matching(rows: Any, text: str, _responses: Iterable[Any]) -> Any:
        if not found:
            names = Person.objects.filter(merged_into=None, gone_at=None).only("name", "response")
            found.extend(each.pk for each in names.iterator() if text in str(each.name))
        return rows.filter(pk__in=found)

    return matching


BY_LIKE = Other("the same page with its area by LIKE", filters, "under", lambda: _like)
BY_SCAN = Other("the same search by opening every name, one after the other", people_lists, "matching", _scan)


def _far(user: User) -> tuple[int, str]:
    """Nine tenths down the list: how many rows stand before, and the cursor that goes on there."""
    keys = keys_of(Person, ORDER)
    rows = in_order(people_visible_to(Actor.of(user), SEE_PEOPLE), keys)
    far = rows.count() * 9 // 10
    return far, write_cursor(rows[far - 1], keys, "n")


# -- pages while rows arrive, and files --------------------------------------------------------------------------------

_NEXT = re.compile(r'rel="next" href="\?([^"]+)"')


def _turned(bench: Bench, street: Area, arriving: Sequence[Resident]) -> Line:
    """All pages of a street, one after the other, somebody entering between any two: nobody is lost or shown twice.

    Raises ClickException where that is not so. By OFFSET, whoever enters on a page before pushes somebody onto the next.
    """
    ours, lost, doubled = _walk(bench, street, arriving)
    if lost or doubled:
        raise click.ClickException(f"Turning pages while rows arrive lost {lost} and doubled {doubled}.")
    with patch.object(shown, "page_of", _page_by_offset):
        theirs, *wrong = _walk(bench, street, arriving)
    params = {
        **bench.params,
        "lost": lost,
        "doubled": doubled,
        "by_offset_lost": wrong[0],
        "by_offset_doubled": wrong[1],
    }
    said = "the same pages by OFFSET"
    return Line("lists.turned_while_rows_arrive", p50(ours), "ms", said, p50(theirs), {**params, "pages": len(ours)})


def _walk(bench: Bench, street: Area, arriving: Sequence[Resident]) -> tuple[list[float], int, int]:
    """Milliseconds of each page; who stood there at the beginning and was not shown, and who was shown twice."""
    stood = {str(pk) for pk in Person.objects.filter(under("area_path", street.path)).values_list("pk", flat=True)}
    query, served, taken = {"area": street.path}, [], []
    while query:
        began = perf_counter()
        page = bench.get(PEOPLE, **query)
        taken.append(1000 * (perf_counter() - began))
        served += rows_on(page)
        query = _next(page)
        enter([arriving[len(taken) % len(arriving)]])
    return taken, len(stood - set(served)), len(served) - len(set(served))


def _page_by_offset(rows: Any, order: Sequence[str], *, cursor: str, size: int) -> Page[Any]:
    at = int(cursor or 0)
    found = list(in_order(rows, keys_of(rows.model, order))[at : at + size + 1])
    return Page(found[:size], str(at + size) if len(found) > size else "", "")


def _next(page: str) -> dict[str, str]:
    """What to ask for the next page; empty on the last."""
    found = _NEXT.search(page)
    return dict(parse_qsl(unescape(found[1]))) if found else {}


def _exported(bench: Bench, area: Area) -> Iterator[Line]:
    """The first 100,000 rows of a file while it is written: rows a second, and by how much the process grew.

    Beside: the same rows read before the first is written, as has to be where nothing streams.
    """
    before, began, rows = _peak(), perf_counter(), -1
    answer: Any = bench.client.get(PEOPLE, {"area": area.path, "export": "csv"})
    for piece in answer.streaming_content:
        rows += piece.count(b"\r\n")
        if rows >= EXPORTED:
            break
    taken, grown = perf_counter() - began, _peak() - before
    answer.close()
    if rows < min(EXPORTED, bench.params["residents"]):
        raise click.ClickException(f"The file ended after {rows} rows.")
    before = _peak()
    whole = list(Person.objects.filter(under("area_path", area.path)).select_related("household")[:rows])
    params = {**bench.params, "rows": len(whole), "seconds": round(taken, 1), "rows_a_second": round(rows / taken)}
    said = "the same rows as objects in memory at once"
    yield Line("lists.export.memory", max(grown, 0.1), "MB", said, max(_peak() - before, 0.1), params)


def _peak() -> float:
    """The most memory that the process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
