"""What follows a result: a stay, a single sample, a re-check, freedom, and a positive that is announced."""

from datetime import timedelta

import pytest

from lianfang.kernel import events
from lianfang.kernel.clock import now
from lianfang.laboratory.access import ENTER_RESULTS
from lianfang.laboratory.events import RecheckedPositive
from lianfang.laboratory.models import Resample
from lianfang.laboratory.rules import Reading, Step, Value, What
from lianfang.laboratory.subjects import DECIDE, FREE, SAMPLE, STAY, WHO
from lianfang.laboratory.tests.make import (
    SYSTEM,
    bring,
    draw_single,
    give,
    make_people,
    make_session,
    make_tube,
    page,
    say,
    waiting,
)
from lianfang.orgs.tests.make import make_worker
from lianfang.protocols import load_edition
from lianfang.response.tests.make import DENGUE
from lianfang.sampling.models import Swab
from lianfang.sampling.rules import Why
from lianfang.sampling.services import void_swab
from lianfang.tasks.services import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, RecheckedPositive, [heard.append])
    return heard


def test_a_positive_tube_is_followed_to_a_positive_re_check(cast, announced, positive):
    one, other, _tube = positive
    assert set(Resample.objects.values_list("why", "step", "stays")) == {("resample_positive", "waiting", True)}
    assert waiting(STAY).count() == waiting(SAMPLE).count() == 2

    first = Resample.objects.get(person=one)
    single = draw_single(cast, first)
    first.refresh_from_db()
    assert (first.step, first.drawn_tube) == (Step.DRAWN, single)

    give(cast, single, Value.POSITIVE)
    recheck = Resample.objects.get(person=one, why=Why.RECHECK.value)
    assert (recheck.follows, recheck.stays, announced) == (first, True, [])

    give(cast, draw_single(cast, recheck), Value.POSITIVE)
    assert [event.resample.pk for event in announced] == [recheck.pk]
    assert waiting(STAY).filter(person=one).count() == 1

    give(cast, draw_single(cast, Resample.objects.get(person=other)), Value.NEGATIVE)
    free = Resample.objects.get(person=other)
    assert (free.step, free.stays_until is not None) == (Step.NEGATIVE, True)
    assert waiting(FREE).filter(person=other).count() == 1
    assert not waiting(STAY).filter(person=other).exists()


def test_somebody_has_to_report_a_re_check_and_the_asking_to_stay_ends_with_it(cast, positive):
    one = positive[0]
    give(cast, draw_single(cast, Resample.objects.get(person=one)), Value.POSITIVE)
    recheck = Resample.objects.get(person=one, why=Why.RECHECK.value)
    give(cast, draw_single(cast, recheck), Value.POSITIVE)

    decide = waiting(DECIDE).get()
    assert (decide.unit, decide.due_at <= now() + timedelta(hours=2)) == (cast.units["和安区指挥部"], True)
    answer(actor=SYSTEM, task=decide, outcome="reported")
    assert not Resample.objects.filter(person=one, stays=True, stays_until=None).exists()


def test_a_negative_re_check_frees_all_along_the_chain(cast, positive):
    one = positive[0]
    give(cast, draw_single(cast, Resample.objects.get(person=one)), Value.POSITIVE)
    give(cast, draw_single(cast, Resample.objects.get(person=one, why=Why.RECHECK.value)), Value.NEGATIVE)

    assert not Resample.objects.filter(person=one, stays_until=None).exists()
    assert (waiting(FREE).count(), waiting(STAY, SAMPLE).filter(person=one).count()) == (1, 0)


def test_an_invalid_tube_is_sampled_again_and_nobody_is_asked_to_stay(cast):
    tube = make_tube(cast, make_people(cast, 2))
    bring(cast, tube)

    give(cast, tube, Value.INVALID)

    assert (waiting(SAMPLE).count(), waiting(STAY).count()) == (2, 0)
    assert waiting(SAMPLE).first().due_at > now() + timedelta(hours=20)


def test_an_invalid_single_sample_is_drawn_again_while_the_stay_goes_on(cast, positive):
    one = positive[0]
    give(cast, draw_single(cast, Resample.objects.get(person=one)), Value.INVALID)

    again = Resample.objects.get(person=one, step=Step.WAITING.value)
    assert (again.why, again.stays, again.follows.step) == ("resample_positive", True, Step.INVALID)
    assert waiting(STAY).filter(person=one).count() == 1


def test_who_waits_after_an_invalid_tube_is_cleared_by_a_negative_one_drawn_since(cast):
    people = make_people(cast, 2)
    first = make_tube(cast, people, minutes_ago=120)
    bring(cast, first)
    give(cast, first, Value.INVALID)
    later = make_session(cast.response, cast.areas["河东社区"], cast.community, name="第四轮")
    second = make_tube(cast, people, session=later, minutes_ago=0)
    bring(cast, second)

    give(cast, second, Value.NEGATIVE)

    assert set(Resample.objects.values_list("step", "because")) == {(Step.ENDED, "negative_since")}
    assert not waiting(SAMPLE).exists()


def test_a_negative_tube_drawn_before_the_invalid_one_clears_nobody(cast):
    people = make_people(cast, 2)
    earlier = make_session(cast.response, cast.areas["河东社区"], cast.community, name="第二轮")
    before, invalid = make_tube(cast, people, session=earlier, minutes_ago=150), make_tube(cast, people, minutes_ago=90)
    bring(cast, invalid)
    bring(cast, before)
    give(cast, invalid, Value.INVALID)

    give(cast, before, Value.NEGATIVE)

    assert waiting(SAMPLE).count() == 2


def test_a_single_result_put_right_frees_once_and_takes_the_re_check_back(cast, browse, positive):
    one = positive[0]
    single = draw_single(cast, Resample.objects.get(person=one))
    give(cast, single, Value.POSITIVE)

    browse("laboratory").post(page("tube", single.pk), {"value": "negative", "because": "样本混淆"})

    assert list(Resample.objects.filter(person=one).order_by("asked_at").values_list("step", "because")) == [
        ("negative", "negative"),
        ("ended", "corrected"),
    ]
    assert waiting(FREE).filter(person=one).count() == 1
    assert not waiting(STAY, SAMPLE).filter(person=one).exists()
    assert not Resample.objects.filter(person=one, stays=True, stays_until=None).exists()


def test_a_single_tube_that_is_positive_is_a_first_positive(cast):
    tube = make_tube(cast, make_people(cast, 1))
    bring(cast, tube)
    give(cast, tube, Value.POSITIVE)
    assert Resample.objects.get().why == Why.RECHECK


def test_a_positive_tube_takes_over_from_an_invalid_one_and_a_second_positive_adds_nothing(cast):
    people = make_people(cast, 2)
    for name, value in (("一", Value.INVALID), ("二", Value.POSITIVE), ("三", Value.POSITIVE)):
        session = make_session(cast.response, cast.areas["河东社区"], cast.community, name=name)
        tube = make_tube(cast, people, session=session)
        bring(cast, tube)
        give(cast, tube, value)

    assert list(Resample.objects.filter(person=people[0]).order_by("asked_at").values_list("why", "because")) == [
        ("resample_invalid", "superseded"),
        ("resample_positive", ""),
    ]
    assert (waiting(SAMPLE).count(), waiting(STAY).count()) == (2, 2)


def test_a_positive_tube_put_right_gives_back_what_it_had_replaced(cast, browse):
    people = make_people(cast, 2)
    tubes = []
    for name, value, ago in (("一", Value.INVALID, 30), ("二", Value.POSITIVE, 90)):
        session = make_session(cast.response, cast.areas["河东社区"], cast.community, name=name)
        tubes.append(make_tube(cast, people, session=session, minutes_ago=ago))
        bring(cast, tubes[-1])
        give(cast, tubes[-1], value)

    browse("laboratory").post(page("tube", tubes[1].pk), {"value": "negative", "because": "串孔"})

    assert set(Resample.objects.values_list("why", "step")) == {
        ("resample_invalid", "waiting"),
        ("resample_positive", "ended"),
    }
    assert (waiting(SAMPLE).count(), waiting(STAY).count(), waiting(FREE).count()) == (2, 0, 2)


def test_who_is_told_late_to_have_been_in_a_positive_tube_shares_its_fate(cast, positive):
    late = make_people(cast, 1)[0]
    make_tube(cast, [late], code=positive[2].code)
    assert Resample.objects.get(person=late).why == Why.RESAMPLE_POSITIVE


def test_whoever_was_counted_in_a_positive_tube_and_is_not_on_record_is_found_out(cast):
    """A tube of three by hand with one on record is no single sample, and somebody finds out who the others are."""
    one, other = make_people(cast, 2)
    tube = make_tube(cast, [one], counted=2)
    bring(cast, tube)

    give(cast, tube, Value.POSITIVE)

    assert Resample.objects.get().why == Why.RESAMPLE_POSITIVE
    assert waiting(WHO).get().unit == cast.community
    make_tube(cast, [other], code=tube.code, closed=False)
    assert Resample.objects.get(person=other).why == Why.RESAMPLE_POSITIVE
    assert not waiting(WHO).exists()


def test_a_positive_tube_of_nobody_is_somebodys_task(cast):
    tube = make_tube(cast, make_people(cast, 1))
    void_swab(actor=SYSTEM, swab=Swab.kept.get(tube=tube).pk, because="误扫")
    bring(cast, tube)
    give(cast, tube, Value.POSITIVE)
    assert (Resample.objects.count(), waiting(WHO).count()) == (0, 1)


def test_a_single_swab_that_was_a_mistake_waits_again(cast, positive):
    asked = Resample.objects.get(person=positive[0])
    single = make_tube(cast, [asked.person], why=Why.RESAMPLE_POSITIVE, minutes_ago=0)
    void_swab(actor=SYSTEM, swab=Swab.kept.get(tube=single).pk, because="拿错管")

    asked.refresh_from_db()
    assert (asked.step, asked.drawn_tube) == (Step.WAITING, None)
    assert waiting(SAMPLE).filter(person=asked.person).count() == 1


def test_an_edition_without_pools_asks_nobody_to_stay(cast, monkeypatch):
    monkeypatch.setattr("lianfang.laboratory.terms.edition_in_force", lambda response: load_edition(DENGUE))
    tube = make_tube(cast, make_people(cast, 2))
    bring(cast, tube)
    give(cast, tube, Value.POSITIVE)
    assert (waiting(STAY).count(), waiting(SAMPLE).count()) == (0, 2)


def test_an_office_that_may_enter_results_needs_no_laboratory_between(cast, watcher):
    tube = make_tube(cast, make_people(cast, 2))
    bring(cast, tube)
    with watcher.resting():
        cast.users["other"] = make_worker("other", cast.units["南山镇政府"], ENTER_RESULTS)
        cast.users["office"] = make_worker("office", cast.units["云溪街道办事处"], ENTER_RESULTS)

    assert say(cast, Reading(tube.code, Value.POSITIVE), by="other")[0].what == What.ELSEWHERE
    assert say(cast, Reading(tube.code, Value.POSITIVE), by="office")[0].state == "taken"
    assert waiting(STAY).count() == 2
