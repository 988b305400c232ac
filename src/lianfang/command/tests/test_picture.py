from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.services import tally
from lianfang.checkpoints.tests.make import logged_in, make_cast
from lianfang.command import rules, selectors
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


def test_a_report_past_its_hour_is_out_of_line(cast, watcher):
    from datetime import time

    import time_machine

    from lianfang.command.outofline import missing_reports
    from lianfang.kernel.clock import at, today
    from lianfang.reporting.access import SEE_REPORTS

    tomorrow = today() + timedelta(days=1)
    with watcher.resting():
        chief = make_user("reader", *CHIEF, SEE_REPORTS, area=cast.areas["和安区"])
    area = area_of(Actor.of(chief))
    with time_machine.travel(at(tomorrow, time(16, 29))):
        before = {(str(each.unit), each.day) for each in missing_reports(Actor.of(chief), area)}
    with time_machine.travel(at(tomorrow, time(18, 1))):
        after = {(str(each.unit), each.day) for each in missing_reports(Actor.of(chief), area)}
        page = picture(chief).content.decode()

    assert ("河东社区居委会", tomorrow) not in before
    assert ("河东社区居委会", tomorrow) in after
    assert "Missing reports" in page and f"/{tomorrow:%Y-%m-%d}/" in page


@pytest.mark.parametrize(("most", "level"), [(400, "grid"), (0, "street")])
def test_the_map_begins_with_places_that_can_be_read(cast, monkeypatch, most, level):
    monkeypatch.setattr(rules, "MOST_PLACES", most)
    area = selectors.area_of(Actor.of(cast.chief), None)
    assert selectors.usual_level(area, selectors.levels_below(area)).value == level
