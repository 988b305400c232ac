"""A screen that stays open asks again every minute: nothing is counted, and nothing sent, while nothing has changed."""

from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.services import tally
from lianfang.checkpoints.tests.make import logged_in, make_cast
from lianfang.command import views
from lianfang.command.tests.test_picture import CHIEF
from lianfang.figures.declare import figures
from lianfang.kernel.clock import at, now, today
from lianfang.kernel.ids import new_id
from lianfang.tasks.clocks import ATTEMPTS
from lianfang.tasks.models import Clock
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    with time_machine.travel(at(today(), time(12)), tick=False) as clock:
        yield clock


@pytest.fixture
def cast(watcher, noon):
    with watcher.resting():
        cast = make_cast()
        cast.chief = make_user("head", *CHIEF, area=cast.areas["和安区"])
    return cast


@pytest.fixture
def screen(cast):
    """A browser that says which version it has; what it asked and was answered."""
    browser = logged_in(cast.chief)

    def asks(**asked):
        answer = browser.get(reverse("command:current"), asked, headers={"if-none-match": asks.version})
        asks.version = answer.headers["ETag"]
        return answer.status_code

    asks.version = ""
    return asks


def passes(cast):
    tally(actor=cast.actor, stamp=Stamp(), post=cast.post.pk, passing=Passing(vehicles=1, people=3))


def test_it_is_not_counted_again_while_nothing_changed(screen, noon, monkeypatch):
    assert screen() == 200
    monkeypatch.setattr(views, "_shown", None)
    noon.shift(timedelta(minutes=1))
    assert screen() == 304


def test_it_is_drawn_again_when_something_was_recorded(screen, cast):
    assert (screen(), screen()) == (200, 304)
    passes(cast)
    assert (screen(), screen()) == (200, 304)


def test_it_is_drawn_again_when_time_alone_makes_something_late(screen, noon):
    assert (screen(), screen()) == (200, 304)
    noon.shift(timedelta(minutes=6))
    assert screen() == 200


def test_what_was_chosen_is_another_picture(screen):
    assert (screen(), screen(days=7), screen(days=7)) == (200, 200, 304)


def test_another_viewer_has_a_version_of_their_own(screen, cast, watcher):
    screen()
    with watcher.resting():
        other = logged_in(make_user("other", *CHIEF, area=cast.areas["和安区"]))
    assert other.get(reverse("command:current"), headers={"if-none-match": screen.version}).status_code == 200


def test_nobody_keeps_a_copy_for_others(cast):
    kept = logged_in(cast.chief).get(reverse("command:current")).headers["Cache-Control"]
    assert {"private", "no-cache"} == set(kept.split(", "))


@pytest.mark.parametrize(("days", "shown"), [("7", 7), ("14", 14), ("60", 60), ("1000000", 14), ("x", 14)])
def test_the_trend_of_any_figure_is_looked_at_over_a_period(cast, days, shown):
    asked = {"trend": "measures.running", "days": days}
    answer = logged_in(cast.chief).get(reverse("command:picture"), asked)
    chart = answer.context["trend"]
    assert (chart.title, len(chart.rows)) == (f"The last {shown} days", shown)
    assert str(figures["measures.running"].name) in map(str, chart.headings)


def test_every_figure_can_be_chosen(cast):
    browser = logged_in(cast.chief)
    page = browser.get(reverse("command:picture")).content.decode()
    for code in figures:
        assert f'value="{code}"' in page


def test_a_due_time_that_was_given_up_is_out_of_line(cast, watcher):
    with watcher.resting():
        Clock.objects.create(what="tasks.due", subject_id=new_id(), due_at=now(), attempts=ATTEMPTS)
    bands = logged_in(cast.chief).get(reverse("command:picture")).context["bands"]
    assert {band.code: band.total for band in bands}["clocks"] == 1
