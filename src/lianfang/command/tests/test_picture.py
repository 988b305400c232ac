from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.services import tally
from lianfang.checkpoints.tests.make import logged_in, make_cast
from lianfang.command.access import SEE_PICTURE
from lianfang.command.selectors import area_of, beside, numbers
from lianfang.figures.access import SEE_FIGURES
from lianfang.orgs.access import SEE_UNITS
from lianfang.tasks.access import OVERSEE, SEE_TASKS
from lianfang.tasks.tests.make import make_cast as make_tasks
from lianfang.tasks.tests.make import make_hand_over
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db(transaction=True)
CHIEF = (SEE_PICTURE, SEE_FIGURES, SEE_TASKS, OVERSEE, SEE_UNITS)


@pytest.fixture
def cast(watcher):
    with watcher.resting():
        cast = make_cast()
        cast.chief = make_user("head", *CHIEF, area=cast.areas["和安区"])
        cast.street_chief = make_user("street", *CHIEF, area=cast.areas["云溪街道"])
    return cast


@pytest.fixture
def counted(cast):
    tally(actor=cast.actor, stamp=Stamp(), post=cast.post.pk, passing=Passing(vehicles=1, people=3))


def picture(user, **asked):
    return logged_in(user).get(reverse("command:picture"), asked)


def test_it_shows_the_widest_area_the_viewer_answers_for(cast):
    assert "和安区" in picture(cast.chief).content.decode()
    assert "云溪街道" in picture(cast.street_chief).content.decode()


def test_it_is_not_found_beyond_the_viewers_area(cast):
    assert picture(cast.street_chief, area=cast.areas["和安区"].path).status_code == 404
    assert picture(cast.street_chief, area=cast.areas["南山镇"].path).status_code == 404


def test_it_is_not_found_for_whoever_has_no_such_role(cast):
    assert picture(cast.crew).status_code == 404


def test_the_numbers_are_those_of_the_figures_and_open_their_rows(cast, counted):
    actor = Actor.of(cast.chief)
    shown = {
        number.figure.code: number
        for number in numbers(actor, area_of(actor), ["checkpoints.people", "checkpoints.vehicles"])
    }

    assert shown["checkpoints.people"].value == 3
    assert logged_in(cast.chief).get(shown["checkpoints.people"].href).status_code == 200


def test_load_stands_beside_lateness_in_the_order_of_the_tree(cast, counted):
    lines = list(beside(Actor.of(cast.chief), area_of(Actor.of(cast.chief))))
    assert [str(line.area) for line in lines] == ["云溪街道", "南山镇"]
    people = {number.figure.code: number.value for number in lines[0].load}
    assert people["checkpoints.people"] == 3


def test_a_unit_with_nobody_on_duty_is_out_of_line(cast):
    page = picture(cast.chief).content.decode()
    assert "Units with nobody on duty" in page
    assert "云溪街道办事处" in page


def test_an_overdue_hand_over_is_out_of_line(watcher):
    import time_machine

    from lianfang.kernel.clock import now

    with watcher.resting():
        cast = make_tasks()
        chief = make_user("head", *CHIEF, area=cast.areas["和安区"])
        make_hand_over(cast)
    with time_machine.travel(now() + timedelta(hours=3)):
        assert "Overdue hand-overs" in picture(chief).content.decode()
