from datetime import datetime, time, timedelta

import pytest
from django.db.models import Q

from lianfang.accounts.actors import Actor, Held
from lianfang.figures.asking import Ask
from lianfang.figures.engine import changes_since, evaluate, rows_behind
from lianfang.figures.folding import fold_all
from lianfang.figures.matching import holds
from lianfang.figures.tests.make import CODES, Passage, an_actor, record, void
from lianfang.kernel.clock import at as at_hour
from lianfang.kernel.clock import start_of
from lianfang.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 2, 3).date()  # noqa: DTZ001
MORNING, CUT_OFF = at_hour(DAY, time(9)), at_hour(DAY, time(16))
STREET, COMMUNITY, OTHER = "0001", "00010001", "00010002"
POLICE, HEALTH = "00010001", "00010002"
TODAY = Ask(CODES, start_of(DAY), start_of(DAY + timedelta(days=1)))


def test_joint_work_counts_once_above_and_for_each_participant():
    record(MORNING, COMMUNITY, POLICE, with_units=[HEALTH, "0002"])
    by_unit = evaluate(TODAY.but(group=("unit",)), an_actor())
    assert (by_unit.number("test.passages", "0001"), by_unit.number("test.passages", "0002")) == (1, 1)
    below = evaluate(TODAY.but(unit="0001", group=("unit",)), an_actor())
    assert (below.number("test.passages", POLICE), below.number("test.passages", HEALTH)) == (1, 1)
    assert evaluate(TODAY, an_actor()).number("test.passages") == 1


@pytest.mark.parametrize("minutes, counted", [(-1, 1), (0, 0), (1, 0)])
def test_the_cut_off_of_a_day_is_any_hour_and_not_part_of_it(minutes, counted):
    record(CUT_OFF + timedelta(minutes=minutes), COMMUNITY, POLICE)
    until_cut_off = TODAY.but(from_at=CUT_OFF - timedelta(days=3), until_at=CUT_OFF)
    assert evaluate(until_cut_off, an_actor()).number("test.passages") == counted


@pytest.mark.parametrize("folded", [False, True])
def test_a_late_and_a_voided_act_change_the_day_they_belong_to(folded):
    kept = record(MORNING - timedelta(days=1), COMMUNITY, POLICE, received_at=MORNING)
    void(record(MORNING, COMMUNITY, POLICE), MORNING + timedelta(hours=1))
    if folded:
        fold_all()
    week = TODAY.but(from_at=start_of(DAY - timedelta(days=6)), group=("day",), figures=("test.passages",))
    assert [key.day for key in evaluate(week, an_actor()).numbers] == [kept.happened_at.date()]


def test_it_tells_what_was_known_at_an_instant_and_what_changed_since():
    record(MORNING, COMMUNITY, POLICE)
    void(record(MORNING, COMMUNITY, POLICE), CUT_OFF + timedelta(hours=1))
    record(MORNING, COMMUNITY, POLICE, received_at=CUT_OFF + timedelta(hours=2))
    then = TODAY.but(as_known_at=CUT_OFF, figures=("test.passages",))
    change = changes_since(then, an_actor())["test.passages"]
    assert evaluate(then, an_actor()).number("test.passages") == 2
    assert (change.added, change.withdrawn) == (1, 1)


def test_places_of_different_depth_may_be_named():
    record(MORNING, COMMUNITY, POLICE)
    record(MORNING, OTHER, HEALTH)
    for fold in (lambda: None, fold_all):
        fold()
        named = evaluate(TODAY.but(group=("area",), places=(STREET, COMMUNITY)), an_actor())
        assert (named.number("test.passages", STREET), named.number("test.passages", COMMUNITY)) == (2, 1)


def test_it_withholds_what_the_viewer_may_not_see_and_says_why():
    record(MORNING, COMMUNITY, POLICE)
    told = evaluate(TODAY.but(area=STREET), an_actor("figures_tester", STREET))
    assert set(told.withheld) == {"test.standing"}
    assert told.number("test.passages") == 1
    elsewhere = evaluate(TODAY.but(area=STREET), an_actor(area=COMMUNITY))
    assert set(elsewhere.withheld) == set(CODES)
    assert not elsewhere.numbers


def test_a_breakdown_that_was_not_declared_is_withheld():
    told = evaluate(TODAY.but(by=("plate",)), an_actor())
    assert {str(reason) for reason in told.withheld.values()} >= {"The figure test.passages cannot be split by plate."}


def test_a_code_that_is_no_figure_is_not_found():
    with pytest.raises(NotFound, match=r"test\.nothing"):
        evaluate(TODAY.but(figures=("test.nothing",)), an_actor())


def test_the_rows_behind_are_those_the_viewer_may_see_with_the_number_of_others():
    mine = record(MORNING, COMMUNITY, POLICE)
    record(MORNING, OTHER, POLICE, with_units=[HEALTH])
    viewer = Actor("user:tester", (Held("figures_tester", ""), Held("figures_opener", COMMUNITY)))
    behind = rows_behind(viewer, "test.passages", TODAY)
    assert [row.pk for row in behind.parts[0].found] == [mine.pk]
    others = "test"  # roles that the tests of other modules made
    assert (behind.hidden, [str(name) for name in behind.who if str(name) != others]) == (1, ["opener of rows"])
    assert rows_behind(Actor.system("test"), "test.passages", TODAY).parts[0].found.count() == 2


def test_nobody_opens_rows_without_the_action_of_the_figure():
    record(MORNING, COMMUNITY, POLICE)
    behind = rows_behind(an_actor("figures_tester"), "test.passages", TODAY)
    assert (behind.parts[0].found.count(), behind.hidden) == (0, 1)


def test_the_rows_behind_a_withheld_number_are_not_even_counted():
    with pytest.raises(Refused):
        rows_behind(an_actor(area=COMMUNITY), "test.passages", TODAY)


@pytest.mark.parametrize(
    "where",
    [
        Q(),
        Q(decision="stop"),
        ~Q(decision="stop"),
        Q(decision__in=["stop", "x"]) & Q(people__gte=2),
        Q(people__lt=2) | Q(lane__startswith="1"),
        Q(ends_on=None),
        Q(ends_on__isnull=False),
        ~Q(ends_on__gt=DAY),
        Q(decision="stop") ^ Q(lane="1"),
        Q(plate__icontains="a"),
        Q(plate__iexact="a1"),
    ],
)
def test_a_filter_holds_in_memory_as_it_does_in_the_database(where):
    for number, ends_on in enumerate([None, DAY, DAY + timedelta(days=1)]):
        record(
            MORNING,
            COMMUNITY,
            POLICE,
            decision=["pass", "stop"][number % 2],
            lane=str(number),
            people=number,
            ends_on=ends_on,
        )
    found = set(Passage.objects.filter(where).values_list("pk", flat=True))
    assert {row.pk for row in Passage.objects.all() if holds(where, row)} == found
