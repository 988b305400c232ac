"""The way of a traveller under the documents that amended the 9th edition: the twenty and the ten measures."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.arrivals.models import Arrival
from lianfang.checkpoints.models import PersonCheck
from lianfang.checkpoints.tests.make import from_high_risk, make_post, typed, well
from lianfang.kernel.clock import today
from lianfang.kernel.ids import new_id
from lianfang.measures import services as measures
from lianfang.measures.models import Measure
from lianfang.people.tests.make import id_number
from lianfang.risk.tests.make import PLACE
from lianfang.tasks import services as tasks
from lianfang.tasks.models import HandOver
from tests.cast import make_world

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("tests")
TWENTY, TEN = "covid19-2022-twenty", "covid19-2022-ten"


@pytest.fixture
def world(watcher, request):
    with watcher.resting():
        world = make_world(edition=request.param)
        world.post = make_post(world.response, world.units["河西社区居委会"], world.areas["河西社区"])
    return world


def stop(world, traveller):
    address = reverse("checkpoints:stop", args=[world.post.pk])
    return world.client("crew").post(address, typed(traveller, stamp=str(new_id()), confirm="1"))


@pytest.mark.parametrize("world", [TWENTY], indirect=True)
def test_under_the_twenty_a_traveller_is_handed_over_and_stays_at_home_for_seven_days(world):
    stop(world, from_high_risk())
    assert PersonCheck.kept.get().decision == "hand_over"
    sent = HandOver.objects.get()
    tasks.accept_hand_over(actor=SYSTEM, hand_over=sent)
    tasks.mark_seen(actor=SYSTEM, hand_over=sent)
    arrival = Arrival.objects.get()
    left = today() - timedelta(days=1)
    found = {"stamp": str(new_id()), "channel": "door", "result": "confirmed", "place_0": PLACE}
    found |= {"name": "张远行", "id_number": id_number(), "phone": "13812345678"}
    found |= {"from_0": f"{left - timedelta(days=2):%F}", "until_0": f"{left:%F}"}
    assert world.client("worker").post(reverse("arrivals:arrival", args=[arrival.pk]), found).status_code == 302

    proposed = Measure.objects.get()
    assert (proposed.kind, proposed.edition) == ("home_isolation", TWENTY)
    ordered = measures.order(actor=SYSTEM, measure=proposed)
    assert (ordered.first_day, ordered.last_day) == (left + timedelta(days=1), left + timedelta(days=7))
    assert not ordered.excess
    assert world.client("worker").get(reverse("isolation:today")).status_code == 200


@pytest.mark.parametrize("world", [TEN], indirect=True)
def test_under_the_ten_where_somebody_was_decides_nothing_and_a_fever_goes_to_the_clinic(world):
    stop(world, from_high_risk())
    assert PersonCheck.kept.get().decision == "pass"
    assert not HandOver.objects.exists()
    stop(world, well(first_reading="38.6", second_reading="38.6", name="孙发热", id_number=id_number()))
    assert str(HandOver.objects.get().to_unit) == "和安区发热门诊"


@pytest.mark.parametrize("world", [TWENTY, TEN], indirect=True)
def test_the_pages_of_the_way_open(world):
    for page in ("isolation:today", "measures:list", "command:picture", "reporting:reports", "response:list"):
        assert world.client("command").get(reverse(page)).status_code == 200, page
    assert world.client("anonymous").get(reverse("publicity:front")).status_code == 200
