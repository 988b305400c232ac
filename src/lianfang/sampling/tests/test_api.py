"""Whole tubes over the API: one request, few statements, each record answered by itself."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.codes.services import codes_for
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.privacy.models import AuditEntry
from lianfang.sampling.models import Swab, Tube, TubeClosing
from lianfang.sampling.tests.make import SYSTEM, make_code, make_home, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cast, client, watcher):
    def call(body, user=None):
        with watcher.resting():
            expires = now() + timedelta(days=1)
            _token, words = make_token(actor=Actor.of(user or cast.sampler), name="table", expires_at=expires)
        return client.post(
            "/api/v1/sampling/tubes",
            json.dumps(body, default=str),
            "application/json",
            headers={"Authorization": f"Bearer {words}"},
        )

    return call


def swab(**who):
    return {"id": str(new_id()), "at": now().isoformat(), **who}


def tube(session, *people, counted=None, **more):
    given = {"session": str(session.pk), "code": make_code(), "swabs": [swab(person=each.pk) for each in people]}
    if counted is not None:
        given["closing"] = {"id": str(new_id()), "at": now().isoformat(), "counted": counted}
    return given | more


def test_it_takes_a_tube_once_however_often_it_is_sent(cast, call):
    body = {"tubes": [tube(cast.session, *cast.people[:3], counted=3)]}
    first, again = call(body).json()["tubes"][0], call(body).json()["tubes"][0]
    assert (first["state"], first["people"], first["taken"], first["others"]) == ("closed", 3, 4, [])
    assert (again["people"], again["taken"]) == (3, 0)
    assert {other["state"] for other in again["others"]} == {"known"}
    assert (Swab.objects.count(), TubeClosing.objects.count(), Tube.objects.get().people) == (3, 1, 3)
    assert AuditEntry.objects.filter(verb="swab.recorded_many", actor=f"user:{cast.sampler.pk}").exists()


def test_a_record_that_stands_twice_in_one_request_is_taken_once(cast, call):
    given = tube(cast.session, cast.people[0], counted=1)
    given["swabs"] *= 2
    answer = call({"tubes": [given, {**given, "swabs": []}]}).json()["tubes"]
    assert [each["people"] for each in answer] == [1, 1]
    assert (Swab.objects.count(), TubeClosing.objects.count()) == (1, 1)


def test_it_answers_each_record_by_itself(cast, call, watcher):
    with watcher.resting():
        code = codes_for("people.person", [cast.people[1].pk], actor=SYSTEM)[cast.people[1].pk]
    given = tube(cast.session, cast.people[0])
    given["swabs"] += [
        swab(code=code),
        swab(person=new_id()),
        swab(name="周远航", phone="13800001111"),
        swab(name="周远航", id_number="123"),
        swab(person=cast.people[0].pk),
    ]
    answer = call({"tubes": [given]}).json()["tubes"][0]
    assert (answer["people"], answer["taken"]) == (3, 4)
    said = {other["id"]: (other["state"], other["code"]) for other in answer["others"]}
    ids = [each["id"] for each in given["swabs"]]
    assert said == {
        ids[2]: ("rejected", "sampling.person_unknown"),
        ids[4]: ("rejected", "people.id_length"),
        ids[5]: ("flagged", "sampling.twice_in_tube"),
    }


def test_what_is_lost_in_one_session_is_not_lost_in_another(cast, call, watcher):
    with watcher.resting():
        other = make_session(cast.site)
    unknown = {**tube(cast.session, cast.people[1]), "session": str(new_id())}
    answers = call({"tubes": [tube(cast.session, cast.people[0]), unknown, tube(other, cast.people[1])]}).json()[
        "tubes"
    ]
    assert [answer["taken"] for answer in answers] == [1, 0, 1]
    assert answers[1]["others"][0]["code"] == "kernel.not_found"


def test_another_record_under_a_known_id_is_a_conflict(cast, call):
    given = tube(cast.session, cast.people[0])
    call({"tubes": [given]})
    given["swabs"][0]["person"] = str(cast.people[1].pk)
    other = call({"tubes": [given]}).json()["tubes"][0]["others"][0]
    assert (other["state"], other["code"]) == ("rejected", "acts.id_taken")
    elsewhere = {**given, "code": make_code()}
    elsewhere["swabs"][0]["person"] = str(cast.people[0].pk)
    assert call({"tubes": [elsewhere]}).json()["tubes"][0]["others"][0]["code"] == "acts.id_taken"
    assert Swab.objects.get().person_id == cast.people[0].pk


def test_another_closing_under_a_known_id_is_a_conflict(cast, call):
    given = tube(cast.session, cast.people[0], counted=1)
    call({"tubes": [given]})
    elsewhere = {**tube(cast.session, cast.people[1]), "closing": given["closing"]}
    answer = call({"tubes": [elsewhere]}).json()["tubes"][0]
    assert (answer["people"], answer["others"][0]["code"]) == (1, "acts.id_taken")


def test_a_time_that_has_not_come_is_rejected_alone(cast, call):
    given = tube(cast.session, *cast.people[:2])
    given["swabs"][0]["at"] = (now() + timedelta(hours=3)).isoformat()
    answer = call({"tubes": [given]}).json()["tubes"][0]
    assert (answer["people"], answer["others"][0]["code"]) == (1, "acts.in_the_future")
    clock_ahead = call({"tubes": [{**given, "code": make_code()}], "offset_seconds": 3 * 3600 + 60}).json()["tubes"][0]
    assert [other["code"] for other in clock_ahead["others"]] == ["acts.id_taken"]


def test_at_a_desk_what_is_wrong_is_rejected(cast, call):
    given = {"tubes": [tube(cast.session, cast.people[0], cast.people[0])], "offline": False}
    answer = call(given).json()["tubes"][0]
    assert (answer["people"], answer["others"][0]["code"]) == (1, "sampling.twice_in_tube")


def test_it_takes_no_more_than_a_tube_and_a_batch_hold(cast, call):
    crowd = [swab(name="甲") for _each in range(21)]
    assert call({"tubes": [{**tube(cast.session), "swabs": crowd}]}).status_code == 422
    many = [{**tube(cast.session), "swabs": crowd[:20]} for _each in range(6)]
    refused = call({"tubes": many})
    assert refused.status_code == 422 and not Tube.objects.exists()


def test_a_stranger_finds_no_session(cast, call):
    answer = call({"tubes": [tube(cast.session, cast.people[0])]}, user=cast.stranger).json()["tubes"][0]
    assert (answer["taken"], answer["others"][0]["code"]) == (0, "kernel.not_found")
    assert not Swab.objects.exists()
    nobody = call({"tubes": [tube(cast.session) | {"swabs": [swab(person=new_id())]}]}).json()["tubes"][0]
    assert (nobody["id"], nobody["taken"]) == (None, 0) and not Tube.objects.exists()


def test_ten_tubes_ask_no_more_of_the_database_than_one(cast, call, watcher):
    with watcher.resting():
        for _home in range(4):
            make_home(cast, 5)
    people = iter(cast.people)

    def queries(tubes):
        body = {"tubes": [tube(cast.session, next(people), next(people), counted=2) for _each in range(tubes)]}
        with CaptureQueriesContext(connection) as asked:
            assert all(answer["taken"] == 3 for answer in call(body).json()["tubes"])
        return len(asked)

    queries(1)
    assert queries(1) == queries(9)
