"""At home: a measure is proposed and ordered, the day is reported, missed and chased, and one morning it ends."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.isolation.rules import Reading, Reporter
from lianfang.isolation.services import need_help, record_health, report_by_link, send_to_clinic
from lianfang.kernel.clock import at, now, today
from lianfang.kernel.wording import Reason
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import AppealDecision, State
from lianfang.measures.services import (
    appeal,
    decide_appeal,
    end_early,
    extend,
    issue_link,
    order,
    refuse,
    release,
)
from lianfang.measures.subjects import SERVE
from lianfang.orgs.models import Unit
from lianfang.people.models import Person
from lianfang.project.demo.world import Staff, World
from lianfang.tasks.models import HandOver, Task
from lianfang.tasks.rules import WAITING, What
from lianfang.tasks.services import accept_hand_over, answer, hand_over, mark_seen


class Turn(StrEnum):
    """What is special about a stay."""

    NONE = "none"
    UNDECIDED = "undecided"
    REFUSED = "refused"
    EXTENDED = "extended"
    APPEALED = "appealed"
    APPEAL_OPEN = "appeal_open"
    FEVER = "fever"
    FEVER_TODAY = "fever_today"
    MISSED_TODAY = "missed_today"
    URGENT = "urgent"
    ENDED_EARLY = "ended_early"
    ENDS_TODAY = "ends_today"


@dataclass
class Stay:
    """Somebody at home under a measure, and the dice that decide their days."""

    person: Person
    unit: Unit
    area_path: str
    dice: Random
    measure: Measure
    turn: Turn = Turn.NONE
    token: str = ""
    """Of the personal link, where the household reports by it."""

    def minutes(self, least: int, most: int) -> datetime:
        """Some minutes from now."""
        return now() + timedelta(minutes=self.dice.randint(least, most))

    def is_in_force(self) -> bool:
        self.measure.refresh_from_db()
        return self.measure.state == State.ORDERED


RARE = {
    Turn.NONE: 78,
    Turn.REFUSED: 5,
    Turn.EXTENDED: 4,
    Turn.APPEALED: 4,
    Turn.FEVER: 3,
    Turn.URGENT: 3,
    Turn.ENDED_EARLY: 3,
}
MISSES = 0.06
"""Share of reports that are not there by their hour."""
BY_LINK = 0.55
"""Share of households that report by themselves."""


def begin_stay(world: World, stay: Stay) -> None:
    """A worker has seen somebody, so the measure of the edition is proposed; an office decides within the hour or so."""
    if stay.turn is Turn.NONE:
        stay.turn = stay.dice.choices(list(RARE), list(RARE.values()))[0]
    world.stays.append(stay)
    if stay.turn is not Turn.UNDECIDED:
        world.then(stay.minutes(15, 80), _decide, stay)


def _worker(world: World, stay: Stay) -> Staff:
    return world.answering(stay.unit) or world.staff_of(stay.unit)


def _secretary(world: World, stay: Stay) -> Staff:
    return world.staff_of(world.committee_of(stay.area_path), "secretary")


def _office(world: World, stay: Stay) -> Staff:
    office = world.office_of(stay.area_path)
    return world.answering(office) or world.staff_of(office)


def _decide(world: World, stay: Stay) -> None:
    actor = _office(world, stay).actor
    if stay.turn is Turn.REFUSED:
        refuse(actor=actor, measure=stay.measure, because="行程核实后不在风险区管控范围内")
        return
    stay.measure = order(actor=actor, measure=stay.measure)
    world.then(stay.minutes(15, 70), _serve, stay)
    world.then(at(stay.measure.last_day, time(18, 30)), _release, stay)
    _expect_days(world, stay)
    _TURNS.get(stay.turn, lambda _world, _stay: None)(world, stay)


def _serve(world: World, stay: Stay) -> None:
    """The notice is brought and explained at the door; many households take the link."""
    task = Task.objects.filter(kind=SERVE.code, subject_id=stay.measure.pk, state__in=sorted(WAITING)).first()
    if task is not None and stay.is_in_force():
        answer(actor=_worker(world, stay).actor, task=task, outcome="served")
        if stay.dice.random() < BY_LINK:
            stay.token = issue_link(actor=_secretary(world, stay).actor, measure=stay.measure)


def _release(world: World, stay: Stay) -> None:
    """On the evening of the last day, with the test seen; who ends today at the moment of creation still waits."""
    if not stay.is_in_force() or stay.turn is Turn.ENDS_TODAY:
        return
    if stay.measure.last_day > today():
        world.then(at(stay.measure.last_day, time(18, 30)), _release, stay)
        return
    asked = stay.measure.rules.release_tests if stay.measure.rules else 0
    release(actor=_secretary(world, stay).actor, measure=stay.measure, negative_tests=asked)


# -- the days --------------------------------------------------------------------------------------------------------


def _expect_days(world: World, stay: Stay) -> None:
    """A report for every hour by which the edition wants one; some come late, because somebody had to ask."""
    hours = stay.measure.rules.report_by if stay.measure.rules else ()
    day = max(today(), stay.measure.first_day)
    while day <= stay.measure.last_day:
        for hour in hours:
            _expect(world, stay, at(day, hour))
        day += timedelta(days=1)


def _expect(world: World, stay: Stay, due: datetime) -> None:
    missed = stay.dice.random() < MISSES
    told = due + timedelta(minutes=stay.dice.randint(25, 110) if missed else -stay.dice.randint(4, 150))
    never = stay.turn is Turn.MISSED_TODAY and due > world.as_of - timedelta(hours=16)
    if told > now() and not never:
        world.then(told, _report, stay, missed)


def _report(world: World, stay: Stay, asked: bool) -> None:
    if not stay.is_in_force() or stay.measure.last_day < today():
        return
    temperature = Decimal(str(round(stay.dice.gauss(36.5, 0.18), 1)))
    if stay.token and not asked:
        reporter = stay.dice.choice([Reporter.RESIDENT, Reporter.RESIDENT, Reporter.FAMILY])
        report_by_link(token=stay.token, stamp=Stamp(), reading=Reading(temperature, reporter=reporter))
    else:
        record_health(
            actor=_recorder(world, stay).actor, stamp=Stamp(), measure=stay.measure, reading=Reading(temperature)
        )


def _recorder(world: World, stay: Stay) -> Staff:
    """A worker of the unit that answers now: the committee's, or the clinic's."""
    return world.answering(stay.measure.unit) or world.staff_of(stay.measure.unit)


# -- what is special ---------------------------------------------------------------------------------------------------


def _extend_later(world: World, stay: Stay) -> None:
    world.then(at(stay.measure.last_day, time(9, 40)), _extend, stay)


def _extend(world: World, stay: Stay) -> None:
    """Longer than the edition: an excess, with authority and reason."""
    if stay.is_in_force():
        extend(
            actor=_office(world, stay).actor,
            measure=stay.measure,
            last_day=stay.measure.last_day + timedelta(days=2),
            because="末次核酸结果存疑，等待复核",
            excess_authority="望澜区疫情防控指挥部",
            excess_reason="专家组意见：复核结果出具前延长观察",
        )


def _appeal_later(world: World, stay: Stay) -> None:
    world.then(stay.minutes(300, 900), _appeal, stay, True)


def _appeal_lately(world: World, stay: Stay) -> None:
    world.then(world.as_of - timedelta(hours=4), _appeal, stay, False)


def _appeal(world: World, stay: Stay, decided: bool) -> None:
    if not stay.is_in_force():
        return
    filed = appeal(
        actor=_secretary(world, stay).actor, measure=stay.measure, said="本人离开该区域早于风险区公布时间，请求核减天数"
    )
    if decided:
        world.then(stay.minutes(120, 600), _judge, stay, filed)


def _judge(world: World, stay: Stay, filed: Appeal) -> None:
    command = world.answering(world.units["command"]) or world.staff_of(world.units["command"])
    sooner = stay.measure.last_day - timedelta(days=2)
    shorter = sooner > today() and stay.dice.random() < 0.6
    decide_appeal(
        actor=command.actor,
        appeal=filed,
        decision=AppealDecision.SHORTENED if shorter else AppealDecision.UPHELD,
        because="票据与行程一致，按实际离开日期计算" if shorter else "离开时间在管控期内，维持原决定",
        last_day=sooner if shorter else None,
    )
    if shorter:
        world.then(at(sooner, time(18, 30)), _release, stay)


def _fever_later(world: World, stay: Stay) -> None:
    world.then(at(today() + timedelta(days=2), time(8, 50)), _fever, stay, True)


def _fever_lately(world: World, stay: Stay) -> None:
    world.then(world.as_of - timedelta(minutes=35), _fever, stay, False)


def _fever(world: World, stay: Stay, brought: bool) -> None:
    """Two readings; whoever stays hot goes on to the clinic."""
    if not stay.is_in_force():
        return
    first = Decimal(str(round(stay.dice.uniform(37.8, 38.7), 1)))
    reading = Reading(first, first - Decimal("0.1"), symptoms=("cough",), note="已服药，卧床")
    record_health(actor=_recorder(world, stay).actor, stamp=Stamp(), measure=stay.measure, reading=reading)
    if brought:
        world.then(stay.minutes(10, 25), _to_clinic, stay)


def _to_clinic(world: World, stay: Stay) -> None:
    clinic = world.clinic_of(stay.area_path)
    sent = send_to_clinic(actor=_secretary(world, stay).actor, measure=stay.measure, clinic=clinic, note="负压车转运")
    world.then(stay.minutes(5, 15), _receive, stay, sent)
    world.then(now() + timedelta(hours=26), _home_again, stay, clinic)


def _receive(world: World, stay: Stay, sent: HandOver) -> None:
    """Whoever receives accepts, and sees the person a little later."""
    assert sent.to_unit is not None  # noqa: S101 - inside the district
    staff = world.answering(sent.to_unit)
    if staff is not None:
        accept_hand_over(actor=staff.actor, hand_over=sent)
        world.then(stay.minutes(20, 50), _seen, staff, sent)


def _seen(_world: World, staff: Staff, sent: HandOver) -> None:
    mark_seen(actor=staff.actor, hand_over=sent)


def _home_again(world: World, stay: Stay, clinic: Unit) -> None:
    """Excluded: back home, where the measure runs on."""
    if not stay.is_in_force() or stay.measure.unit_path != clinic.path:
        return
    sent = hand_over(
        actor=Actor.system("demo"),
        response=world.response,
        person=stay.person,
        from_unit=clinic,
        to_unit=stay.unit,
        area_path=stay.area_path,
        expected_at=now() + timedelta(minutes=40),
        because=Reason.of("isolation.to_clinic"),
        kind=What.TRANSFER,
        note="核酸阴性，排除，返回原住址继续观察",
    )
    world.then(stay.minutes(5, 20), _receive, stay, sent)


def _urgent_later(world: World, stay: Stay) -> None:
    world.then(at(today() + timedelta(days=1), time(20, 10)), _urgent, stay)


def _urgent(world: World, stay: Stay) -> None:
    """Medicine for the heart at night: answered in minutes."""
    if stay.is_in_force():
        need = need_help(actor=_recorder(world, stay).actor, stamp=Stamp(), measure=stay.measure, said="胸闷，需要就医")
        world.then(stay.minutes(4, 12), _help, stay, need.task_id)


def _help(world: World, stay: Stay, task: UUID) -> None:
    answer(actor=_recorder(world, stay).actor, task=task, outcome="helped")


def _end_later(world: World, stay: Stay) -> None:
    world.then(at(today() + timedelta(days=3), time(11, 15)), _end, stay)


def _end(world: World, stay: Stay) -> None:
    if stay.is_in_force():
        end_early(actor=_office(world, stay).actor, measure=stay.measure, because="出发地解除风险区，按新规定提前解除")


_TURNS = {
    Turn.EXTENDED: _extend_later,
    Turn.APPEALED: _appeal_later,
    Turn.APPEAL_OPEN: _appeal_lately,
    Turn.FEVER: _fever_later,
    Turn.FEVER_TODAY: _fever_lately,
    Turn.URGENT: _urgent_later,
    Turn.ENDED_EARLY: _end_later,
}
