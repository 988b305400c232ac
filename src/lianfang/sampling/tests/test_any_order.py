"""A table with a desk and two phones, records late, doubled and out of order: the tubes count what a plain model counts."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from lianfang.acts.stamps import Stamp
from lianfang.figures.models import Delta
from lianfang.kernel.errors import LianfangError
from lianfang.sampling import services
from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.rules import Pool
from lianfang.sampling.said import ClosingSaid, SwabSaid, TubeSaid
from lianfang.sampling.services.tubes import disagreeing
from lianfang.sampling.tests.make import SYSTEM, make_cast
from tests.databases import orders
from tests.machines import Machine, try_orders

pytestmark = pytest.mark.django_db

SIZE = 3
TUBES = ("TUBE-1", "TUBE-2")
person_ = st.integers(0, 5)
tube_ = st.sampled_from(TUBES)
phone_ = st.integers(0, 1)


class Table(Machine):
    """The model holds, for each tube, who is in it by the id of the record, and what was counted when it was closed."""

    begins = "2026-11-21 08:00 +0800"

    @initialize()
    def site(self):
        with self.watcher.resting():
            self.cast = make_cast(pool=Pool(SIZE))
        self.outbox = [[], []]
        self.seen = set()
        self.inside = defaultdict(dict)
        self.closings = defaultdict(dict)

    def later(self):
        self.time.shift(timedelta(seconds=30))

    @rule(phone=phone_, person=person_, tube=tube_)
    def write(self, phone, person, tube):
        self.later()
        said = SwabSaid(Stamp(offline=True), self.cast.people[person].pk)
        self.outbox[phone].append(TubeSaid(tube, (said,)))

    @rule(phone=phone_, tube=tube_, counted=st.integers(0, 4))
    def write_closing(self, phone, tube, counted):
        self.later()
        self.outbox[phone].append(TubeSaid(tube, closing=ClosingSaid(Stamp(offline=True), counted)))

    @rule(phone=phone_, data=st.data(), answer_is_lost=st.booleans())
    def send(self, phone, data, answer_is_lost):
        """Some of what a phone holds, in any order; where the answer is lost, it is sent again another time."""
        self.later()
        waiting = self.outbox[phone]
        batch = data.draw(st.permutations(waiting))[: data.draw(st.integers(0, 6))]
        for taken in services.take_tubes(actor=SYSTEM, session=self.cast.session.pk, tubes=batch):
            assert not taken.refused
        for said in batch:
            self.arrived(said)
        if not answer_is_lost:
            self.outbox[phone] = [each for each in waiting if each not in batch]

    def arrived(self, said):
        for swab in said.swabs:
            if swab.stamp.id not in self.seen and swab.person not in self.inside[said.code].values():
                self.inside[said.code][swab.stamp.id] = swab.person
            self.seen.add(swab.stamp.id)
        if said.closing:
            self.closings[said.code][said.closing.stamp.happened_at] = said.closing.counted

    @rule(person=person_, tube=tube_)
    def at_the_desk(self, person, tube):
        """Refused exactly where a plain reading of the rules says so."""
        self.later()
        who = self.cast.people[person].pk
        wrong = (
            any(who in inside.values() for inside in self.inside.values())
            or bool(self.closings[tube])
            or len(self.inside[tube]) >= SIZE
        )
        said = SwabSaid(Stamp(), who)
        try:
            services.draw(actor=SYSTEM, session=self.cast.session.pk, tube=tube, said=said)
        except LianfangError:
            assert wrong
            return
        assert not wrong
        self.inside[tube][said.stamp.id] = who

    @rule(tube=tube_, data=st.data())
    def take_out(self, tube, data):
        if not self.inside[tube]:
            return
        record = data.draw(st.sampled_from(sorted(self.inside[tube])))
        services.void_swab(actor=SYSTEM, swab=record, because="扫错人")
        del self.inside[tube][record]

    @rule(tube=tube_)
    def open_again(self, tube):
        found = Tube.objects.filter(code=tube).first()
        if found is not None and self.closings[tube]:
            services.reopen_tube(actor=SYSTEM, tube=found.pk, because="还有人要来")
            self.closings[tube] = {}
            for phone in self.outbox:  # what was voided stays so, whoever sends it again
                phone[:] = [each for each in phone if each.closing is None]

    @invariant()
    def tubes_count_what_is_in_them(self):
        for tube in Tube.objects.filter(session=self.cast.session):
            inside, closings = self.inside[tube.code], self.closings[tube.code]
            kept = dict(Swab.kept.filter(tube=tube).values_list("pk", "person"))
            assert kept == inside and tube.people == len(inside)
            assert tube.closed_at == min(closings, default=None)
            assert tube.counted == (closings[max(closings)] if closings else None)
            assert tube.state == ("closed" if closings else "open")
        assert disagreeing(self.cast.session) == []
        summed = Delta.objects.filter(cell="sampling.samples").aggregate(sum=Sum("amount"))["sum"] or 0
        assert summed == sum(len(inside) for inside in self.inside.values())


def test_tubes_count_the_same_in_any_order(watcher):
    try_orders(Table, watcher, max_examples=orders(12), stateful_step_count=16)
