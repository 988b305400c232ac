"""Whatever is done in whatever order: who is under a measure has one responsible unit, and a task or a release."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.wording import Reason
from lianfang.measures import services
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import AppealDecision, Kind, State
from lianfang.measures.tests.make import SYSTEM, make_measures_district, make_proposal
from lianfang.orgs.models import Unit
from lianfang.orgs.services import end_unit
from lianfang.people.tests.make import make_person
from lianfang.tasks import clocks, selectors
from lianfang.tasks import services as tasks
from lianfang.tasks.models import HandOver, Responsibility, Task
from lianfang.tasks.rules import WAITING
from tests.databases import orders
from tests.machines import Machine, try_orders

pytestmark = pytest.mark.django_db
KINDS = [Kind.CENTRAL_ISOLATION, Kind.HOME_OBSERVATION, Kind.HOME_ISOLATION]
EXCESS = {"excess_authority": "区指挥部", "excess_reason": "同住者确诊"}


class UnderMeasures(Machine):
    """Two people, three units, several measures, hand-overs in between, and a clock that moves."""

    begins = "2026-11-21 08:00 +0800"

    def has_ended(self, unit):
        return Unit.objects.get(pk=unit.pk).has_ended

    @initialize()
    def district(self):
        with self.watcher.resting():
            self.world = make_measures_district()
            neighbour = make_person("孙宁", area_path=self.world.grid.path)
        self.people = [self.world.person, neighbour]
        self.units = [self.world.community, self.world.units["河西社区居委会"], self.world.office]

    which = st.integers(0, 30)
    days = st.integers(-2, 9)

    def attempt(self, step):
        try:
            with transaction.atomic():
                step()
        except LianfangError:
            pass

    def one(self, number):
        measures = list(Measure.objects.order_by("proposed_at", "id"))
        return measures[number % len(measures)] if measures else None

    @rule(person=st.integers(0, 1), kind=st.sampled_from(KINDS), ago=st.integers(0, 6))
    def propose(self, person, kind, ago):
        ground = {"kind": kind.value, "ground": "close_contact", "person": self.people[person], "days_ago": ago}
        ground["unit"] = self.world.office if self.has_ended(self.world.community) else self.world.community
        self.attempt(lambda: make_proposal(self.world, **ground))

    @rule(number=which, days=st.none() | days)
    def order(self, number, days):
        if measure := self.one(number):
            last = today() + timedelta(days=days) if days is not None else None
            self.attempt(lambda: services.order(actor=SYSTEM, measure=measure, last_day=last, **EXCESS))

    @rule(number=which)
    def refuse(self, number):
        if measure := self.one(number):
            self.attempt(lambda: services.refuse(actor=SYSTEM, measure=measure, because="窗口期之外"))

    @rule(number=which, days=days)
    def extend(self, number, days):
        if measure := self.one(number):
            last = today() + timedelta(days=days)
            self.attempt(
                lambda: services.extend(actor=SYSTEM, measure=measure, last_day=last, because="复测", **EXCESS)
            )

    @rule(number=which)
    def end_early(self, number):
        if measure := self.one(number):
            self.attempt(lambda: services.end_early(actor=SYSTEM, measure=measure, because="风险区解除"))

    @rule(number=which)
    def release(self, number):
        if measure := self.one(number):
            self.attempt(lambda: services.release(actor=SYSTEM, measure=measure, negative_tests=3))

    @rule(number=which, decision=st.sampled_from(AppealDecision))
    def appeal(self, number, decision):
        if measure := self.one(number):

            def step():
                filed = services.appeal(actor=SYSTEM, measure=measure, said="我在外地")
                services.decide_appeal(
                    actor=SYSTEM, appeal=filed, decision=decision, because="核实", last_day=today() + timedelta(days=1)
                )

            self.attempt(step)

    @rule(person=st.integers(0, 1), to=st.integers(0, 3))
    def hand_over(self, person, to):
        who = self.people[person]
        sender = selectors.responsible_for(who)
        if sender is None:
            return
        receiver = "邻区指挥部" if to == 3 else self.units[to]

        def step():
            tasks.hand_over(
                actor=SYSTEM,
                response=self.world.response,
                person=who,
                from_unit=sender,
                to_unit=receiver,
                area_path=self.world.grid.path,
                expected_at=now(),
                because=Reason.of("tasks.handed_over"),
                kind="transfer",
            )

        self.attempt(step)

    @rule(number=which, what=st.sampled_from(["accept", "see", "return", "withdraw", "miss"]))
    def answer_hand_over(self, number, what):
        sent = list(HandOver.objects.order_by("sent_at", "id"))
        if not sent:
            return
        one = sent[number % len(sent)]
        steps = {
            "accept": lambda: tasks.accept_hand_over(actor=SYSTEM, hand_over=one),
            "see": lambda: tasks.mark_seen(actor=SYSTEM, hand_over=one),
            "return": lambda: tasks.return_hand_over(actor=SYSTEM, hand_over=one, because=Reason.of("tasks.withdrawn")),
            "withdraw": lambda: tasks.withdraw(actor=SYSTEM, hand_over=one),
            "miss": lambda: tasks.mark_not_arrived(actor=SYSTEM, hand_over=one),
        }
        self.attempt(steps[what])

    @rule(which=st.integers(0, 1))
    def end_a_unit(self, which):
        self.attempt(lambda: end_unit(actor=SYSTEM, unit=self.units[which]))

    @rule(number=which)
    def tick_off_a_task(self, number):
        waiting = list(
            Task.objects.filter(state__in=sorted(WAITING), kind__startswith="measures.").order_by("created_at")
        )
        if waiting:
            self.attempt(lambda: tasks.answer(actor=SYSTEM, task=waiting[number % len(waiting)]))

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.time.shift(timedelta(hours=hours))
        clocks.fire_due()

    @invariant()
    def who_is_under_a_measure_is_somebodys(self):
        for measure in Measure.objects.filter(state=State.ORDERED.value):
            answering = Responsibility.objects.filter(person_id=measure.person_id, until=None)
            assert answering.count() == 1
            assert answering.get().unit_path == measure.unit_path
            assert not measure.unit.has_ended
            waiting = Task.objects.filter(subject_id=measure.pk, kind="measures.release", state__in=sorted(WAITING))
            assert waiting.count() == 1
            assert waiting.get().unit_path == measure.unit_path

    @invariant()
    def nothing_waits_for_a_unit_that_has_ended(self):
        gone = [unit.pk for unit in self.units if self.has_ended(unit)]
        assert not Measure.objects.filter(unit__in=gone, state__in=[State.PROPOSED.value, State.ORDERED.value]).exists()
        assert not Appeal.objects.filter(unit__in=gone, decided_at=None).exists()

    @invariant()
    def nobody_is_left_alone(self):
        assert not selectors.left_alone().exists()

    @invariant()
    def days_are_in_order_and_what_ended_says_how(self):
        for measure in Measure.objects.all():
            assert measure.first_day <= measure.last_day
            assert bool(measure.ending) is (measure.state == State.ENDED)


def test_who_is_under_a_measure_has_one_unit_and_a_task_or_a_release(watcher):
    try_orders(UnderMeasures, watcher, max_examples=orders(20), stateful_step_count=25, phases=[Phase.generate])
