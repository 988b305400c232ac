"""Enrolling a phone, what it carries, what it hands in: through its own doors."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant
from lianfang.checkpoints.models import Tally
from lianfang.kernel.clock import now
from lianfang.privacy.models import Read
from lianfang.sync import services
from lianfang.sync.access import ENROL
from lianfang.sync.models import Device, Pairing, Tray
from lianfang.sync.shell import FOLDER
from tests.field.conftest import make_observed, make_post, press

pytestmark = pytest.mark.django_db


def test_a_code_enrols_one_phone_once(world, client, watcher):
    with watcher.resting():
        _made, code = services.open_pairing(
            actor=Actor.of(world.users["office"]), user=world.users["worker"].pk, label="x"
        )
    said = [client.post("/api/v1/sync/pair", {"code": code}, "application/json") for _try in range(2)]

    assert [answer.status_code for answer in said] == [200, 422]
    assert "quarter of an hour" in said[1].json()["errors"][0]["says"]
    device = Device.objects.get()
    assert device.user == world.users["worker"]
    assert said[0].json()["token"] not in str(Device.objects.values().get())


@pytest.mark.parametrize("minutes", [14, 15])
def test_a_code_is_good_for_a_quarter_of_an_hour(world, client, watcher, minutes):
    with watcher.resting():
        made, code = services.open_pairing(
            actor=Actor.of(world.users["office"]), user=world.users["worker"].pk, label="x"
        )
        Pairing.objects.filter(pk=made.pk).update(expires_at=made.expires_at - timedelta(minutes=minutes, seconds=1))
    status = client.post("/api/v1/sync/pair", {"code": code}, "application/json").status_code
    assert status == (200 if minutes == 14 else 422)


def test_only_who_carries_work_gets_a_phone_and_only_from_who_may_enrol(world):
    office = world.client("office")
    page = office.post("/field/phones/new/", {"user": str(world.users["worker"].pk), "label": "black phone"})
    assert page.status_code == 200 and "#pair=" in page.content.decode()
    refused = office.post("/field/phones/new/", {"user": str(world.users["command"].pk), "label": "x"})
    assert refused.status_code == 422, "out of the office's reach"
    assert world.client("worker").post("/field/phones/new/", {}).status_code == 403
    assert Pairing.objects.count() == 1


def test_nobody_gets_a_code_for_somebody_who_reaches_further(world, watcher):
    """The code opens a phone as that person: an officer of one street would have the work of another."""
    worker = world.users["worker"]
    with watcher.resting():
        further = Grant.objects.create(user=worker, role="worker", area_path=world.areas["南山镇"].path)
    form = {"user": str(worker.pk), "label": "black phone"}
    assert world.client("office").post("/field/phones/new/", form).status_code == 422
    with watcher.resting():
        Grant.objects.filter(pk=further.pk).update(ends_at=now())
    assert world.client("office").post("/field/phones/new/", form).status_code == 200


def test_a_phone_is_still_ended_by_who_enrolled_it_when_its_person_has_left(world, enrol, watcher):
    phone = enrol("worker")
    with watcher.resting():
        Grant.objects.filter(user=world.users["worker"]).update(ends_at=now())
    device = Device.objects.get()
    assert world.client("office").post(f"/field/phones/{device.pk}/revoke/").status_code == 302
    device.refresh_from_db()
    assert device.revoked_at and phone.receive().status_code != 200


def test_a_code_is_made_by_somebody_who_is_there(world, settings):
    settings.LIANFANG_SECOND_FACTOR = True
    for page in ("/field/phones/new/", "/field/phones/shared/new/"):
        assert world.client("office").get(page).status_code == 302, "their second factor is asked for first"
    assert ENROL.guarded


def test_the_crew_carries_its_posts_and_the_sheets(enrol, post):
    phone = enrol("crew")
    assert phone.receive().status_code == 200
    carried = phone.items[f"posts/{post.pk}"]
    assert carried["title"]["zh"] == "滨河路卡口" and carried["numbers"]["fever_at"] == 37.3
    assert {"sheets/checkpoints.stop", "parts/posts"} <= set(phone.items)


def test_the_next_answer_is_the_difference(enrol, post, world, watcher):
    phone = enrol("crew")
    first = phone.receive().json()
    again = phone.receive().json()
    assert first["whole"] and not again["whole"]
    assert (lasting(again), again["gone"]) == ({}, [])

    with watcher.resting():
        other = make_post(world)
        type(post).objects.filter(pk=post.pk).update(closed_at=now())
    change = phone.receive().json()
    assert sorted(lasting(change)) == [f"posts/{other.pk}", f"shifts/{other.pk}"]
    assert sorted(change["gone"]) == [f"posts/{post.pk}", f"shifts/{post.pk}"]


def lasting(answer):
    """What an answer puts, without the counts of the day, which come with each."""
    return {key: value for key, value in answer["put"].items() if not key.startswith("counts/")}


def test_several_phones_at_a_post_add_to_one_count_that_is_no_part_of_their_state(enrol, post):
    one, other = enrol("crew"), enrol("crew")
    for phone in (one, other):
        phone.receive()
    before = one.holds
    one.hand_in(press(post, people=3), press(post, people=2))
    other.hand_in(press(post, people=4))
    for phone in (one, other):
        phone.receive()
        counted = phone.items[f"counts/{post.pk}"]
        assert (counted["vehicles_in"], counted["people_in"], counted["shift"]["people_in"]) == (3, 9, 9)
    assert one.holds == before, "a press makes no new state of every phone"


def test_an_answer_that_was_lost_is_made_up_for(enrol, post, world, watcher):
    phone = enrol("crew")
    phone.receive()
    with watcher.resting():
        make_post(world)
    held, items = phone.holds, dict(phone.items)
    phone.receive()
    complete = dict(phone.items)
    phone.holds, phone.items = held, items  # the answer never arrived
    assert not phone.receive().json()["whole"]
    assert phone.items == complete
    phone.holds, phone.items = "never heard of", {}
    assert phone.receive().json()["whole"]
    assert phone.items == complete


def test_a_grant_that_ended_takes_its_work_from_the_phone(enrol, post, world, watcher):
    phone = enrol("crew")
    phone.receive()
    with watcher.resting():
        Grant.objects.filter(user=world.users["crew"]).update(ends_at=now())
    phone.receive()
    assert not [key for key in phone.items if key.startswith("posts/")]


def test_whose_data_a_phone_receives_is_logged(enrol, world, watcher):
    with watcher.resting():
        measure = make_observed(world)
    phone = enrol("worker")
    phone.receive()
    assert f"observed/{measure.pk}" in phone.items
    assert Read.objects.filter(how="phone", person_id=measure.person_id).count() == 1
    assert measure.person.name not in str(phone.items)


def test_what_is_handed_in_twice_counts_once(enrol, post):
    phone = enrol("crew")
    record = press(post)
    said = [phone.hand_in(record, packed=packed).json() for packed in (False, True)]
    assert [answer["answers"][0]["state"] for answer in said] == ["accepted", "accepted"]
    tally = Tally.kept.get()
    assert (tally.recorded_offline, tally.device) == (True, f"device:{Device.objects.get().pk.hex}")


def test_another_content_under_the_same_id_is_kept_and_shown(enrol, post, world):
    phone = enrol("crew")
    record = press(post)
    phone.hand_in(record)
    said = phone.hand_in({**record, "values": {**record["values"], "people": 4}}).json()["answers"][0]
    assert (said["state"], said["code"]) == ("rejected", "acts.id_taken")
    assert Tally.kept.get().people == 3
    assert (
        "another record already has this id"
        in world.client("office").get("/field/phones/tray/").content.decode().lower()
    )


def test_a_rejected_record_is_mended_under_its_id(enrol, post, world):
    phone = enrol("crew")
    record = press(post, people=500)
    said = phone.hand_in(record).json()["answers"][0]
    assert said["errors"][0]["field"] == "people"
    assert Tray.objects.get().content.count("500") == 1

    phone.hand_in({**record, "values": {**record["values"], "people": 5}})
    assert Tally.kept.get().people == 5
    assert Tray.objects.get().settled_at is not None


def test_the_time_is_corrected_by_the_measured_offset(enrol, post):
    phone = enrol("crew")
    wrong = now() + timedelta(hours=5)
    phone.hand_in(press(post, at=wrong, offset_seconds=5 * 3600))
    tally = Tally.kept.get()
    assert abs(tally.happened_at - now()) < timedelta(seconds=30)
    assert tally.raw_happened_at == wrong
    assert Device.objects.get().clock_ahead == 5 * 3600


def test_what_was_allowed_then_is_taken_now(enrol, post, world, watcher):
    phone = enrol("crew")
    earlier = now() - timedelta(hours=2)
    with watcher.resting():
        Grant.objects.filter(user=world.users["crew"]).update(starts_at=now() - timedelta(days=1), ends_at=now())
    said = phone.hand_in(press(post, at=earlier), press(post, at=now() + timedelta(minutes=1))).json()["answers"]
    assert [answer["state"] for answer in said] == ["accepted", "rejected"]


def test_a_revoked_phone_hands_in_once_and_is_wiped(enrol, post, world, watcher):
    phone = enrol("crew")
    phone.receive()
    device = Device.objects.get()
    world.client("office").post(f"/field/phones/{device.pk}/revoke/")

    assert phone.receive().status_code == 410
    last = phone.hand_in(press(post)).json()
    assert (last["answers"][0]["state"], last["wipe"]) == ("flagged", True)
    assert Tally.kept.get().would_have_been_refused.code == "sync.after_revoking"
    assert phone.hand_in(press(post)).status_code == 403
    assert Tally.kept.count() == 1


def test_a_revoked_phone_hands_in_all_it_holds_however_many_batches_it_is(enrol, post, world):
    phone = enrol("crew")
    world.client("office").post(f"/field/phones/{Device.objects.get().pk}/revoke/")
    said = [phone.hand_in(press(post), left=left).json() for left in (2, 1, 0)]
    assert [answer["wipe"] for answer in said] == [False, False, True]
    assert {answer["answers"][0]["in_both"]["en"] for answer in said} == {said[0]["answers"][0]["says"]}
    assert said[0]["answers"][0]["in_both"]["zh"] != said[0]["answers"][0]["says"]
    assert phone.hand_in(press(post)).status_code == 403
    assert Tally.kept.count() == 3


def test_a_phones_token_opens_no_other_door(enrol, client):
    phone = enrol("crew")
    for path in ("posts", "checks", "sheets", "observed"):
        assert client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {phone.token}"}).status_code in (
            401,
            404,
        )
    delivers = {"Authorization": f"Bearer {phone.delivery}"}
    assert client.get("/api/v1/sync/slice", headers=delivers).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"\x1f\x8b broken", b'{"records": [{"id": "x"}]}'])
def test_what_cannot_be_read_says_so(enrol, client, body):
    phone = enrol("crew")
    headers = {"Authorization": f"Bearer {phone.token}"}
    packed = {"Content-Encoding": "gzip"} if body.startswith(b"\x1f") else {}
    answer = client.post("/api/v1/sync/records", body, "application/json", headers=headers | packed)
    assert answer.status_code == 422
    assert "cannot be read" in answer.json()["errors"][0]["says"]


def test_an_unknown_kind_is_kept_not_lost(enrol, post):
    phone = enrol("crew")
    said = phone.hand_in({**press(post), "kind": "future.kind"}).json()["answers"][0]
    assert (said["state"], said["code"]) == ("rejected", "acts.no_such_kind")
    assert Tray.objects.get().kind == "future.kind"


def test_the_application_can_ask_for_the_camera_and_for_nothing_else(client, db):
    said = client.get("/field/")["Permissions-Policy"]
    assert "camera=(self)" in said and all(f"{each}=()" in said for each in ("geolocation", "microphone"))
    source = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.js"))
    for asking in ("geolocation", "navigator.contacts", "MediaRecorder", "ImageCapture", "toDataURL", "capture="):
        assert asking not in source
