"""What a round asks answers whoever asks that household the same."""

from datetime import timedelta

import pytest

from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.kernel.wording import Reason
from lianfang.messaging.models import Message
from lianfang.screening.rules import Outcome
from lianfang.screening.services import correct_visit, void_visit
from lianfang.screening.services.visiting import Seen
from lianfang.screening.tests.make import SYSTEM, knock, stamp
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.knocks import knock_for
from lianfang.tasks.models import Task, Visit
from lianfang.tasks.presenting import answers_to
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.services import Knocked, Told, ask, record_visit, record_visits
from lianfang.tasks.subjects import ASKED, HOUSEHOLD, Subject

pytestmark = pytest.mark.django_db
HOW_MANY, HELP, PHONE = "tasks.people_at_home", "tasks.needs_help", "tasks.phone"
YES_HELP = {f"{HELP}:household": "yes"}


def wanted(cast, *questions, purpose=Purpose.CONTROL, door="1-1-101"):
    """A task of another unit about a household."""
    home = cast.homes[door]
    return ask(
        actor=SYSTEM,
        response=cast.response,
        kind=ASKED[purpose].code,
        subject=Subject(HOUSEHOLD, home.pk),
        household=home,
        area_path=home.area_path,
        unit=cast.units["河东社区居委会"],
        due_at=now() + timedelta(days=1),
        because=Reason.of("tasks.wanted_by", unit="街道办"),
        questions=questions,
        asked_by_units=[cast.units["云溪街道办事处"]],
    )


def opened(cast, **more):
    return cast.door(cast.open(questions=(HELP,), **more), "1-1-101")


def fresh(task):
    return Task.objects.get(pk=task.pk)


def test_the_round_answers_what_another_unit_asks(cast):
    task, door = wanted(cast, HOW_MANY, HELP), opened(cast)
    visit = knock(cast.actor(), door, people_here=3, answers=YES_HELP)
    done = fresh(task)
    assert (done.state, done.outcome, done.answered_by_id) == ("done", "reached", visit.pk)
    assert [value for _question, value in answers_to(done)] == ["3", "yes"]
    assert Message.objects.filter(code="tasks.tell_answered", unit_path=done.asked_by[0]).count() == 1


def test_what_it_does_not_ask_waits_and_is_asked_alone(cast):
    task, door = wanted(cast, HELP, PHONE), opened(cast)
    knock(cast.actor(), door, answers=YES_HELP)
    assert fresh(task).is_waiting
    asked = knock_for(cast.actor(), "household", door.household_id).to_ask
    assert [slot.question.code for slot in asked] == [PHONE]


def test_nobody_spoken_to_answers_nothing(cast):
    task, door = wanted(cast, HOW_MANY), opened(cast)
    knock(cast.actor(), door, "not_at_home")
    assert fresh(task).is_waiting


def test_an_answer_serves_another_purpose_only_where_the_question_says_so(cast):
    care, control = wanted(cast, HELP, purpose=Purpose.CARE), wanted(cast, HELP)
    knock(cast.actor(), opened(cast, purpose=Purpose.CARE), answers=YES_HELP)
    assert (fresh(care).state, fresh(control).state) == ("done", "open")


def test_who_asks_later_is_answered_from_the_record(cast):
    knock(cast.actor(), opened(cast), people_here=2, answers=YES_HELP)
    assert fresh(wanted(cast, HOW_MANY)).outcome == "from_record"


def test_a_correction_answers_anew_and_a_voided_record_leaves_it_asked(cast):
    task, door = wanted(cast, HOW_MANY), opened(cast)
    first = knock(cast.actor(), door, people_here=3)
    again = correct_visit(actor=cast.actor(), stamp=stamp(), visit=first.pk, seen=Seen(Outcome.DONE, 5))
    anew = Task.objects.exclude(pk=task.pk).get()
    assert (anew.state, anew.asked_by, answers_to(anew)[0][1]) == ("done", task.asked_by, "5")
    void_visit(actor=cast.actor("secretary"), visit=again.pk, because="弄错了门")
    assert Task.objects.filter(state="open", questions=[HOW_MANY]).count() == 1
    assert knock_for(cast.actor(), "household", door.household_id).to_ask


def test_the_visit_of_the_same_press_is_kept_though_the_round_has_answered_all(cast):
    wanted(cast, HOW_MANY)
    door = opened(cast)
    knock(cast.actor(), door, people_here=3)
    knocked = Knocked(Channel.DOOR, Reached.REACHED, {f"{HOW_MANY}:household": "3"})
    [visit] = record_visits(actor=cast.actor(), visits=[Told(stamp(), door.household_id, knocked)])
    assert Visit.objects.get().pk == visit.pk
    with pytest.raises(NotFound):
        record_visit(
            actor=cast.actor("colleague"), stamp=stamp(), door=("household", door.household_id), knocked=knocked
        )
