"""Whatever the order, the retries, the crashes and the delays: one responsible unit, and something waits or all is over."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.wording import Reason
from lianfang.tasks import clocks, selectors, services
from lianfang.tasks.models import HandOver, Responsibility, Task
from lianfang.tasks.rules import MOVES_A_PERSON, PENDING, WAITING, Handing, What
from lianfang.tasks.tests.make import make_cast, make_resident
from tests.databases import orders
from tests.machines import Machine, try_orders

pytestmark = pytest.mark.django_db


class Crash(Exception):
    """The process dies inside the transaction."""


@contextmanager
def crashing(when: bool):
    """Where it crashes, nothing of the step remains."""
    if not when:
        yield
        return
    with (
        patch("lianfang.tasks.services.receiving.publish", side_effect=Crash),
        patch("lianfang.tasks.services.sending.publish", side_effect=Crash),
    ):
        yield


class Passing(Machine):
    """Two people pass between three units, under a clock that moves."""

    begins = "2026-11-21 08:00 +0800"

    @initialize()
    def district(self):
        with self.watcher.resting():
            self.cast = make_cast()
            self.people = [make_resident(self.cast.areas["河西社区"], name) for name in ("张远行", "李归")]
        self.units = [self.cast.sender, self.cast.receiver, self.cast.street]
        users = [self.cast.sends, self.cast.receives, self.cast.leads_street]
        self.actors = {unit.pk: Actor.of(user) for unit, user in zip(self.units, users, strict=True)}
        self.sent = []
        self.ever = set()

    people_ = st.integers(0, 1)
    units_ = st.integers(0, 2)
    further_ = st.integers(1, 2)
    crashes = st.sampled_from([False] * 5 + [True])

    def attempt(self, crash, step, *, repeat=False):
        for _ in range(2 if repeat else 1):
            try:
                with crashing(crash), transaction.atomic():
                    step()
            except (LianfangError, Crash):
                pass

    @rule(
        person=people_,
        sender=units_,
        further=further_,
        crash=crashes,
        repeat=st.booleans(),
        kind=st.sampled_from([What.ARRIVAL, What.TRANSFER, What.NOTICE]),
    )
    def send(self, person, sender, further, crash, repeat, kind):
        expected = now() + timedelta(hours=1)
        unit, other = self.units[sender], self.units[(sender + further) % 3]

        def step():
            sent = services.hand_over(
                actor=self.actors[unit.pk],
                response=self.cast.response,
                person=self.people[person],
                from_unit=unit,
                to_unit=other,
                area_path=other.area_path,
                expected_at=expected,
                because=Reason.of("tasks.handed_over"),
                kind=kind,
            )
            self.sent.append(sent.pk)
            if sent.moves_a_person:
                self.ever.add(self.people[person].pk)

        self.attempt(crash, step, repeat=repeat)

    @rule(
        data=st.data(),
        what=st.sampled_from(["accept", "return", "withdraw", "see", "see_late", "miss"]),
        crash=crashes,
        repeat=st.booleans(),
    )
    def act(self, data, what, crash, repeat):
        known = list(HandOver.objects.filter(pk__in=self.sent).order_by("sent_at", "pk"))
        if not known:
            return
        one = data.draw(st.sampled_from(range(len(known))))
        hand_over = known[one]
        self.attempt(crash, lambda: self.do(what, hand_over), repeat=repeat)

    def do(self, what, hand_over):
        to, back = self.actors[hand_over.to_unit_id], self.actors[hand_over.from_unit_id]
        if what == "accept":
            services.accept_hand_over(actor=to, hand_over=hand_over)
        elif what == "return":
            services.return_hand_over(actor=to, hand_over=hand_over, because=Reason.of("tasks.return_no_room"))
        elif what == "withdraw":
            services.withdraw(actor=back, hand_over=hand_over)
        elif what == "miss":
            services.mark_not_arrived(actor=to, hand_over=hand_over)
        else:
            late = timedelta(hours=3) if what == "see_late" else timedelta(0)
            services.mark_seen(actor=to, hand_over=hand_over, at=now() - late)

    @rule(person=people_, crash=st.booleans())
    def let_go(self, person, crash):
        deciding = selectors.open_tasks_of(self.people[person]).filter(kind="tasks.decide").first()
        if deciding is not None:
            actor = self.actors[deciding.unit_id]
            self.attempt(crash, lambda: services.let_go(actor=actor, task=deciding))

    @rule(minutes=st.sampled_from([1, 31, 130, 1500]))
    def wait(self, minutes):
        self.time.shift(timedelta(minutes=minutes))
        clocks.fire_due()

    @invariant()
    def exactly_one_unit_and_something_waits(self):
        for person in getattr(self, "people", ()):
            answering = Responsibility.objects.filter(person=person, until=None).count()
            waiting = Task.objects.filter(person=person, state__in=sorted(WAITING))
            moving = HandOver.objects.filter(
                person=person, state__in=sorted(PENDING), kind__in=sorted(MOVES_A_PERSON)
            ).count()
            assert answering <= 1 and moving <= 1
            if answering:
                assert waiting.exists(), "somebody is answered for and nobody has anything to do"
            elif person.pk in self.ever:
                assert Responsibility.objects.filter(person=person).latest("since").ended_because == "released"
                assert not moving

    @invariant()
    def the_right_side_answers(self):
        for sent in HandOver.objects.filter(state__in=sorted(PENDING), kind__in=sorted(MOVES_A_PERSON)):
            unit = sent.from_unit if sent.state == Handing.SENT else sent.to_unit
            assert selectors.responsible_for(sent.person) == unit

    @invariant()
    def a_task_waits_as_long_as_its_hand_over(self):
        for sent in HandOver.objects.filter(state__in=sorted(PENDING)).select_related("task"):
            assert sent.task.is_waiting and sent.task.unit_id == sent.to_unit_id


def test_nobody_falls_between_two_units(watcher):
    try_orders(Passing, watcher, max_examples=orders(40), stateful_step_count=25)
