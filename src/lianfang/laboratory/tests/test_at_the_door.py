"""Who is asked to stay or to be sampled: where the tasks stand, and what is told at the door and on the pages."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.kernel.clock import now
from lianfang.kernel.identifiers import mask_name
from lianfang.laboratory.models import Resample
from lianfang.laboratory.rules import Step, Value
from lianfang.laboratory.subjects import LOOK_FOR, SAMPLE, STAY
from lianfang.laboratory.tests.make import (
    SYSTEM,
    bring,
    draw_single,
    give,
    make_people,
    make_tube,
    page,
    waiting,
)
from lianfang.people.rules import Gone
from lianfang.people.services import leave, merge, move_person
from lianfang.people.tests.make import make_household, make_person
from lianfang.tasks.clocks import fire_due
from lianfang.tasks.services import cancel, take_responsibility

pytestmark = pytest.mark.django_db


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
