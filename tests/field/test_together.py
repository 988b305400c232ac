"""What a phone hands in at once is taken with few statements, and each record is answered as if it had come alone."""

import pytest

from lianfang.accounts.models import Grant
from lianfang.checkpoints.models import Tally
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.privacy.integrity import findings
from lianfang.sync.models import Tray
from lianfang.tasks.models import Answer, Task, Visit
from tests.field.conftest import make_asked_door, press

pytestmark = pytest.mark.django_db
PEOPLE = "tasks.people_at_home:household"


def knock(home, outcome="reached", people="3"):
    """A knock at a door as a phone records it."""
    values = {"channel": "door", "outcome": outcome, "note": "", "answers": {PEOPLE: people}}
    at = now().isoformat()
    return {"id": str(new_id()), "kind": "tasks.visit", "about": str(home.pk), "at": at, "values": values}


@pytest.fixture
def homes(world, watcher):
    with watcher.resting():
        return [make_asked_door(world, door=f"5-1-30{number}") for number in range(1, 5)]


def states(answer):
    return [each["state"] for each in answer.json()["answers"]]


def test_a_day_of_knocks_is_taken_at_once(enrol, homes, django_assert_max_num_queries, settings, tmp_path):
    settings.LIANFANG_ANCHORS = tmp_path / "anchors.jsonl"
    phone = enrol("worker")
    records = [knock(home) for home in homes[:3]] + [knock(homes[3], "not_at_home")]
    with django_assert_max_num_queries(45):
        assert states(phone.hand_in(*records)) == ["accepted"] * 4
    assert Visit.objects.count() == 4
    assert sorted(Answer.objects.values_list("household", flat=True)) == sorted(home.pk for home in homes[:3])
    assert list(Task.objects.filter(household__in=homes).order_by("household").values_list("state", flat=True)) == [
        "done",
        "done",
        "done",
        "open",
    ]
    assert not list(findings())


def test_what_came_before_is_known_and_counts_once(enrol, homes):
    phone = enrol("worker")
    records = [knock(home) for home in homes]
    for handed in (records[:2], records, records):
        assert set(states(phone.hand_in(*handed))) == {"accepted"}
    assert (Visit.objects.count(), Answer.objects.count()) == (4, 4)


def test_one_that_is_wrong_takes_no_other_with_it(enrol, homes, world):
    phone = enrol("worker")
    wrong, unreadable, nowhere = knock(homes[1], people="999"), knock(homes[2]), knock(homes[2])
    unreadable["values"]["channel"] = "by pigeon"
    nowhere["about"] = str(new_id())
    answer = phone.hand_in(knock(homes[0]), wrong, unreadable, nowhere, knock(homes[3]))
    assert states(answer) == ["accepted", "rejected", "rejected", "rejected", "accepted"]
    said = answer.json()["answers"]
    assert [each["errors"][0]["field"] for each in said[1:3]] == [PEOPLE, "channel"]
    assert said[3]["code"] == "kernel.not_found"
    assert Tray.objects.filter(settled_at=None).count() == 3

    wrong["values"]["answers"][PEOPLE] = "4"
    assert states(phone.hand_in(wrong, knock(homes[2]))) == ["accepted", "accepted"]
    assert Tray.objects.filter(settled_at=None).count() == 2, "what was mended is put away"


def test_two_knocks_at_one_door_stand_in_their_order(enrol, homes):
    phone = enrol("worker")
    records = [knock(homes[0], "not_at_home"), knock(homes[1]), knock(homes[0])]
    assert states(phone.hand_in(*records)) == ["accepted"] * 3
    assert Visit.objects.filter(household=homes[0]).count() == 2
    again = phone.hand_in(knock(homes[0]), knock(homes[2]))
    assert states(again) == ["rejected", "accepted"], "nothing waits there any more"


def test_each_is_judged_by_what_was_allowed_when_it_happened(enrol, post, world, watcher):
    phone = enrol("crew")
    early, late = press(post), press(post)
    early["at"] = now().isoformat()
    with watcher.resting():
        Grant.objects.filter(user=world.users["crew"]).update(ends_at=now())
    late["at"] = now().isoformat()
    assert states(phone.hand_in(early, press(post, at=early["at"]), late)) == ["accepted", "accepted", "rejected"]
    assert Tally.objects.count() == 2


def test_other_content_under_an_id_is_no_repeat(enrol, post):
    phone = enrol("crew")
    records = [press(post) for _press in range(3)]
    phone.hand_in(*records)
    records[1]["values"]["people"] += 1
    assert states(phone.hand_in(*records)) == ["accepted", "rejected", "accepted"]
    assert Tally.objects.count() == 3


def test_a_contact_of_a_post_asks_for_its_posts_once(enrol, post, django_assert_max_num_queries):
    phone = enrol("crew")
    phone.receive()
    with django_assert_max_num_queries(30) as asked:
        assert phone.receive().status_code == 200
    of_posts = [each["sql"] for each in asked.captured_queries if each["sql"].startswith('SELECT "checkpoints_post"')]
    assert len(of_posts) == 1
