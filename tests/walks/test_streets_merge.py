"""Two streets become one while people are at work: what is open goes along, what was done stays where it was done."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.checkpoints.tests.make import make_post
from lianfang.kernel.clock import now
from lianfang.orgs import selectors as orgs
from lianfang.orgs.services import end_unit, move_unit
from lianfang.tasks import services as tasks
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.selectors import inbox_of
from lianfang.tasks.tests.make import make_cast, make_hand_over, make_resident, make_task
from lianfang.territory.selectors import current_path
from lianfang.territory.services import merge_area, preview_merge
from lianfang.territory.tests.make import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(watcher):
    with watcher.resting():
        return make_cast()


@pytest.fixture
def work(cast, watcher):
    """An open task, a finished one, somebody on the way and a post, all in Yunxi street."""
    with watcher.resting():
        waiting = make_task(cast, due_at=now() + timedelta(hours=2))
        done = make_task(cast, person=make_resident(cast.areas["河东社区"], "李秋"))
        tasks.cancel(actor=SYSTEM, task=done)
        on_the_way = make_hand_over(cast)
        post = make_post(cast.response, cast.sender, cast.areas["河西社区"])
    return waiting, done, on_the_way, post


def merge_streets(cast) -> None:
    merge_area(actor=SYSTEM, area=cast.areas["云溪街道"], into=cast.areas["南山镇"])
    for area in cast.areas.values():
        area.refresh_from_db()


def test_the_preview_counts_the_open_work(cast, work):
    preview = preview_merge(actor=SYSTEM, area=cast.areas["云溪街道"], into=cast.areas["南山镇"])
    counted = {str(each.label): each.count for each in preview.following}
    waiting = Task.objects.filter(state__in=sorted(WAITING)).count()
    assert (counted["task"], counted["checkpoint"], counted["hand-over"]) == (waiting, 1, 1)


def test_open_work_goes_along_and_what_is_finished_stays(cast, work):
    waiting, done, on_the_way, post = work
    before = done.area_path
    merge_streets(cast)
    for row in work:
        row.refresh_from_db()
    east, west = cast.areas["河东社区"].path, cast.areas["河西社区"].path
    assert (waiting.area_path, on_the_way.area_path, post.area_path) == (east, east, west)
    assert waiting.person.area_path == waiting.person.household.area_path == east
    assert done.area_path == before
    assert current_path(before) == east


def test_the_community_still_has_its_work_and_the_street_its_communities(cast, work):
    merge_streets(cast)
    work[0].refresh_from_db()
    assert work[0] in tasks_of(cast.receives)
    assert orgs.unit_for_area(work[0].person.household.area_path) == cast.receiver


def test_the_office_that_is_left_over_is_emptied_and_ended(cast, work):
    merge_streets(cast)
    office, remaining = cast.street, cast.units["南山镇政府"]
    for committee in (cast.sender, cast.receiver):
        move_unit(actor=SYSTEM, unit=committee, parent=remaining)
    end_unit(actor=SYSTEM, unit=office)
    for row in work:
        row.refresh_from_db()
    cast.receiver.refresh_from_db()
    assert work[0].unit_path == work[2].to_unit_path == cast.receiver.path
    assert work[0] in tasks_of(cast.receives)
    assert orgs.above(cast.receiver) == remaining


def tasks_of(user):
    """What waits for the unit for which somebody is on duty."""
    actor = Actor.of(user)
    return list(inbox_of(actor, (orgs.unit_of(actor).path,)))
