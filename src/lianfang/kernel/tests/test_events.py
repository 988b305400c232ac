"""Facts that travel upward: one by one, or all of a batch to whoever can answer them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from django.db import transaction

from lianfang.kernel import events

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Rang:
    """A bell rang so many times."""

    times: int


@pytest.fixture
def heard() -> Iterator[list[object]]:
    """What one handler of each sort was told, in the order in which they were."""
    told: list[object] = []

    def one(event: Rang) -> None:
        told.append(event.times)

    def all_of_them(some: Sequence[Rang]) -> None:
        told.append([event.times for event in some])

    events.handles(Rang)(one)
    events.handles_many(Rang)(all_of_them)
    yield told
    del events._handlers[Rang], events._handlers_of_many[Rang]


def test_it_tells_at_once_and_what_happened_together_together(heard: list[object]) -> None:
    with transaction.atomic():
        events.publish(Rang(1))
        with events.together():
            events.publish(Rang(2))
            with events.together():
                events.publish(Rang(3))
            events.publish(Rang(4))
    assert heard == [1, [1], 2, 3, 4, [2, 3, 4]]


def test_it_tells_nobody_of_what_was_undone(heard: list[object]) -> None:
    with pytest.raises(ValueError, match="undone"), transaction.atomic(), events.together():
        events.publish(Rang(1))
        raise ValueError("undone")
    with transaction.atomic():
        events.publish(Rang(2))
    assert heard == [1, 2, [2]]


def test_it_refuses_to_tell_outside_a_transaction(heard: list[object]) -> None:
    with pytest.raises(RuntimeError, match="Rang was published outside a transaction"):
        events.publish(Rang(1))
    assert heard == []
