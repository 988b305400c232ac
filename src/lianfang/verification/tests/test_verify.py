"""Rows are confirmed, taken, passed on and answered; every list that asks has the same answer on its own row."""

import pytest

from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import Conflict, Invalid, NotFound
from lianfang.people.tests.make import id_number
from lianfang.tasks.models import Task
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.services import Knocked, record_visit
from lianfang.verification import services
from lianfang.verification.models import NameRow, RowCheck
from lianfang.verification.rules import Certainty, Outcome, Split, State
from lianfang.verification.services import Checked
from lianfang.verification.tests.make import make_list, unknown_row, wang_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_lists(office, watcher):
    """王小明 on two lists of two senders."""
    with watcher.resting():
        first = make_list(office, wang_row(office))
        second = make_list(office, wang_row(office, 9), outside="公安分局")
    return first.lines.get(), second.lines.get()


def checked(found=Outcome.DONE, **more):
    return Checked(more.pop("channel", Channel.PHONE), found, **more)


def fresh(*rows):
    for row in rows:
        row.refresh_from_db()
    return rows


def knock(office, outcome=Reached.REACHED, **answers):
    who = office.wang.pk
    given = {f"verification.{code}:{who}": value for code, value in answers.items()}
    return record_visit(
        actor=office.actor("worker"),
        stamp=Stamp(),
        door=("household", office.home.pk),
        knocked=Knocked(Channel.DOOR, outcome, given),
    )


# -- answers -----------------------------------------------------------------------------------------------------------


def test_one_knock_answers_every_list(office, two_lists):
    knock(office, result="done", was_there="yes", since="2019-03-01")
    for row in fresh(*two_lists):
        assert (row.state, row.outcome, row.was_there) == (State.ANSWERED, Outcome.DONE, "yes")
        assert (f"{row.lives_since:%F}", row.answered_by) == ("2019-03-01", office.actor("worker").name)


def test_a_call_from_the_desk_answers_every_list_and_the_task(office, two_lists):
    act = services.verify(
        actor=office.actor("worker"), stamp=Stamp(), row=two_lists[0].pk, checked=checked(Outcome.WRONG_DATA)
    )
    assert {row.outcome for row in fresh(*two_lists)} == {Outcome.WRONG_DATA}
    task = Task.objects.get(kind="verification.verify")
    assert (task.state, task.answered_by_id) == ("done", act.pk)


def test_the_same_record_twice_is_one(office, two_lists):
    stamp = Stamp()
    for _ in range(2):
        services.verify(actor=office.actor("worker"), stamp=stamp, row=two_lists[0].pk, checked=checked())
    assert RowCheck.kept.count() == 1


def test_after_three_tries_the_senders_learn_that_nobody_was_found(office, two_lists):
    knock(office, Reached.NOT_AT_HOME)
    services.verify(actor=office.actor("worker"), stamp=Stamp(), row=two_lists[1].pk, checked=checked("not_reached"))
    assert {(row.state, row.tries) for row in fresh(*two_lists)} == {(State.OPEN, 2)}
    knock(office, Reached.REFUSED)
    assert {row.outcome for row in fresh(*two_lists)} == {Outcome.NOT_FOUND}
    assert Task.objects.get(kind="verification.verify").state == "done"


def test_whoever_moved_away_is_not_resident_here(office, two_lists):
    knock(office, Reached.MOVED)
    assert {row.outcome for row in fresh(*two_lists)} == {Outcome.NOT_RESIDENT}


def test_an_answered_row_is_not_answered_again_but_may_be_taken_back(office, two_lists):
    row = two_lists[0]
    services.verify(actor=office.actor("worker"), stamp=Stamp(), row=row.pk, checked=checked(Outcome.ALREADY_KNOWN))
    with pytest.raises(Conflict, match="answered already"):
        services.verify(actor=office.actor("worker"), stamp=Stamp(), row=row.pk, checked=checked())
    back = services.take_back(actor=office.actor("worker"), row=row.pk)
    assert (back.state, back.task.state, fresh(two_lists[1])[0].outcome) == ("open", "open", Outcome.ALREADY_KNOWN)


def test_an_answer_that_was_sent_is_not_taken_back(office, two_lists, watcher):
    services.verify(actor=office.actor("worker"), stamp=Stamp(), row=two_lists[0].pk, checked=checked())
    with watcher.resting():
        NameRow.objects.update(sent_at=two_lists[0].due_at)
    with pytest.raises(Conflict, match="sent back already"):
        services.take_back(actor=office.actor("worker"), row=two_lists[0].pk)


def test_a_row_is_not_found_for_a_stranger(office, two_lists):
    with pytest.raises(NotFound):
        services.verify(actor=office.actor("stranger"), stamp=Stamp(), row=two_lists[0].pk, checked=checked())


# -- who is meant ------------------------------------------------------------------------------------------------------


@pytest.fixture
def likely(office, watcher):
    with watcher.resting():
        return make_list(office, ("1", "王晓明", "", "13812340001", "河东社区3号楼2-601", "")).lines.get()


def test_a_confirmed_row_is_asked_at_the_door(office, likely):
    row = services.confirm(actor=office.actor("secretary"), row=likely.pk, person=office.wang.pk)
    assert (row.certainty, row.state, row.person, row.task.household) == (
        Certainty.CONFIRMED,
        State.OPEN,
        office.wang,
        office.home,
    )
    assert Task.objects.get(kind="verification.settle").state == "done"


def test_nobody_on_record_is_asked_by_the_address(office, likely):
    row = services.confirm(actor=office.actor("secretary"), row=likely.pk, person=None)
    assert (row.certainty, row.person, row.split, row.task.person) == (Certainty.NONE, None, Split.ADDRESS, None)


def test_only_somebody_who_was_offered_is_meant(office, likely):
    with pytest.raises(Invalid):
        services.confirm(actor=office.actor("secretary"), row=likely.pk, person=office.cast.areas["河东社区"].pk)


def test_a_row_is_confirmed_once_and_not_answered_before(office, likely):
    with pytest.raises(Conflict, match="whom this row means"):
        services.verify(actor=office.actor("worker"), stamp=Stamp(), row=likely.pk, checked=checked())
    services.confirm(actor=office.actor("secretary"), row=likely.pk, person=office.wang.pk)
    with pytest.raises(Conflict, match="settled already"):
        services.confirm(actor=office.actor("secretary"), row=likely.pk, person=None)


def test_a_worker_without_the_right_does_not_confirm(office, likely):
    with pytest.raises(NotFound):
        services.confirm(actor=office.actor("worker"), row=likely.pk, person=office.wang.pk)


# -- whose it is -------------------------------------------------------------------------------------------------------


@pytest.fixture
def nobodys(office, watcher):
    with watcher.resting():
        return make_list(office, unknown_row(1, "周无踪", called=""))


def test_what_is_nobodys_is_taken_by_somebody_who_knows_the_place(office, nobodys):
    row = services.take(actor=office.actor("stranger"), row=nobodys.lines.get().pk)
    assert (row.unit, row.split, row.task.state) == (office.cast.units["水峪村村委会"], Split.HAND, "open")
    assert Task.objects.get(kind="verification.settle").state == "done"
    with pytest.raises(NotFound):
        services.take(actor=office.actor("secretary"), row=row.pk)


def test_a_row_goes_on_with_every_row_about_the_person(office, two_lists):
    unit = office.cast.units["河西社区居委会"]
    services.pass_on(actor=office.actor("secretary"), row=two_lists[0].pk, unit=unit)
    assert {(row.unit, row.owner, row.passings.count()) for row in fresh(*two_lists)} == {(unit, unit, 1)}


def test_what_belongs_outside_is_answered_so(office, nobodys):
    row = nobodys.lines.get()
    with pytest.raises(Invalid):
        services.pass_outside(actor=office.actor("desk"), row=row.pk, to=" ")
    services.pass_outside(actor=office.actor("desk"), row=row.pk, to="沈阳市铁西区指挥部")
    assert (fresh(row)[0].outcome, row.passed_to) == (Outcome.PASSED_ON, "沈阳市铁西区指挥部")
    assert Task.objects.get(kind="verification.settle").state == "done"


def test_a_row_of_nobody_goes_along_when_another_list_knows_where(office, watcher):
    number = id_number()
    with watcher.resting():
        row = make_list(office, ("1", "周无踪", number, "", "", "")).lines.get()
    assert row.is_unowned
    make_list(office, ("1", "周无踪", number, "", "云溪街道河西社区", ""), outside="公安分局")
    (row,) = fresh(row)
    assert (row.owner, row.task.state) == (office.cast.units["河西社区居委会"], "open")
    assert NameRow.objects.filter(task=row.task).count() == 2
