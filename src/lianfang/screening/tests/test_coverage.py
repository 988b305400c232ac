"""Coverage equals what a count by hand of the whole history says, in whatever order it arrived."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import day_of, now
from lianfang.kernel.paths import contains
from lianfang.people.services import correct_household, found_household
from lianfang.screening.coverage import coverage_below, coverage_by, coverage_of
from lianfang.screening.models import Door, DoorVisit, Round
from lianfang.screening.rules import Outcome
from lianfang.screening.services import close_round, void_visit
from lianfang.screening.tests.make import SYSTEM, Cast, knock, make_cast, make_round
from lianfang.territory.rules import Level

BEFORE = datetime(2022, 9, 28, 12, tzinfo=timezone(timedelta(hours=8)))
NOON = BEFORE + timedelta(minutes=5)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Happened:
    """One visit of a history: at which door, how many hours before now, by whom, what came of it, whether it was voided."""

    door: int
    hours: int
    colleague: bool
    outcome: str
    voided: bool


histories = st.lists(
    st.builds(
        Happened,
        door=st.sampled_from([0, 0, 0, 1, 3, 5]),
        hours=st.integers(0, 30),
        colleague=st.booleans(),
        outcome=st.sampled_from([each.value for each in Outcome]),
        voided=st.sampled_from([False, False, True]),
    ),
    min_size=6,
    max_size=14,
)
"""Most of what happens, happens at one door, so that visits meet there."""


def by_hand(doors: list[Door], visits: list[DoorVisit], under: str) -> dict[str, int]:
    """The same numbers from the rows of the visits alone, told plainly."""
    counted: Counter[str] = Counter()
    for door in doors:
        if not contains(under, door.area_path):
            continue
        kept = sorted(
            (v for v in visits if v.door_id == door.pk and v.voided_at is None), key=lambda v: (v.happened_at, v.id)
        )
        said = [visit.outcome for visit in kept]
        final = "open" if not kept else "done" if "done" in said else said[-1]
        register = door.was_lived_in
        occupied = {"done": True, "refused": True, "empty": False, "moved": False}.get(final, register)
        days = [(day_of(v.happened_at), v.outcome, bytes(v.digest)) for v in kept]
        disputed = any(
            one[0] == other[0] and one[2] != other[2] and one[1] not in ("not_at_home", "refused")
            for at, one in enumerate(days)
            for other in days[at + 1 :]
        )
        counted.update(
            doors=1,
            occupied=occupied,
            reached=final == "done",
            worked=bool(kept),
            open=not kept,
            new=door.is_new,
            disputed=disputed,
            **({final: 1} if final not in ("open", "done") else {}),
        )
    return dict(counted)


NUMBERS = (
    "doors",
    "occupied",
    "reached",
    "worked",
    "open",
    "new",
    "not_at_home",
    "refused",
    "empty",
    "moved",
    "disputed",
)


@pytest.fixture
def street(watcher) -> tuple[Cast, Round]:
    with time_machine.travel(BEFORE), watcher.resting():
        cast = make_cast()
        correct_household(actor=SYSTEM, household=cast.homes["2-1-102"].pk, door="2-1-102", is_occupied=False)
        round_ = make_round(cast.areas["云溪街道"], from_at=NOON - timedelta(days=3))
        found_household(actor=SYSTEM, area_path=cast.areas["第二网格"].path, door="2-1-303")
    return cast, round_


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=histories)
def test_it_equals_the_count_by_hand(street, history):
    cast, round_ = street
    with time_machine.travel(NOON, tick=True):
        _undo(round_)
        doors = list(Door.objects.filter(round=round_).order_by("area_path", "walk"))
        assert len(doors) == 7
        for number, each in enumerate(history):
            actor = cast.actor("colleague" if each.colleague else "worker") if each.door < 5 else SYSTEM
            at = NOON - timedelta(hours=each.hours)
            made = knock(
                actor if each.door < 5 else SYSTEM, doors[each.door], each.outcome, at=at, note=str(number % 3)
            )
            if each.voided:
                void_visit(actor=SYSTEM, visit=made.pk, because="wrong")
        _compare(cast, round_)


def _undo(round_: Round) -> None:
    """Hypothesis runs many histories in one test: each begins with no visit that counts."""
    for visit in DoorVisit.kept.filter(round=round_):
        void_visit(actor=SYSTEM, visit=visit.pk, because="another history")


def _compare(cast: Cast, round_: Round) -> None:
    doors = list(Door.objects.filter(round=round_))
    visits = list(DoorVisit.objects.filter(round=round_))
    street = cast.areas["云溪街道"].path
    whole = coverage_of(round_, [street])
    assert {name: getattr(whole, name) for name in NUMBERS} == _full(by_hand(doors, visits, street))
    for line in [*coverage_below(round_, street), *coverage_by(round_, street, Level.GRID)]:
        here = {name: getattr(line.counted, name) for name in NUMBERS}
        assert here == _full(by_hand(doors, visits, line.area.path)), line.area
    assert whole.stale == sum(1 for door in doors if door.next_at is not None and door.next_at <= now())
    _figures_agree(street, by_hand(doors, visits, street))


def _full(counted: dict[str, int]) -> dict[str, int]:
    return {name: int(counted.get(name, 0)) for name in NUMBERS}


def _figures_agree(area: str, counted: dict[str, int]) -> None:
    codes = ("doors", "occupied", "reached", "worked", "open")
    ask = Ask(
        figures=tuple(f"screening.{code}" for code in codes),
        from_at=NOON - timedelta(days=7),
        until_at=now(),
        area=area,
    )
    found = evaluate(ask, SYSTEM)
    assert {code: found.number(f"screening.{code}") for code in codes} == {
        code: int(counted.get(code, 0)) for code in codes
    }


def test_a_closed_round_keeps_its_numbers_and_shows_what_came_later(street):
    cast, round_ = street
    with time_machine.travel(NOON, tick=True):
        door = Door.objects.filter(round=round_, household=cast.homes["1-1-101"]).get()
        knock(SYSTEM, door, "not_at_home")
        closed = close_round(actor=SYSTEM, round_=round_.pk)
        assert (closed.summary["doors"], closed.summary["reached"], closed.summary["not_at_home"]) == (7, 0, 1)
        knock(SYSTEM, door, "done", at=NOON - timedelta(hours=1))
        door.refresh_from_db()
        assert door.next_at is None
        assert close_round(actor=SYSTEM, round_=round_.pk).summary == closed.summary
        assert coverage_of(closed, [closed.area_path]).reached == 1


def test_no_area_gives_no_numbers(street):
    assert coverage_of(street[1], []).doors == 0
    assert coverage_of(street[1], []).covered is None
