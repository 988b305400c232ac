"""Somebody who came from elsewhere is found in a screening round."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lianfang.acts.stamps import Stamp
from lianfang.arrivals.models import Arrival
from lianfang.kernel.clock import now, today
from lianfang.people.tests.make import id_number
from lianfang.response.models import Response
from lianfang.risk.rules import Visit
from lianfang.risk.visits import write_visits
from lianfang.screening.found import Arrived, Found
from lianfang.screening.rules import Outcome
from lianfang.screening.services import Seen, correct_visit
from lianfang.screening.tests.make import knock, make_cast
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(watcher):
    with watcher.resting():
        return make_cast()


@pytest.fixture
def door(cast):
    return cast.door(cast.open(), "1-1-101")


STAY = Visit("", "绥江市", today() - timedelta(days=5), today() - timedelta(days=1))


def test_it_becomes_an_arrival_to_be_verified(cast, door):
    visit = knock(cast.actor(), door, arrived=(Arrived("王远", phone="13812345678", been_in=(STAY,)),))
    made = Arrival.objects.get()
    assert (made.name, made.source, made.state, made.expected_at) == ("王远", "worker", "reported", visit.happened_at)
    assert (made.area_path, made.address, made.unit) == (door.area_path, "1-1-101", cast.units["河东社区居委会"])
    assert made.whereabouts == write_visits([STAY])
    assert Task.objects.get(kind="arrivals.verify").subject_id == made.pk


def test_the_same_person_found_twice_is_one_arrival(cast, door):
    who = Arrived("王远", id_number())
    knock(cast.actor(), door, arrived=(who,))
    knock(cast.actor("colleague"), door, arrived=(replace(who, phone="13812345678"),))
    assert Arrival.objects.get().reports.count() == 2


def test_a_correction_does_not_tell_of_it_again(cast, door):
    who = Arrived("王远")
    wrong = knock(cast.actor(), door, people_here=3, arrived=(who,))
    seen = Seen(Outcome.DONE, 4, Found(arrived=(who, Arrived("李近"))))
    correct_visit(actor=cast.actor(), stamp=Stamp(), visit=wrong.pk, seen=seen)
    assert sorted(each.name for each in Arrival.objects.all()) == sorted(["王远", "李近"])


def test_nobody_is_told_of_where_nobody_came(cast, door):
    knock(cast.actor(), door, people_here=3)
    assert not Arrival.objects.exists()


def test_what_a_phone_hands_in_after_the_end_of_the_response_is_taken(cast, door, watcher):
    with watcher.resting():
        Response.objects.update(ended_at=now())
    visit = knock(cast.actor(), door, at=now() - timedelta(hours=1), arrived=(Arrived("王远"),))
    assert Arrival.objects.get().response_id == visit.response_id
