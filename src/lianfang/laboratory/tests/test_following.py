"""What follows a result: a stay, a single sample, a re-check, freedom, and a positive that is announced."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.kernel import events
from lianfang.kernel.clock import now
from lianfang.kernel.identifiers import mask_name
from lianfang.laboratory.access import ENTER_RESULTS
from lianfang.laboratory.events import RecheckedPositive
from lianfang.laboratory.models import Resample
from lianfang.laboratory.rules import Reading, Step, Value, What
from lianfang.laboratory.subjects import DECIDE, FREE, LOOK_FOR, SAMPLE, STAY, WHO
from lianfang.laboratory.tests.make import (
    SYSTEM,
    bring,
    draw_single,
    give,
    make_people,
    make_session,
    make_tube,
    say,
)
from lianfang.orgs.tests.make import make_worker
from lianfang.people.rules import Gone
from lianfang.people.services import leave, merge, move_person
from lianfang.people.tests.make import make_household, make_person
from lianfang.protocols import load_edition
from lianfang.response.tests.make import DENGUE
from lianfang.sampling.models import Swab
from lianfang.sampling.rules import Why
from lianfang.sampling.services import void_swab
from lianfang.tasks.clocks import fire_due
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.services import answer, cancel, take_responsibility

pytestmark = pytest.mark.django_db


def waiting(*kinds):
    codes = [kind.code for kind in kinds]
    return Task.objects.filter(kind__in=codes, state__in=sorted(WAITING))


def page(name, *args):
    return reverse(f"laboratory:{name}", args=args)


@pytest.fixture
def announced(monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, RecheckedPositive, [heard.append])
    return heard


@pytest.fixture
def positive(cast):
    """A positive tube of two people of one household."""
    one, other = make_people(cast, 2, door="3-2-601")
    tube = make_tube(cast, [one, other])
    bring(cast, tube)
    give(cast, tube, Value.POSITIVE)
    return one, other, tube


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


# -- where somebody is -----------------------------------------------------------------------------------------------


def test_the_tasks_go_where_somebody_is_now(cast):
    """Who is answered for elsewhere, who lives in another community, who has no door: each where they are."""
    isolated, neighbour = make_people(cast, 2)
    away = make_person("孙宁", household=make_household(cast.areas["河西社区"].path))
    homeless = make_person("李响", area_path=cast.areas["第二网格"].path)
    office = cast.units["云溪街道办事处"]
    take_responsibility(actor=SYSTEM, response=cast.response, person=isolated, unit=office)
    tube = make_tube(cast, [isolated, neighbour, away, homeless])
    bring(cast, tube)

    give(cast, tube, Value.POSITIVE)

    units = {each.person_id: each.unit.name for each in waiting(SAMPLE).select_related("unit")}
    assert units == {
        isolated.pk: "云溪街道办事处",
        neighbour.pk: "河东社区居委会",
        away.pk: "河西社区居委会",
        homeless.pk: "河东社区居委会",
    }


def test_the_tasks_follow_who_moves_and_look_for_who_moved_away(cast, positive):
    one, other, _tube = positive
    moving = make_household(cast.areas["河西社区"].path)
    move_person(actor=SYSTEM, person=one.pk, household=moving)
    assert set(waiting(SAMPLE, STAY).filter(person=one).values_list("unit__name", flat=True)) == {"河西社区居委会"}

    leave(actor=SYSTEM, person=other.pk, because=Gone.MOVED)
    assert not waiting(SAMPLE, STAY).filter(person=other).exists()
    assert waiting(LOOK_FOR).get().person_id == other.pk


def test_nobody_asks_for_a_sample_of_somebody_who_has_died(cast, positive):
    leave(actor=SYSTEM, person=positive[0].pk, because=Gone.DIED)
    assert not waiting(SAMPLE, STAY, LOOK_FOR).filter(person=positive[0]).exists()
    assert Resample.objects.get(person=positive[0]).because == "died"


def test_somebody_gone_before_the_result_is_looked_for_by_who_sampled(cast):
    people = make_people(cast, 2)
    tube = make_tube(cast, people)
    bring(cast, tube)
    leave(actor=SYSTEM, person=people[0].pk, because=Gone.MOVED)
    leave(actor=SYSTEM, person=people[1].pk, because=Gone.DIED)

    give(cast, tube, Value.POSITIVE)

    assert waiting(LOOK_FOR).get().unit == cast.community
    assert waiting(SAMPLE, STAY).count() == 0


def test_two_records_of_one_person_are_sampled_once(cast):
    one, other = make_people(cast, 2)
    tube = make_tube(cast, [one, other])
    bring(cast, tube)
    give(cast, tube, Value.POSITIVE)

    merge(actor=SYSTEM, person=other.pk, into=one.pk)

    assert Resample.objects.filter(person=one, step=Step.WAITING.value).count() == 1
    assert waiting(SAMPLE).count() == 1


# -- at the door -----------------------------------------------------------------------------------------------------


def test_two_of_one_household_are_one_knock_and_a_volunteer_is_not_told_why(cast, browse, positive):
    one = positive[0]
    door = reverse("tasks:knock", args=["household", one.household_id])

    told = browse("worker").get(door).content.decode()
    assert "ask somebody to stay at home for now" in told
    assert "is positive" in told
    assert told.count("ask somebody to stay") >= 2

    helper = browse("volunteer").get(door).content.decode()
    assert "ask somebody to stay at home for now" in helper
    task = waiting(SAMPLE).first()
    card = browse("volunteer").get(reverse("tasks:task", args=[task.pk])).content.decode()
    to_do = browse("volunteer").get(page("resample", task.subject_id)).content.decode()
    assert "3-2-601" in to_do
    for betrayed in ("positive", "阳", mask_name("周晓岚"), positive[2].code):
        assert [betrayed in each for each in (helper, card, to_do)] == [False] * 3
    for about_it in waiting(SAMPLE, STAY).filter(subject_id=task.subject_id):
        cancel(actor=SYSTEM, task=about_it)
    assert browse("volunteer").get(page("resample", task.subject_id)).status_code == 404


def test_the_page_of_one_who_is_sampled_says_why_only_to_who_may_know(cast, browse, positive):
    asked = Resample.objects.get(person=positive[0])

    worker = browse("worker").get(page("resample", asked.pk)).content.decode()
    assert "resampled after a positive tube" in worker
    assert mask_name("周晓岚") in worker
    assert browse("stranger").get(page("resample", asked.pk)).status_code == 404
    listed = browse("worker").get(page("positives"), {"view": "running"}).content.decode()
    assert "3-2-601" in listed
    assert "周" not in listed


def test_a_late_single_sample_rises(cast, positive):
    with time_machine.travel(now() + timedelta(hours=3, minutes=1), tick=False):
        fire_due()
    assert set(waiting(SAMPLE).values_list("level", flat=True)) == {1}


def test_the_whole_way_stands_on_the_page_of_the_tube_and_of_the_person(cast, browse, positive):
    one, _other, tube = positive
    give(cast, draw_single(cast, Resample.objects.get(person=one)), Value.NEGATIVE)
    worker = browse("worker")

    way = worker.get(page("tube", tube.pk)).content.decode()
    for step in (
        "first swab",
        "closed with 2 people",
        "into box",
        "result: positive",
        "sampled singly",
        "need not stay",
    ):
        assert step in way
    person = worker.get(page("person", one.pk)).content.decode()
    assert tube.code in person
    assert "negative" in person


def test_an_office_that_may_enter_results_needs_no_laboratory_between(cast, watcher):
    tube = make_tube(cast, make_people(cast, 2))
    bring(cast, tube)
    with watcher.resting():
        cast.users["other"] = make_worker("other", cast.units["南山镇政府"], ENTER_RESULTS)
        cast.users["office"] = make_worker("office", cast.units["云溪街道办事处"], ENTER_RESULTS)

    assert say(cast, Reading(tube.code, Value.POSITIVE), by="other")[0].what == What.ELSEWHERE
    assert say(cast, Reading(tube.code, Value.POSITIVE), by="office")[0].state == "taken"
    assert waiting(STAY).count() == 2
