"""Several units at one post: each may work there, each has the work, and above them it counts once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.checkpoints.models import Post, Tally
from lianfang.checkpoints.tests.make import CREW, SYSTEM
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import end_of, now, start_of, today
from lianfang.orgs.tests.make import make_unit, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(cast, watcher):
    """The traffic police below the command, with somebody of theirs at the post."""
    with watcher.resting():
        unit = make_unit("和安区交警大队", area=cast.areas["和安区"], below=cast.units["和安区指挥部"], kind="police")
        make_worker("officer", unit, *CREW)
    return unit


@pytest.fixture
def joint(cast, police, client):
    client.force_login(cast.chief)
    page = reverse("checkpoints:man", args=[cast.post.pk])
    assert client.post(page, {"with_units": police.name}).status_code == 302
    return cast.post


def officer():
    from lianfang.accounts.models import User

    return User.objects.get(username="officer")


def press(client, user, post, people=2):
    client.force_login(user)
    given = {"direction": "in", "vehicles": "1", "people": str(people)}
    return client.post(reverse("checkpoints:tally", args=[post.pk]), given).status_code


def test_each_unit_of_a_joint_post_counts_there(cast, police, client):
    assert press(client, officer(), cast.post) == 404
    client.force_login(cast.chief)
    client.post(reverse("checkpoints:man", args=[cast.post.pk]), {"with_units": police.name})
    assert press(client, officer(), cast.post) == 302
    assert Tally.objects.get().with_units == [police.path]


def test_joint_work_counts_for_each_and_once_above(cast, joint, police, client):
    press(client, cast.crew, joint, people=3)
    press(client, officer(), joint, people=2)
    day = today()

    def people(unit):
        ask = Ask(("checkpoints.people",), start_of(day), end_of(day), unit=unit.path)
        return evaluate(ask, SYSTEM).number("checkpoints.people")

    assert [people(unit) for unit in (joint.unit, police, cast.units["和安区指挥部"])] == [5, 5, 5]


def test_what_was_counted_before_stays_as_it_was(cast, joint, client):
    press(client, cast.crew, joint)
    client.force_login(cast.chief)
    client.post(reverse("checkpoints:man", args=[joint.pk]), {"with_units": ""})
    press(client, cast.crew, joint)
    assert sorted(len(each.with_units) for each in Tally.objects.all()) == [0, 1]


@pytest.mark.parametrize(
    "typed, says", [("无此单位", "No unit of the name"), ("河西社区居委会", "stands here already")]
)
def test_a_name_that_cannot_be_is_said_beside_the_field(cast, client, typed, says):
    client.force_login(cast.chief)
    page = client.post(reverse("checkpoints:man", args=[cast.post.pk]), {"with_units": typed})
    assert page.status_code == 422 and says in page.content.decode() and "id_with_units_error" in page.content.decode()


def test_a_new_post_names_its_units_at_once(cast, police, client):
    client.force_login(cast.chief)
    at = now().replace(microsecond=0)
    given = {
        "name": "高速西口",
        "kind": "road",
        "area": "河西社区",
        "with_units": f"{police.name}；河东社区居委会",
        "document": "和指发〔2026〕9号",
        "from_at": f"{at:%Y-%m-%dT%H:%M}",
        "until_at": f"{at + timedelta(days=3):%Y-%m-%dT%H:%M}",
    }
    assert client.post(reverse("checkpoints:open_post"), given).status_code == 302
    assert {str(partner) for partner in Post.objects.get(name="高速西口").partners.all()} == {
        police.name,
        "河东社区居委会",
    }


def test_a_press_without_a_direction_is_told_so(cast, client):
    client.force_login(cast.crew)
    page = reverse("checkpoints:tally", args=[cast.post.pk])
    assert client.post(page, {"direction": "up", "people": "2"}).status_code == 422
    assert client.post(page, {"direction": "in", "people": "²"}).status_code == 422
