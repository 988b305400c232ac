"""A person passes from one unit to another."""

import pytest

from lianfang.kernel.errors import Conflict, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.tasks import selectors
from lianfang.tasks.rules import Handing, State
from lianfang.tasks.services import accept_hand_over, mark_not_arrived, mark_seen, return_hand_over, withdraw
from lianfang.tasks.tests.make import make_hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast, watcher):
    with watcher.resting():
        return make_hand_over(cast)


def test_it_leaves_the_sender_responsible_until_somebody_accepts(cast, sent):
    assert selectors.responsible_for(sent.person) == cast.sender
    accept_hand_over(actor=cast.actor(cast.receives), hand_over=sent)
    assert selectors.responsible_for(sent.person) == cast.receiver


def test_it_is_done_when_the_person_is_seen_and_a_decision_is_asked_for(cast, sent):
    actor = cast.actor(cast.receives)
    accept_hand_over(actor=actor, hand_over=sent)
    seen = mark_seen(actor=actor, hand_over=sent)
    assert seen.state == Handing.SEEN
    assert "tasks.decide" in [task.kind for task in selectors.open_tasks_of(sent.person)]


def test_it_shows_the_phone_of_whoever_accepted(cast, sent):
    taken = accept_hand_over(actor=cast.actor(cast.receives), hand_over=sent)
    assert taken.accepted_phone == "13800005678"


def test_it_comes_back_to_the_sender_with_a_reason(cast, sent):
    back = return_hand_over(actor=cast.actor(cast.receives), hand_over=sent, because=Reason.of("tasks.return_not_ours"))
    task = selectors.open_tasks_of(sent.person).get(kind="tasks.receive")
    assert (back.state, task.state, task.unit) == (Handing.RETURNED, State.RETURNED, cast.sender)


def test_it_is_withdrawn_by_the_sender_only(cast, sent):
    with pytest.raises(NotFound):
        withdraw(actor=cast.actor(cast.receives), hand_over=sent)
    assert withdraw(actor=cast.actor(cast.sends), hand_over=sent).state == Handing.WITHDRAWN


def test_it_cannot_be_withdrawn_once_accepted(cast, sent):
    accept_hand_over(actor=cast.actor(cast.receives), hand_over=sent)
    with pytest.raises(Conflict, match="Somebody was faster"):
        withdraw(actor=cast.actor(cast.sends), hand_over=sent)


def test_it_tells_sender_and_command_who_did_not_arrive(cast, sent):
    from lianfang.messaging.selectors import messages_for

    actor = cast.actor(cast.receives)
    accept_hand_over(actor=actor, hand_over=sent)
    mark_not_arrived(actor=actor, hand_over=sent)
    for user, unit in ((cast.sends, cast.sender), (cast.leads_command, cast.command)):
        assert "tasks.tell_not_arrived" in [each.code for each in messages_for(cast.actor(user), [unit.path])]
    assert selectors.responsible_for(sent.person) == cast.receiver


def test_a_second_one_of_the_same_person_waits_for_the_first(cast, sent, watcher):
    with watcher.resting(), pytest.raises(Conflict, match="already being handed over"):
        make_hand_over(cast, person=sent.person, to_unit=cast.street)


def test_only_somebody_on_duty_accepts(cast, sent, watcher):
    from lianfang.orgs.services import go_off_duty

    with watcher.resting():
        go_off_duty(actor=cast.actor(cast.receives))
    with pytest.raises(Refused, match="on duty"):
        accept_hand_over(actor=cast.actor(cast.receives), hand_over=sent)


def test_it_does_not_exist_for_a_stranger(cast, sent):
    with pytest.raises(NotFound):
        accept_hand_over(actor=cast.actor(cast.stranger), hand_over=sent)


def test_who_was_accepted_outside_may_be_handed_over_again(cast, watcher):
    with watcher.resting():
        gone = make_hand_over(cast, to_unit="青石县指挥部", area_path="")
    accept_hand_over(actor=cast.actor(cast.sends), hand_over=gone, contact="李主任")
    assert selectors.responsible_for(gone.person) is None
    with watcher.resting():
        back = make_hand_over(cast, person=gone.person)
    assert back.state == Handing.SENT
