"""The pages of the inbox, tasks, knocks and hand-overs, as each side sees them."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.kernel.clock import now
from lianfang.kernel.identifiers import mask_name
from lianfang.kernel.ids import new_id
from lianfang.orgs.tests.make import make_worker
from lianfang.privacy.models import AuditEntry, Read
from lianfang.tasks import selectors
from lianfang.tasks.access import DO_TASKS, SEE_TASKS
from lianfang.tasks.models import HandOver, Reassignment, Task
from lianfang.tasks.rules import Handing, State
from lianfang.tasks.tests.make import CENSUS, make_hand_over, make_helper, make_resident, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def opens(client):
    def go(user, name, *args, **post):
        client.force_login(user)
        url = reverse(name, args=args)
        return client.post(url, post) if post else client.get(url)

    return go


@pytest.fixture
def sent(cast, watcher):
    with watcher.resting():
        return make_hand_over(cast)


def test_the_inbox_shows_what_waits_for_acceptance(cast, sent, opens):
    page = opens(cast.receives, "tasks:inbox").content.decode()
    assert "1 hand-over waits for your answer" in page
    assert mask_name("张远行") in page and "张远行" not in page


def test_nobody_is_asked_for_an_answer_that_is_not_theirs_to_give(cast, sent, opens, watcher):
    with watcher.resting():
        helper = make_worker("helps", cast.receiver, SEE_TASKS, DO_TASKS)
    assert "for your answer" not in opens(helper, "tasks:inbox").content.decode()


def test_the_inbox_shows_one_knock_for_two_tasks_of_a_door(cast, opens, watcher):
    with watcher.resting():
        person = make_resident(cast.areas["3号楼"])
        make_task(cast, person=person)
        make_task(cast, person=person, kind=CENSUS.code)
    page = opens(cast.receives, "tasks:inbox").content.decode()
    assert "1 knock" in page and page.count("Knock or call") == 1


def test_the_inbox_shows_late_ones_in_red(cast, opens, watcher):
    with watcher.resting():
        make_task(cast, due_at=now() - timedelta(minutes=40))
    page = opens(cast.receives, "tasks:inbox").content.decode()
    assert "40 min late" in page and "tone-late" in page


def test_the_inbox_of_a_stranger_is_empty(cast, sent, opens):
    assert "Nothing waits" in opens(cast.stranger, "tasks:inbox").content.decode()


def test_a_volunteer_is_not_told_why_or_who(cast, opens, watcher):
    with watcher.resting():
        task = make_task(cast)
        helper = make_helper(cast.receiver)
    page = opens(helper, "tasks:task", task.pk).content.decode()
    assert "Why it was asked is known to those who lead the work." in page
    assert "王小明" not in page and "Asked by the responsible unit." not in page


def test_opening_a_task_is_logged_for_the_person(cast, opens, watcher):
    with watcher.resting():
        task = make_task(cast)
    opens(cast.receives, "tasks:task", task.pk)
    assert Read.objects.filter(person_id=task.person_id, how="detail", where="tasks.task").count() == 1


@pytest.mark.parametrize("name", ["tasks:task", "tasks:hand_over"])
def test_what_is_not_theirs_is_not_found(cast, sent, opens, name):
    which = sent.pk if name == "tasks:hand_over" else sent.task_id
    assert opens(cast.stranger, name, which).status_code == 404


def test_the_receiver_accepts_sees_and_decides(cast, sent, opens):
    assert "Accept" in opens(cast.receives, "tasks:hand_over", sent.pk).content.decode()
    opens(cast.receives, "tasks:change_hand_over", sent.pk, "accept", go="1")
    assert "Seen at the door" in opens(cast.receives, "tasks:hand_over", sent.pk).content.decode()
    opens(cast.receives, "tasks:change_hand_over", sent.pk, "seen", go="1")
    task = selectors.open_tasks_of(sent.person).get(kind="tasks.decide")
    opens(cast.receives, "tasks:change", task.pk, "let-go", go="1")
    assert selectors.responsible_for(sent.person) is None


def test_going_on_duty_and_accepting_is_one_step(cast, sent, opens, watcher):
    from lianfang.orgs.services import go_off_duty

    with watcher.resting():
        go_off_duty(actor=cast.actor(cast.receives))
    opens(cast.receives, "tasks:change_hand_over", sent.pk, "accept", phone="13700001111")
    sent.refresh_from_db()
    assert (sent.state, sent.accepted_phone) == (Handing.ACCEPTED, "13700001111")


def test_the_receiver_returns_it_with_a_reason(cast, sent, opens):
    opens(cast.receives, "tasks:change_hand_over", sent.pk, "return", because="tasks.return_no_room", note="满了")
    assert "There is no room" in opens(cast.sends, "tasks:hand_over", sent.pk).content.decode()
    assert "Came back: decide again" in opens(cast.sends, "tasks:inbox").content.decode()


def test_not_arrived_is_told_on_the_card(cast, sent, opens):
    opens(cast.receives, "tasks:change_hand_over", sent.pk, "accept", go="1")
    opens(cast.receives, "tasks:change_hand_over", sent.pk, "not-arrived", go="1")
    assert "not arrived" in opens(cast.sends, "tasks:hand_over", sent.pk).content.decode()


def test_the_knock_form_answers_everything_at_the_door(cast, opens, watcher):
    with watcher.resting():
        person = make_resident(cast.areas["3号楼"])
        task = make_task(cast, person=person, questions=["tasks.phone", "tasks.people_at_home"])
    page = opens(cast.receives, "tasks:knock", "household", person.household_id)
    assert "How many people live here now?" in page.content.decode()
    given = {
        "stamp": page.context["form"]["stamp"].value(),
        "channel": "phone",
        "outcome": "reached",
        f"tasks.phone:{person.pk}": "13800001111",
    }
    refused = opens(cast.receives, "tasks:knock", "household", person.household_id, **given)
    assert refused.status_code == 422 and "Fill this in." in refused.content.decode()
    done = opens(
        cast.receives,
        "tasks:knock",
        "household",
        person.household_id,
        **given,
        **{"tasks.people_at_home:household": "2"},
    )
    assert done.status_code == 302
    task.refresh_from_db()
    assert task.state == State.DONE


def test_a_task_is_taken_and_returned(cast, opens, watcher):
    with watcher.resting():
        task = make_task(cast)
    opens(cast.receives, "tasks:change", task.pk, "accept", go="1")
    opens(cast.receives, "tasks:change", task.pk, "return", because="tasks.return_not_ours")
    task.refresh_from_db()
    assert (task.state, task.unit) == (State.RETURNED, cast.street)


def test_ticked_tasks_are_given_to_another_unit_and_taken_back(cast, opens, watcher):
    with watcher.resting():
        tasks = [make_task(cast) for _ in range(2)]
    ids = [str(task.pk) for task in tasks]
    preview = opens(cast.leads_street, "tasks:list", bulk="reassign", ids=ids)
    assert "2 tasks would go to somebody else." in preview.content.decode()
    done = opens(cast.leads_street, "tasks:reassign", ids=ids, go="1", unit=str(cast.sender.pk))
    assert set(Task.objects.values_list("unit", flat=True)) == {cast.sender.pk}
    batch = Reassignment.objects.get()
    assert done["Location"] == reverse("tasks:reassigned", args=[batch.pk])
    opens(cast.leads_street, "tasks:reassigned", batch.pk, go="1")
    assert set(Task.objects.values_list("unit", flat=True)) == {cast.receiver.pk}


def test_nothing_is_taken_back_once_somebody_works_on_it(cast, opens, watcher):
    with watcher.resting():
        task = make_task(cast)
    opens(cast.leads_street, "tasks:reassign", ids=[str(task.pk)], go="1", unit=str(cast.sender.pk))
    opens(cast.sends, "tasks:change", task.pk, "accept", go="1")
    assert opens(cast.leads_street, "tasks:reassigned", Reassignment.objects.get().pk, go="1").status_code == 409


def test_the_street_sees_what_is_late_and_who_is_missing(cast, opens, watcher):
    with watcher.resting():
        make_task(cast, due_at=now() - timedelta(minutes=1))
    page = opens(cast.leads_street, "tasks:overdue").content.decode()
    assert "look in" in page and "late" in page


@pytest.mark.parametrize("view", ["", "?view=late", "?view=mine", "?view=unit", "?state=open&kind=tasks.test_look_in"])
def test_the_lists_open_with_their_views(cast, sent, client, view):
    client.force_login(cast.receives)
    assert client.get(reverse("tasks:list") + view).status_code == 200
    assert client.get(reverse("tasks:hand_overs") + view).status_code == 200


def test_across_the_border_by_letter_and_file(cast, opens, watcher):
    with watcher.resting():
        sent = make_hand_over(cast, to_unit="青石县指挥部", area_path="")
    letter = opens(cast.sends, "tasks:letter", sent.pk).content.decode()
    assert "张远行" in letter and "青石县指挥部" in letter
    record = json.loads(opens(cast.sends, "tasks:file", sent.pk, "json").content)
    assert (record["name"], record["to"]) == ("张远行", "青石县指挥部")
    assert "张远行" in opens(cast.sends, "tasks:file", sent.pk, "csv").content.decode("utf-8-sig")
    assert Read.objects.filter(person_id=sent.person_id, how="export").count() == 2
    assert opens(cast.stranger, "tasks:letter", sent.pk).status_code == 404
    opens(cast.sends, "tasks:change_hand_over", sent.pk, "accept", contact="李主任 10:20")
    assert selectors.responsible_for(sent.person) is None


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_file_from_outside_becomes_an_incoming_hand_over(cast, client, watcher, form, rf):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from lianfang.tasks import outside

    with watcher.resting():
        person = make_resident(cast.areas["河西社区"], "赵归")
        sent = make_hand_over(cast, person=person, to_unit="青石县指挥部", area_path="")
        written = getattr(outside, f"as_{form}")(sent).replace("赵归", "孙来").replace(str(sent.pk), str(new_id()))
    client.force_login(cast.receives)
    for _ in range(2):
        file = SimpleUploadedFile(f"x.{form}", written.encode())
        answer = client.post(reverse("tasks:take_in"), {"unit": str(cast.receiver.pk), "file": file})
        assert answer.status_code == 302
    taken = HandOver.objects.get(to_unit=cast.receiver)
    assert (taken.person.name, taken.from_outside, taken.state) == ("孙来", "河西社区居委会", Handing.SENT)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"name\nx", b'{"format": "lianfang-hand-over-1"}'])
def test_a_file_that_is_none_is_refused_with_a_sentence(cast, client, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(cast.receives)
    file = SimpleUploadedFile("x.json", content or b" ")
    answer = client.post(reverse("tasks:take_in"), {"unit": str(cast.receiver.pk), "file": file})
    assert answer.status_code == 422 and "error-summary" in answer.content.decode()


@pytest.mark.parametrize("name", ["tasks:inbox", "tasks:list", "tasks:hand_overs", "tasks:overdue"])
def test_a_page_asks_as_often_for_many_rows_as_for_few(cast, client, watcher, name):
    def more(number):
        with watcher.resting():
            for _ in range(number):
                make_task(cast, person=make_resident(cast.areas["3号楼"]), due_at=now() - timedelta(minutes=5))
                make_hand_over(cast, person=make_resident(cast.areas["河西社区"]))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        return len(queries)

    client.force_login(cast.leads_street if name == "tasks:overdue" else cast.receives)
    more(2)
    asked()
    few = asked()
    more(6)
    assert asked() <= few + 2


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["tasks:list", "tasks:hand_overs"])
def test_a_list_is_taken_away_as_it_stands_and_logged(cast, sent, opens, client, name, form):
    client.force_login(cast.receives)
    taken = client.get(reverse(name), {"export": form})
    content = b"".join(taken.streaming_content)
    assert len(content) > 100 and "王小明".encode() not in content
    assert AuditEntry.objects.filter(verb="list.exported", detail__format=form).count() == 1
    assert Read.objects.filter(person_id=sent.person_id, how="export").exists()
