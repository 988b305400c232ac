"""What a table's phone carries, and what it hands in late."""

import json
from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.acts.records import take, take_many
from lianfang.acts.stamps import Stamp
from lianfang.codes.rules import is_code
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.ids import new_id
from lianfang.sampling.models import Exemption, QueueReport, SiteCheck, Swab, Tube
from lianfang.sampling.tests.make import fill, make_code, make_home, make_session, offline
from lianfang.sync.registry import collections

pytestmark = pytest.mark.django_db


def carried(user, code):
    return {each.key: each for each in collections[code].rows(Actor.of(user))}


def values(**given):
    return {"person": "", "code": "", "name": "", "id_number": "", "phone": "", **given}


def hand_in(cast, kind, about=None, stamp=None, **given):
    about = (about or cast.session).pk
    return take(actor=Actor.of(cast.sampler), kind=kind, stamp=stamp or offline(), about=about, given=given)


def test_it_carries_the_sessions_of_the_day(cast, watcher):
    with watcher.resting():
        make_session(cast.site, from_at=now() + timedelta(days=2), opens=False)
    (only,) = carried(cast.sampler, "sessions").values()
    assert only.data["page"] == "table" and is_code(only.data["code"]) and only.data["about"] == str(cast.session.pk)
    assert only.data["numbers"] == {"tube_size": 10, "household_tubes": 0, "own_labels": 0}
    assert only.data["records"][:2] == ["sampling.swab", "sampling.close_tube"]
    assert carried(cast.stranger, "sessions") == {}


def test_it_carries_whom_the_session_calls_and_how_far_it_is(cast, watcher):
    with watcher.resting():
        fill(cast.session, cast.people[0])
        make_home(cast, 1, area="河西社区")
    called = carried(cast.sampler, "called")
    assert len(called) == 6
    first = called[f"{cast.session.pk}.{cast.people[0].pk}"]
    assert first.data["sampled"] and not first.data["exempt"] and first.persons == (cast.people[0].pk,)
    assert is_code(first.data["code"]) and is_code(first.data["person_code"]) and first.data["name"] == "李一"
    neighbour = called[f"{cast.session.pk}.{cast.people[1].pk}"]
    assert neighbour.data["code"] == first.data["code"] != neighbour.data["person_code"]


def test_it_carries_the_tubes_of_another_session_of_the_site_and_no_names(cast, watcher):
    with watcher.resting():
        other = make_session(cast.site, name="下午场")
        fill(other, cast.people[0], code="T0000777")
        fill(cast.session, cast.people[1], code="T0000778")
    assert {key: each.data for key, each in carried(cast.sampler, "elsewhere").items()} == {
        str(cast.session.pk): {"tubes": ["T0000777"]},
        str(other.pk): {"tubes": ["T0000778"]},
    }
    assert carried(cast.stranger, "elsewhere") == {}


def test_a_phone_fills_and_closes_a_tube(cast):
    tube = make_code()
    hand_in(cast, "sampling.swab", tube=tube, **values(person=str(cast.people[0].pk)))
    hand_in(cast, "sampling.swab", tube=tube, **values(name="周远航", phone="13800001111"))
    hand_in(cast, "sampling.close_tube", tube=tube, counted=2)
    found = Tube.objects.get()
    assert (found.people, found.state, found.differs) == (2, "closed", False)


def test_a_record_sent_again_meets_nobody_twice(cast):
    tube, stamp = make_code(), offline()
    first, again = (
        hand_in(cast, "sampling.swab", stamp=stamp, tube=tube, **values(name="周远航")) for _each in range(2)
    )
    assert first.pk == again.pk and Swab.objects.count() == 1
    assert Swab.objects.values("person").distinct().count() == 1


def test_many_samples_of_a_table_are_taken_together(cast):
    tubes, stamp = [make_code(), make_code()], offline()
    given = [
        (offline(), tubes[number % 2], values(person=str(person.pk))) for number, person in enumerate(cast.people[:4])
    ]
    given += [(stamp, tubes[0], values()), (given[0][0], tubes[0], given[0][2])]
    rows = [(stamp, cast.session.pk, {"tube": tube, **said}) for stamp, tube, said in given]
    for _again in range(2):
        taken = take_many(actor=Actor.of(cast.sampler), kind="sampling.swab", given=rows)
        assert [each.pk for each in taken[:4]] == [stamp.id for stamp, _tube, _said in given[:4]]
        assert "person" in taken[4].fields and taken[5].pk == taken[0].pk
    assert Swab.objects.count() == 4 and set(Tube.objects.values_list("people", flat=True)) == {2}


def test_what_cannot_be_understood_is_refused_with_the_item(cast):
    for wrong in (values(), values(person="nobody"), values(person=str(new_id())), values(code="3F7K92QMX")):
        with pytest.raises(Invalid) as refused:
            hand_in(cast, "sampling.swab", tube=make_code(), **wrong)
        assert "person" in refused.value.fields
    with pytest.raises(Invalid):
        hand_in(cast, "sampling.swab", tube="", **values(person=str(cast.people[0].pk)))
    assert not Tube.objects.exists()


def test_what_a_desk_would_refuse_is_taken_from_a_phone_and_flagged(cast, watcher):
    with watcher.resting():
        later = make_session(cast.site, opens=False)
    misread = hand_in(cast, "sampling.swab", tube="#?", **values(person=str(cast.people[0].pk)))
    early = hand_in(cast, "sampling.swab", about=later, tube=make_code(), **values(person=str(cast.people[1].pk)))
    assert misread.would_have_been_refused.code == "sampling.unreadable"
    assert early.would_have_been_refused.code == "sampling.not_open"
    queue = hand_in(cast, "sampling.queue", about=later, waiting=40)
    assert queue.would_have_been_refused.code == "sampling.not_open" and QueueReport.kept.get().waiting == 40


def test_it_exempts_and_checks_from_a_phone(cast):
    person = str(cast.people[0].pk)
    hand_in(cast, "sampling.exempt", person=person, code="", reason="infant", note="")
    twice = hand_in(cast, "sampling.exempt", person=person, code="", reason="away", note="")
    assert twice.would_have_been_refused.code == "sampling.exempt_already" and Exemption.kept.count() == 2
    hand_in(cast, "sampling.site_check", about=cast.site, wanting=["network"], note="")
    assert SiteCheck.kept.filter(site=cast.site, wanting=["network"]).exists()


def test_nobody_else_hands_in_for_this_table(cast):
    with pytest.raises(NotFound):
        take(
            actor=Actor.of(cast.stranger),
            kind="sampling.close_tube",
            stamp=offline(),
            about=cast.session.pk,
            given={"tube": make_code(), "counted": 1},
        )


def test_the_door_of_records_takes_them(cast, client, watcher):
    with watcher.resting():
        _token, words = make_token(actor=Actor.of(cast.sampler), name="p", expires_at=now() + timedelta(days=1))
    record = {
        "id": str(new_id()),
        "kind": "sampling.swab",
        "about": str(cast.session.pk),
        "at": now().isoformat(),
        "offline": True,
        "values": {"tube": make_code(), "person": str(cast.people[0].pk)},
    }
    body = json.dumps({"records": [record, record]})
    answer = client.post("/api/v1/records", body, "application/json", headers={"Authorization": f"Bearer {words}"})
    assert [each["state"] for each in answer.json()["answers"]] == ["accepted", "accepted"]
    assert Swab.objects.count() == 1


def test_at_a_desk_the_same_is_refused(cast):
    person = str(cast.people[0].pk)
    hand_in(cast, "sampling.exempt", person=person, code="", reason="infant", note="")
    with pytest.raises(Refused):
        hand_in(cast, "sampling.exempt", stamp=Stamp(), person=person, code="", reason="away", note="")
