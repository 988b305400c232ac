"""The same with measures and verifications: whoever is under a measure has one responsible unit and an open task."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import OPEN, Result
from lianfang.arrivals.services import Checked, verify
from lianfang.arrivals.tests.make import been
from lianfang.kernel.clock import today
from lianfang.kernel.wording import Reason
from lianfang.measures import services as measures
from lianfang.measures.models import Measure
from lianfang.measures.rules import State
from lianfang.people.identity import Identity
from lianfang.risk.tests.make import make_risk_area
from lianfang.tasks import selectors
from lianfang.tasks.models import Responsibility, Task
from lianfang.tasks.rules import WAITING, Channel
from lianfang.tasks.tests.test_never_lost import Passing
from tests.databases import orders
from tests.machines import try_orders

pytestmark = pytest.mark.django_db
OFFICER = Actor.system("officer")


class Received(Passing):
    """Hand-overs as before, and in between people are verified, measures proposed, ordered, refused and ended."""

    @initialize()
    def district(self):
        Passing.district(self)
        with self.watcher.resting():
            make_risk_area(self.cast.response, level="medium", from_at=today() - timedelta(days=9))

    @rule(person=Passing.people_)
    def propose(self, person):
        unit = selectors.responsible_for(self.people[person]) or self.units[0]
        self.ever.add(self.people[person].pk) if selectors.responsible_for(self.people[person]) else None
        self.attempt(
            False,
            lambda: measures.propose(
                actor=OFFICER,
                response=self.cast.response,
                person=self.people[person],
                kind="home_observation",
                ground="left_medium_risk_area",
                counted_from=today(),
                unit=unit,
                because=Reason.of("tasks.handed_over"),
                area_path=unit.area_path,
            ),
        )

    @rule(person=Passing.people_, what=st.sampled_from(["order", "order", "refuse", "end", "release"]))
    def decide(self, person, what):
        wanted = State.PROPOSED if what in ("order", "refuse") else State.ORDERED
        measure = Measure.objects.filter(person=self.people[person], state=wanted.value).first()
        if measure is None:
            return
        steps = {
            "order": lambda: measures.order(actor=OFFICER, measure=measure),
            "refuse": lambda: measures.refuse(actor=OFFICER, measure=measure, because="不需要"),
            "end": lambda: measures.end_early(actor=OFFICER, measure=measure, because="已排除"),
            "release": lambda: measures.release(actor=OFFICER, measure=measure),
        }
        self.attempt(False, steps[what])
        if what == "order":
            self.ever.add(measure.person_id)

    @rule(data=st.data(), was_there=st.booleans(), door=st.booleans(), result=st.sampled_from(Result))
    def verify(self, data, was_there, door, result):
        known = list(Arrival.objects.filter(state__in=sorted(OPEN)).order_by("reported_at", "pk"))
        if not known:
            return
        arrival = known[data.draw(st.integers(0, len(known) - 1))]
        checked = Checked(
            Channel.DOOR if door else Channel.PHONE,
            result,
            Identity(arrival.name),
            (been(until_days_ago=0),) if was_there else (),
        )
        self.attempt(False, lambda: verify(actor=OFFICER, stamp=Stamp(), arrival=arrival, checked=checked))

    @invariant()
    def whoever_is_under_a_measure_has_one_unit_and_a_task(self):
        for measure in Measure.objects.filter(state=State.ORDERED.value):
            assert Responsibility.objects.filter(person=measure.person_id, until=None).count() == 1
            assert Task.objects.filter(person=measure.person_id, state__in=sorted(WAITING)).exists()
            assert selectors.responsible_for(measure.person) is not None


def test_nobody_under_a_measure_is_lost(watcher):
    try_orders(Received, watcher, max_examples=orders(25), stateful_step_count=25)
