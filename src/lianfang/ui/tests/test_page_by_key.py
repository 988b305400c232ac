"""Paging by key: in the right order, both ways, and steady while rows arrive and go."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.ui.keyset import page_of
from lianfang.ui.tests.make import Thing, ids, make_thing

ORDERS = [
    (),
    ("-arrived_at",),
    ("arrived_at", "kind"),
    ("-seen_at",),
    ("seen_at", "-weight"),
    ("-weight", "arrived_at"),
    ("-kind",),
]

thing = st.fixed_dictionaries(
    {
        "kind": st.sampled_from("abc"),
        "minute": st.integers(0, 4),
        "seen": st.none() | st.integers(0, 2),
        "weight": st.none() | st.integers(0, 2),
    }
)
quietly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def expected(order: tuple[str, ...]) -> list[Thing]:
    """The same order made by hand: stable sorts from the last column to the first, empty values last."""
    down = bool(order) and order[-1].startswith("-")
    rows = sorted(Thing.objects.all(), key=lambda row: row.id.hex, reverse=down)
    for column in reversed(order):
        name = column.lstrip("-")
        filled = sorted(
            (r for r in rows if getattr(r, name) is not None),
            key=lambda r: getattr(r, name),
            reverse=column.startswith("-"),
        )
        rows = filled + [row for row in rows if getattr(row, name) is None]
    return rows


def walk(order: tuple[str, ...], size: int, between=lambda: None) -> list[Thing]:
    page, seen = page_of(Thing.objects.all(), order, size=size), []
    while True:
        seen += page.rows
        if not page.next:
            return seen
        between()
        page = page_of(Thing.objects.all(), order, cursor=page.next, size=size)


def walk_back(order: tuple[str, ...], size: int, cursor: str) -> list[Thing]:
    seen: list[Thing] = []
    while cursor:
        page = page_of(Thing.objects.all(), order, cursor=cursor, size=size)
        seen = page.rows + seen
        cursor = page.previous
    return seen


@quietly
@given(rows=st.lists(thing, max_size=14), order=st.sampled_from(ORDERS), size=st.integers(1, 5))
def test_it_walks_in_order_and_back_again(things, rows, order, size):
    Thing.objects.all().delete()
    for row in rows:
        make_thing(**row)

    assert ids(walk(order, size)) == ids(expected(order))
    if len(rows) > size:
        last = page_of(Thing.objects.all(), order, size=size)
        before = list(last.rows)
        while last.next:
            last = page_of(Thing.objects.all(), order, cursor=last.next, size=size)
            before += last.rows
        assert ids(walk_back(order, size, last.previous)) == ids(before[: -len(last.rows)])


@quietly
@given(
    rows=st.lists(thing, min_size=4, max_size=14),
    order=st.sampled_from(ORDERS),
    size=st.integers(1, 4),
    arriving=st.lists(thing, max_size=6),
    going=st.sets(st.integers(0, 13), max_size=4),
)
def test_rows_that_stay_are_seen_once_while_others_arrive_and_go(things, rows, order, size, arriving, going):
    Thing.objects.all().delete()
    made = [make_thing(**row) for row in rows]
    leaving = [each for number, each in enumerate(made) if number in going]
    stay = {each.id for each in made} - {each.id for each in leaving}
    coming = iter(arriving)

    def between():
        if row := next(coming, None):
            make_thing(**row)
        if leaving:
            leaving.pop().delete()

    seen = ids(walk(order, size, between))

    assert len(seen) == len(set(seen))
    assert stay <= set(seen)


@pytest.mark.parametrize("cursor", ["x", "%%%", "bnVsbA", "WyJuIl0", "WyJuIiwgIngiLCAieSJd", "WyJuIiwgbnVsbCwgbnVsbF0"])
def test_a_cursor_it_did_not_write_is_the_first_page(things, cursor):
    rows = [make_thing(minute=minute) for minute in range(3)]

    page = page_of(Thing.objects.all(), ("arrived_at",), cursor=cursor, size=2)

    assert ids(page.rows) in (ids(rows[:2]), [])


def test_a_page_costs_one_query(things, django_assert_num_queries):
    rows = [make_thing(minute=minute) for minute in range(5)]
    with django_assert_num_queries(1):
        page = page_of(Thing.objects.all(), ("-arrived_at",), size=2)
    with django_assert_num_queries(1):
        second = page_of(Thing.objects.all(), ("-arrived_at",), cursor=page.next, size=2)

    assert ids(second.rows) == ids([rows[2], rows[1]])
    assert all(one.arrived_at >= other.arrived_at for one, other in pairwise(page.rows + second.rows))
