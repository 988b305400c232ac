"""Own results by a personal link, and what staff may open of them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lianfang.kernel.clock import now
from lianfang.laboratory.models import Resample, ResultLink
from lianfang.laboratory.rules import Value
from lianfang.laboratory.tests.make import bring, draw_single, give, make_people, make_session, make_tube, page
from lianfang.people.access import SEE_PEOPLE
from lianfang.privacy.models import Read
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return make_people(cast, 2, door="3-2-601")[0]


@pytest.fixture
def tube(cast, person):
    made = make_tube(cast, [person, *make_people(cast, 1)])
    bring(cast, made)
    return made


def link(client, person):
    shown = client.post(page("link", person.pk))
    assert shown.status_code == 200
    return "/" + shown.context["address"].split("/", 3)[3]


def opened(address):
    return Client().get(address)


def test_a_resident_sees_date_and_result_and_nothing_else(cast, browse, person, tube):
    give(cast, tube, Value.NEGATIVE)
    address = link(browse("table"), person)

    answer = opened(address)

    shown = answer.content.decode()
    assert (answer.status_code, "negative" in shown) == (200, True)
    for betrayed in ("周", "3-2-601", tube.code, "采样点", "河东", "第三轮"):
        assert betrayed not in shown
    assert answer["Cache-Control"].startswith("max-age=0")
    assert "noindex" in answer["X-Robots-Tag"]
    assert Read.objects.filter(person_id=person.pk, how="link").count() == 1


def test_a_positive_tube_says_of_nobody_that_they_are(cast, browse, person, tube):
    give(cast, tube, Value.POSITIVE)
    address = link(browse("table"), person)
    assert "please be sampled again" in opened(address).content.decode()
    assert "positive" not in opened(address).content.decode()

    for _step in ("resample", "recheck"):
        waiting = Resample.objects.get(person=person, step="waiting")
        give(cast, draw_single(cast, waiting), Value.POSITIVE)
    assert "positive" in opened(address).content.decode()


def test_a_result_that_is_not_there_yet_is_said_so(cast, browse, person, tube):
    assert "not there yet" in opened(link(browse("worker"), person)).content.decode()


def test_a_link_expires_is_replaced_and_is_stopped(cast, browse, person, tube):
    worker = browse("worker")
    first, second = link(worker, person), link(worker, person)
    assert [opened(each).status_code for each in (first, second)] == [404, 200]

    worker.post(page("revoke", person.pk))
    assert opened(second).status_code == 404

    third = link(worker, person)
    with time_machine.travel(now() + timedelta(days=30, minutes=1), tick=False):
        assert opened(third).status_code == 404
    assert opened(page("my", "x" * 32)).status_code == 404


def test_the_token_is_not_kept(cast, browse, person, tube):
    address = link(browse("worker"), person)
    token = address.strip("/").rpartition("/")[2]
    kept = ResultLink.objects.values_list("token_hash", flat=True)
    assert token.encode() not in b"".join(map(bytes, kept))


def test_a_link_is_used_by_a_family_and_not_by_a_machine(cast, browse, person, tube):
    address = link(browse("worker"), person)
    assert [opened(address).status_code for _each in range(41)][-1] == 403


def test_only_the_table_or_the_community_gives_a_link(cast, browse, person, tube):
    for name in ("stranger", "volunteer", "laboratory"):
        assert browse(name).post(page("link", person.pk)).status_code == 404
        assert browse(name).post(page("revoke", person.pk)).status_code == 404
    far = make_people(cast, 1, area="第二网格")[0]
    assert browse("table").post(page("link", far.pk)).status_code == 404


def test_staff_open_results_where_they_may_and_it_is_logged(cast, browse, person, tube):
    give(cast, tube, Value.INVALID)

    shown = browse("worker").get(page("person", person.pk)).content.decode()

    assert tube.code in shown
    assert "invalid" in shown
    assert Read.objects.filter(person_id=person.pk, where="laboratory:person").count() == 1
    for name in ("table", "laboratory", "stranger", "volunteer"):
        assert browse(name).get(page("person", person.pk)).status_code == 404


def test_the_persons_page_shows_samples_to_who_may_read_results(cast, person, tube, watcher):
    from lianfang.checkpoints.tests.make import logged_in
    from lianfang.laboratory.access import READ_RESULTS

    give(cast, tube, Value.NEGATIVE)
    with watcher.resting():
        reader = make_user("reader", SEE_PEOPLE, READ_RESULTS, area=cast.areas["河东社区"])
        other = make_user("other", SEE_PEOPLE, area=cast.areas["河东社区"])

    assert "Samples and results" in logged_in(reader).get(reverse("people:person", args=[person.pk])).content.decode()
    assert (
        "Samples and results" not in logged_in(other).get(reverse("people:person", args=[person.pk])).content.decode()
    )


def test_two_rounds_stand_with_the_newest_first(cast, browse, person, tube):
    give(cast, tube, Value.NEGATIVE)
    later = make_session(cast.response, cast.areas["河东社区"], cast.community, name="第四轮")
    make_tube(cast, [person], session=later, minutes_ago=0)

    shown = opened(link(browse("worker"), person)).content.decode()

    assert shown.index("not there yet") < shown.index("negative")
