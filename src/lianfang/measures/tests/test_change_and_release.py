"""Extending, shortening, releasing, ending early, recomputing, moving with the person."""

from datetime import timedelta

import pytest
import time_machine

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.measures import selectors, services
from lianfang.measures.models import Measure
from lianfang.measures.rules import Stage, State
from lianfang.measures.tests.make import SYSTEM, make_cast, make_measure
from lianfang.measures.tests.test_order import waiting
from lianfang.response.services import decide
from lianfang.tasks import services as tasks
from lianfang.tasks.models import Task
from lianfang.tasks.selectors import left_alone, responsible_for

pytestmark = pytest.mark.django_db
EXCESS = {"excess_authority": "区指挥部", "excess_reason": "同住者当日检出阳性"}


@pytest.fixture
def measure(district):
    return make_measure(district)


@pytest.fixture
def cast(district, watcher):
    with watcher.resting():
        return make_cast(district)


def on_the_last_day(measure: Measure, *, plus: int = 0):
    return time_machine.travel(now() + (measure.last_day - today()) + timedelta(days=plus), tick=False)


def change_edition(district, edition: str) -> None:
    decide(actor=SYSTEM, response=district.response, level=3, edition=edition, authority="国务院", document="通知")


def test_extending_keeps_both_days_in_the_history_and_moves_the_task(district, measure):
    later = measure.last_day + timedelta(days=2)

    services.extend(actor=SYSTEM, measure=measure, last_day=later, because="第7日检测无效，须重采", **EXCESS)

    step = measure.changes.last()
    assert (step.step, step.last_day_before, step.last_day) == ("extended", measure.last_day, later)
    assert (step.excess, step.excess_days) == ("longer", 2)
    release = Task.objects.get(subject_id=measure.pk, kind="measures.release", state="open")
    assert release.due_at == Measure.objects.get(pk=measure.pk).release_due_at


@pytest.mark.parametrize(
    ("days", "given", "field"),
    [
        (2, {"because": " ", **EXCESS}, "because"),
        (0, {"because": "有误"}, "last_day"),
        (-8, {"because": "有误"}, "last_day"),
        (2, {"because": "有误", "excess_authority": "区指挥部"}, "excess_reason"),
    ],
)
def test_it_refuses_a_change_without_sense_or_reason(measure, days, given, field):
    with pytest.raises(Invalid) as refused:
        services.extend(actor=SYSTEM, measure=measure, last_day=measure.last_day + timedelta(days=days), **given)

    assert list(refused.value.fields) == [field]


def test_shortening_needs_no_authority(measure):
    earlier = measure.last_day - timedelta(days=3)

    services.extend(actor=SYSTEM, measure=measure, last_day=earlier, because="离开日期核实为三天前")

    assert measure.changes.last().step == "shortened"


def test_release_waits_for_the_last_day(district, measure, cast):
    worker = Actor.of(cast["worker"])
    with pytest.raises(Refused):
        services.release(actor=worker, measure=measure, negative_tests=1)

    with on_the_last_day(measure):
        assert measure.stage is Stage.RELEASE_DUE
        services.release(actor=worker, measure=measure, negative_tests=1)

    freed = Measure.objects.get(pk=measure.pk)
    assert (freed.state, freed.ending) == (State.ENDED, "released")
    assert waiting(measure) == set()
    assert responsible_for(district.person) is None


@pytest.mark.parametrize(
    ("tests", "because", "released"), [(0, "", False), (1, "", True), (0, "检测点停电，已由疾控同意", True)]
)
def test_release_asks_for_the_tests_of_the_edition(measure, tests, because, released):
    with on_the_last_day(measure):
        if not released:
            with pytest.raises(Invalid):
                services.release(actor=SYSTEM, measure=measure, negative_tests=tests, because=because)
        else:
            services.release(actor=SYSTEM, measure=measure, negative_tests=tests, because=because)

    assert (Measure.objects.get(pk=measure.pk).state == State.ENDED) is released


def test_what_follows_is_proposed_at_release(district):
    central = make_measure(district, kind="central_isolation", ground="close_contact")

    with on_the_last_day(central):
        services.release(actor=SYSTEM, measure=central, negative_tests=1)
        following = Measure.objects.get(follows=central)

        assert (following.kind, following.state) == ("health_monitoring", State.PROPOSED)
        assert following.first_day == today() + timedelta(days=1)
    assert responsible_for(district.person) == district.community
    assert not left_alone().exists()

    services.refuse(actor=SYSTEM, measure=following, because="已转入门诊随访")
    assert responsible_for(district.person) is None


def test_ending_early_needs_an_order_and_a_reason(district, measure, cast):
    with pytest.raises(NotFound):
        services.end_early(actor=Actor.of(cast["worker"]), measure=measure, because="复查阴性")
    with pytest.raises(Invalid):
        services.end_early(actor=Actor.of(cast["office"]), measure=measure, because=" ")

    services.end_early(actor=Actor.of(cast["office"]), measure=measure, because="风险区已解除")

    assert Measure.objects.get(pk=measure.pk).ending == "ended_early"


def test_a_task_ticked_off_is_asked_again_while_the_measure_runs(measure):
    task = Task.objects.get(subject_id=measure.pk, kind="measures.release")

    tasks.answer(actor=SYSTEM, task=task)

    assert "measures.release" in waiting(measure)
    assert not left_alone().exists()


def test_measures_move_with_the_person(district, measure):
    other = district.units["河西社区居委会"]
    sent = tasks.hand_over(
        actor=SYSTEM,
        response=district.response,
        person=district.person,
        from_unit=district.community,
        to_unit=other,
        area_path=other.area_path,
        expected_at=now(),
        because=Reason.of("tasks.seen_decide"),
        kind="transfer",
    )
    assert Measure.objects.get(pk=measure.pk).unit == district.community

    tasks.accept_hand_over(actor=SYSTEM, hand_over=sent)

    moved = Measure.objects.get(pk=measure.pk)
    assert (moved.unit, moved.area_path) == (other, other.area_path)
    assert Task.objects.get(subject_id=measure.pk, kind="measures.release", state="open").unit == other
    assert responsible_for(district.person) == other


def test_running_measures_keep_their_edition(district, measure):
    change_edition(district, "covid19-2022-ed9")

    assert list(selectors.recomputable(district.response)) == []


def test_a_new_edition_that_says_so_shows_and_then_recomputes(district):
    home = make_measure(district, kind="home_isolation", ground="secondary_contact")
    change_edition(district, "covid19-2022-ten")

    shown = list(selectors.recomputable(district.response))
    assert [(each.measure, each.last_day) for each in shown] == [(home, home.last_day - timedelta(days=2))]
    assert Measure.objects.get(pk=home.pk).last_day == home.last_day

    services.recompute(actor=SYSTEM, response=district.response)

    again = Measure.objects.get(pk=home.pk)
    assert (again.edition, again.last_day) == ("covid19-2022-ten", home.last_day - timedelta(days=2))
    assert list(selectors.recomputable(district.response)) == []
    assert again.changes.last().step == "recomputed"


def test_only_who_may_recomputes(district, cast):
    with pytest.raises(Refused):
        services.recompute(actor=Actor.of(cast["office"]), response=district.response)


def test_who_ran_yesterday_ran(district):
    measure = make_measure(district)
    with on_the_last_day(measure, plus=1):
        services.release(actor=SYSTEM, measure=measure, negative_tests=1)

        assert measure in selectors.running_on(today())
        assert measure not in selectors.running_on(today() + timedelta(days=1))
