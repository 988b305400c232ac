"""The list of people as an office reads it: pages by cursor beside pages by OFFSET, names by tokens beside opening each."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from types import ModuleType
from typing import Any

import click
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client

from benchmarks.district import BENCH, as_records, make_buildings, make_district, make_residents
from benchmarks.lines import Line, by_turns, p50, p95
from benchmarks.place import tell
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.services import give
from lianfang.accounts.services.grants import Reach
from lianfang.people import lists as people_lists
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.bulk import insert_rows
from lianfang.people.models import Household, Person
from lianfang.people.selectors import people_visible_to
from lianfang.people.tokens import write_tokens
from lianfang.privacy.audit import audit
from lianfang.ui.keyset import Page, in_order, keys_of, write_cursor
from lianfang.ui.lists import filters, shown

SIZES = {"tiny": (60, 2), "quick": (5_000, 30), "usual": (40_000, 30)}
"""Residents, and requests for each page."""
ADDRESS = "/people/"
ORDER = ("area_path",)
SERVED = re.compile(rf'href="{ADDRESS}([0-9a-f-]{{36}})/"')

Ask = Callable[[], str]
"""Asks for a page and gives its text."""


def measure(size: str) -> Iterator[Line]:
    """p50 and p95 in milliseconds of whole pages. Raises ClickException where both ways do not show the same people."""
    count, requests = SIZES[size]
    top, streets = make_district()
    with transaction.atomic():
        people = _enter(make_residents(make_buildings(streets, count), count, Random(1)))
        user = _make_user(top.path)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    tell(f"lists: {count:,} residents")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    bench = partial(_measured, {"residents": count, "requests": requests})
    get = partial(_get, client)
    far, cursor_there = _far(user)
    yield from bench("first_page", get, _by_offset(0))
    yield from bench("later_page", partial(get, after=cursor_there), _by_offset(far))
    yield from bench("filtered_page", partial(get, area=streets[1].path, sex="F"), BY_LIKE)
    yield from bench("search_by_name", partial(_search, client, str(people[count // 2].name)), BY_SCAN)


def _measured(params: dict[str, Any], what: str, ask: Ask, other: "Other") -> Iterator[Line]:
    ours, theirs = other.ways(ask)
    served = SERVED.findall(ours())
    if not served or served != SERVED.findall(theirs()):
        raise click.ClickException(f"{what}: the two ways do not show the same people.")
    taken, compared = by_turns(ours, theirs, params["requests"])
    params = {**params, "rows": len(set(served))}
    for name, part in (("p50", p50), ("p95", p95)):
        yield Line(f"lists.{what}.{name}", part(taken), "ms", other.said, part(compared), params)


# -- the pages, and the other ways ---------------------------------------------------------------------------------


def _get(client: Client, **query: str) -> str:
    return _text(client.get(ADDRESS, query))


def _search(client: Client, text: str) -> str:
    return _text(client.post(ADDRESS, {"find": "1", "q": text}))


def _text(answer: Any) -> str:
    if answer.status_code != 200:
        raise click.ClickException(f"The list answered {answer.status_code}.")
    return str(answer.content.decode())


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
        return self._with(ask, lambda: own, own), self._with(ask, self.make, own)

    def _with(self, ask: Ask, make: Callable[[], Any], own: Any) -> Ask:
        def go() -> str:
            setattr(self.module, self.name, make())
            try:
                return ask()
            finally:
                setattr(self.module, self.name, own)

        return go


def _by_offset(offset: int) -> Other:
    def page_of(rows: Any, order: Sequence[str], *, cursor: str, size: int) -> Page[Person]:
        found = list(in_order(rows, keys_of(rows.model, order))[offset : offset + size + 1])
        return Page(found[:size], "more" if len(found) > size else "", "before" if offset else "")

    return Other(f"the same page by OFFSET {offset}", shown, "page_of", lambda: page_of)


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


# -- who is there ----------------------------------------------------------------------------------------------------


def _enter(residents: Any) -> list[Person]:
    households, people = as_records(residents)
    insert_rows(Household, households)
    insert_rows(Person, people)
    write_tokens(people)
    audit(BENCH, "person.registered_many", "people.person", count=len(people))
    return people


def _make_user(area_path: str) -> User:
    user = User(username="office", name="测算员")
    user.set_unusable_password()
    user.save(force_insert=True)
    give(actor=BENCH, user=user.pk, role="office", over=Reach(area_path=area_path))
    return user


def _far(user: User) -> tuple[int, str]:
    """Nine tenths down the list: how many rows stand before, and the cursor that goes on there."""
    keys = keys_of(Person, ORDER)
    rows = in_order(people_visible_to(Actor.of(user), SEE_PEOPLE), keys)
    far = rows.count() * 9 // 10
    return far, write_cursor(rows[far - 1], keys, "n")
