"""The day of somebody observed at home: told, missed and chased, abnormal and called back, urgent and open."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.isolation import selectors, services
from lianfang.isolation.models import HealthReport, Missed
from lianfang.isolation.rules import DayState, Reading
from lianfang.isolation.services.chasing import next_due
from lianfang.isolation.tests.make import OBSERVER, SYSTEM, make_report, o_clock, reading
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.measures.models import Measure
from lianfang.measures.services import end_early, extend, issue_link
from lianfang.measures.tests.make import make_measure, make_proposal
from lianfang.orgs.tests.make import make_unit
from lianfang.tasks.clocks import fire_due
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.selectors import left_alone, responsible_for
from lianfang.tasks.services import accept_hand_over, answer
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def early_in_the_morning():
    with time_machine.travel(o_clock(7), tick=False) as clock:
        yield clock


@pytest.fixture
def worker(district, watcher):
    with watcher.resting():
        return Actor.of(make_user("observer", *OBSERVER, unit_path=district.community.path))


def waiting(measure: Measure, kind: str) -> list[Task]:
    return list(Task.objects.filter(subject_id=measure.pk, kind=f"isolation.{kind}", state__in=sorted(WAITING)))


def test_a_report_knows_its_day_and_its_hour(measure):
    report = make_report(measure)

    assert (report.day_number, report.slot, report.finding) == (2, 0, "normal")
    assert selectors.day_of(measure).state is DayState.DONE


def test_the_same_report_again_is_the_first(measure):
    stamp = Stamp()
    first = services.record_health(actor=SYSTEM, stamp=stamp, measure=measure, reading=reading())

    assert services.record_health(actor=SYSTEM, stamp=stamp, measure=measure, reading=reading()) == first
    assert HealthReport.objects.count() == 1


def test_what_is_missed_is_chased_within_the_clock(measure, early_in_the_morning):
    early_in_the_morning.move_to(o_clock(10, 1))
    fire_due()

    assert Missed.objects.get().slot == 0
    (task,) = waiting(measure, "missed")
    assert task.due_at == now() + timedelta(hours=2)
    assert selectors.day_of(measure).state is DayState.MISSED

    early_in_the_morning.move_to(o_clock(11))
    make_report(measure)

    assert waiting(measure, "missed") == []
    assert Missed.objects.get().told_at == now()


def test_who_told_in_time_is_not_chased(measure, early_in_the_morning):
    make_report(measure)
    early_in_the_morning.move_to(o_clock(10, 1))
    fire_due()

    assert not Missed.objects.exists()


def test_every_hour_is_looked_at_once_even_after_a_night_without_a_worker(measure, early_in_the_morning):
    early_in_the_morning.move_to(now() + timedelta(days=2))
    fire_due()
    fire_due()

    assert Missed.objects.count() == 4
    assert len(waiting(measure, "missed")) == 1


def test_reports_are_due_until_the_last_day(measure):
    due, count = now(), 0
    while (due := next_due(measure, due)) is not None:
        count += 1

    assert count == 2 * (measure.last_day - today()).days + 2


def test_a_longer_measure_goes_on_being_asked(measure, early_in_the_morning):
    early_in_the_morning.move_to(now() + (measure.last_day - today()) + timedelta(hours=12))
    fire_due()
    assert next_due(measure, now()) is None

    later = measure.last_day + timedelta(days=1)
    extend(
        actor=SYSTEM, measure=measure, last_day=later, because="复测", excess_authority="区指挥部", excess_reason="复测"
    )
    early_in_the_morning.move_to(now() + timedelta(days=1))
    fire_due()

    assert Missed.objects.filter(day=later).count() == 2


def test_an_ended_measure_is_not_chased(measure, early_in_the_morning):
    early_in_the_morning.move_to(o_clock(10, 1))
    fire_due()
    end_early(actor=SYSTEM, measure=measure, because="风险区已解除")
    early_in_the_morning.move_to(o_clock(19))
    fire_due()

    assert waiting(measure, "missed") == []
    assert Missed.objects.count() == 1


@pytest.mark.parametrize(
    ("temperature", "more"),
    [("38.2", {}), ("38.2", {"second_temperature": Decimal("37.9")}), ("36.6", {"symptoms": ("cough",)})],
)
def test_what_is_abnormal_is_called_back_at_once(measure, temperature, more):
    make_report(measure, temperature, **more)

    (task,) = waiting(measure, "abnormal")
    assert task.due_at == now() + timedelta(minutes=30)
    assert selectors.day_of(measure).state is DayState.ABNORMAL

    make_report(measure, "36.6")

    assert waiting(measure, "abnormal") == []


def test_a_worker_measures_twice_before_a_fever_is_believed(measure, worker):
    with pytest.raises(Invalid) as refused:
        services.record_health(actor=worker, stamp=Stamp(), measure=measure, reading=Reading(Decimal("37.3")))

    assert list(refused.value.fields) == ["second_temperature"]


@pytest.mark.parametrize(
    ("read", "fields"),
    [
        (reading("47.0"), ["temperature"]),
        (reading("36.5", second_temperature=Decimal("12")), ["second_temperature"]),
        (reading("36.5", symptoms=("sadness",)), ["symptoms"]),
    ],
)
def test_it_refuses_what_cannot_be(measure, read, fields):
    with pytest.raises(Invalid) as refused:
        services.record_health(actor=SYSTEM, stamp=Stamp(), measure=measure, reading=read)

    assert list(refused.value.fields) == fields


def test_a_fever_goes_on_to_the_clinic_and_somebody_always_answers(district, measure, worker):
    clinic = make_unit("和安区人民医院发热门诊", below=district.command, area=district.areas["和安区"], kind="health")
    make_report(measure, "38.6", second_temperature=Decimal("38.4"))

    sent = services.send_to_clinic(actor=worker, measure=measure, clinic=clinic)

    assert sent.kind == "clinic"
    assert waiting(measure, "abnormal") == []
    assert responsible_for(district.person) == district.community
    accept_hand_over(actor=SYSTEM, hand_over=sent)
    assert responsible_for(district.person) == clinic
    assert Measure.objects.get(pk=measure.pk).unit == clinic
    assert not left_alone().exists()


def test_only_a_clinic_receives_a_fever(district, measure, worker):
    with pytest.raises(Invalid):
        services.send_to_clinic(actor=worker, measure=measure, clinic=district.office)


def test_an_urgent_need_opens_the_measure_until_it_is_answered(measure):
    need = services.need_help(actor=SYSTEM, stamp=Stamp(), measure=measure, said="透析")

    (task,) = waiting(measure, "urgent")
    assert task.due_at == now() + timedelta(minutes=15)
    assert selectors.open_need(measure) == need
    assert selectors.day_of(measure).state is DayState.URGENT

    answer(actor=SYSTEM, task=task, outcome="taken_to_hospital")

    assert selectors.open_need(measure) is None


def test_the_link_reports_and_calls_for_help(measure):
    token = issue_link(actor=SYSTEM, measure=measure)

    services.report_by_link(token=token, stamp=Stamp(), reading=reading("38.0"))
    services.need_help_by_link(token=token, stamp=Stamp())

    assert len(waiting(measure, "abnormal")) == 1
    assert len(waiting(measure, "urgent")) == 1
    with pytest.raises(NotFound):
        services.report_by_link(token="wrong", stamp=Stamp(), reading=reading())


def test_nothing_is_asked_of_a_proposal_or_before_the_first_day(district):
    with pytest.raises(Refused):
        make_report(make_proposal(district))
    with pytest.raises(Refused):
        make_report(make_measure(district, kind="health_monitoring"))


def test_a_stranger_does_not_find_the_measure(district, measure, watcher):
    with watcher.resting():
        stranger = Actor.of(make_user("other", *OBSERVER, unit_path=district.units["水峪村村委会"].path))

    with pytest.raises(NotFound):
        services.record_health(actor=stranger, stamp=Stamp(), measure=measure, reading=reading())
    assert list(selectors.observed_by(stranger, today())) == []


def test_the_days_list_asks_a_fixed_number_of_questions(district, measure, worker, django_assert_num_queries):
    rows = list(selectors.observed_by(worker, today()))
    with django_assert_num_queries(2):
        (day,) = selectors.days_of(rows, today())

    assert [hour.hour for hour, _ in day.slots] == [10, 18]
    assert day.is_test_day is (2 in (1, 4, 7))


def test_an_urgent_need_outlives_the_measure_and_then_nobody_has_to_answer(district, measure):
    services.need_help(actor=SYSTEM, stamp=Stamp(), measure=measure)
    end_early(actor=SYSTEM, measure=measure, because="风险区已解除")
    (task,) = waiting(measure, "urgent")
    assert responsible_for(district.person) == district.community

    answer(actor=SYSTEM, task=task, outcome="taken_to_hospital")

    assert responsible_for(district.person) is None
