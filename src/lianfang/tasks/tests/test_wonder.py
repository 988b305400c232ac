"""A department has something asked; whoever visits asks it once, and the answer comes back."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.tasks.access import ASK, SEE_PEOPLE, SEE_TASKS
from lianfang.tasks.models import Task
from lianfang.tasks.rules import Channel, Reached, State
from lianfang.tasks.services import Knocked, record_visit
from lianfang.tasks.tests.make import make_resident
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(cast, watcher):
    with watcher.resting():
        return make_resident(cast.areas["河东社区"])


@pytest.fixture
def asks(cast, client, resident, watcher):
    """Somebody of a unit asks through the page; returns the answer of the page."""

    def ask(user, *questions, kind="person", hours=4):
        client.force_login(user)
        which = resident.pk if kind == "person" else resident.household_id
        due = f"{now().astimezone() + timedelta(hours=hours):%Y-%m-%dT%H:%M}"
        given = {"questions": questions, "purpose": "control", "due_at": due}
        return client.post(reverse("tasks:wonder", args=[kind, which]), given)

    return ask


@pytest.fixture
def street(cast, watcher):
    with watcher.resting():
        return make_user("wonders", ASK, SEE_TASKS, SEE_PEOPLE, unit_path=cast.street.path)


@pytest.fixture
def command(cast, watcher):
    with watcher.resting():
        return make_user("wonders2", ASK, SEE_TASKS, SEE_PEOPLE, area=cast.areas["和安区"])


def answers(cast, resident, **told):
    knocked = Knocked(Channel.PHONE, Reached.REACHED, told)
    door = ("household", resident.household_id)
    return record_visit(actor=cast.actor(cast.receives), stamp=Stamp(), door=door, knocked=knocked)


def test_two_who_ask_are_answered_by_one_visit(cast, resident, asks, command, client):
    assert asks(command, "tasks.phone").status_code == 302
    assert asks(command, "tasks.phone", "tasks.people_at_home", hours=6).status_code == 302
    assert {task.unit for task in Task.objects.all()} == {cast.receiver}
    answers(cast, resident, **{f"tasks.phone:{resident.pk}": "13800001111", "tasks.people_at_home:household": "2"})
    assert {task.state for task in Task.objects.all()} == {State.DONE}
    page = client.get(reverse("tasks:task", args=[Task.objects.first().pk])).content.decode()
    assert "13800001111" in page


def test_what_is_on_record_is_answered_at_once(cast, resident, asks, command):
    asks(command, "tasks.phone")
    answers(cast, resident, **{f"tasks.phone:{resident.pk}": "13800001111"})
    asks(command, "tasks.phone", hours=8)
    assert {task.outcome for task in Task.objects.all()} == {"reached", "from_record"}


@pytest.mark.parametrize(
    "questions, kind, hours, says",
    [
        ([], "person", 4, "id_questions_error"),
        (["tasks.not_met"], "person", 4, "id_questions_error"),
        (["tasks.phone"], "household", 4, "id_questions_error"),
        (["tasks.phone"], "person", -1, "This time has passed"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field(asks, command, questions, kind, hours, says):
    page = asks(command, *questions, kind=kind, hours=hours)
    assert page.status_code == 422 and says in page.content.decode()
    assert not Task.objects.exists()


def test_nobody_asks_elsewhere(cast, asks):
    assert asks(cast.stranger, "tasks.phone").status_code == 404


def test_another_program_asks_once(cast, resident, command, client, watcher):
    with watcher.resting():
        _token, words = make_token(actor=Actor.of(command), name="test", expires_at=now() + timedelta(days=1))
    sends = partial(
        client.post, "/api/v1/tasks", content_type="application/json", headers={"authorization": f"Bearer {words}"}
    )
    wants = {"kind": "person", "which": str(resident.pk), "questions": ["tasks.phone"]}
    wants["due_at"] = (now() + timedelta(hours=4)).isoformat()
    asked = [sends(wants) for _time in range(2)]
    assert [each.status_code for each in asked] == [201, 201]
    assert asked[0].json()["id"] == asked[1].json()["id"] == str(Task.objects.get().pk)
    refused = sends({**wants, "questions": ["x"]})
    assert refused.status_code == 422 and "questions" in refused.content.decode()
