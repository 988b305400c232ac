"""Whatever is done with boxes in whatever order: every closed tube is in exactly one holder's charge, as a plain model says."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from lianfang.kernel.errors import LianfangError
from lianfang.laboratory import services
from lianfang.laboratory.models import Box, Packed
from lianfang.laboratory.rules import Side, holder
from lianfang.laboratory.services import Taken
from lianfang.laboratory.tests.make import make_cast, make_people, make_tube
from lianfang.sampling.models import Tube
from lianfang.sampling.rules import TubeState
from tests.databases import orders
from tests.machines import Machine, try_orders

pytestmark = pytest.mark.django_db
COURIER = Taken(carrier="辽F12345")


class Journey(Machine):
    """Four tubes, any number of boxes; the model is a dictionary of who has which tube, and of what lies in which box."""

    @initialize()
    def site(self):
        with self.watcher.resting():
            self.cast = make_cast()
            person = make_people(self.cast, 1)
            self.tubes = [make_tube(self.cast, person if not each else make_people(self.cast, 1)) for each in range(4)]
        self.actor, self.receiver = self.cast.actor("table"), self.cast.actor("laboratory")
        self.has = {tube.code: Side.SITE for tube in self.tubes}
        self.inside: dict[object, set[str]] = {}
        self.state: dict[object, str] = {}
        self.missing: set[str] = set()

    which, tube = st.integers(0, 5), st.integers(0, 3)

    def attempt(self, step):
        """Whether it was allowed; a refusal leaves nothing behind."""
        try:
            with transaction.atomic():
                step()
        except LianfangError:
            return False
        return True

    def box(self, number):
        boxes = list(Box.objects.order_by("opened_at", "id"))
        return boxes[number % len(boxes)] if boxes else None

    def new_box(self):
        box = services.open_box(actor=self.actor, session=self.cast.session, to_unit=self.cast.laboratory)
        self.state[box.pk], self.inside[box.pk] = "packing", set()

    @rule()
    def open_box(self):
        if len(self.state) < 3:
            self.new_box()

    @rule(number=which, tube=tube)
    def pack(self, number, tube):
        if box := self.box(number):
            self.put(box, self.tubes[tube].code)

    def put(self, box, code):
        lies_free = self.has[code] is Side.SITE and not any(code in held for held in self.inside.values())
        went = self.attempt(lambda: services.pack(actor=self.actor, box=box, code=code))
        assert went is (self.state[box.pk] == "packing" and lies_free)
        if went:
            self.inside[box.pk].add(code)

    @rule(tubes=st.sets(tube, min_size=1))
    def ship(self, tubes):
        """The usual way in one step: a box with whatever of these lies free, sealed and given away."""
        if len(self.state) >= 4:
            return
        self.new_box()
        number = len(self.state) - 1
        for each in tubes:
            self.put(self.box(number), self.tubes[each].code)
        self.close(self.box(number), 0)
        self.give(self.box(number))

    @rule(tube=tube)
    def take_out(self, tube):
        packed = Packed.objects.filter(tube=self.tubes[tube]).exclude(place="taken_out").first()
        if packed and self.attempt(lambda: services.take_out(actor=self.actor, packed=packed)):
            self.inside[packed.box_id].discard(self.tubes[tube].code)

    @rule(number=which, off=st.integers(0, 1))
    def seal(self, number, off):
        if box := self.box(number):
            self.close(box, off)

    def close(self, box, off):
        count = len(self.inside[box.pk])
        went = self.attempt(lambda: services.seal(actor=self.actor, box=box, counted=count + off))
        assert went is (self.state[box.pk] == "packing" and count > 0 and not off)
        if went:
            self.state[box.pk] = "sealed"

    @rule(number=which)
    def open_again(self, number):
        if (box := self.box(number)) and self.attempt(lambda: services.open_again(actor=self.actor, box=box)):
            self.state[box.pk] = "packing"

    @rule(number=which)
    def hand(self, number):
        if box := self.box(number):
            self.give(box)

    def give(self, box):
        went = self.attempt(lambda: services.hand_to_courier(actor=self.actor, box=box, taken=COURIER))
        assert went is (self.state[box.pk] == "sealed")
        if went:
            self.state[box.pk] = "under_way"
            self.has.update(dict.fromkeys(self.inside[box.pk], Side.COURIER))

    @rule(number=which)
    def pass_on(self, number):
        if box := self.box(number):
            went = self.attempt(lambda: services.pass_on(actor=self.actor, box=box, taken=COURIER))
            assert went is (self.state[box.pk] == "under_way")

    @rule(number=which)
    def bring_back(self, number):
        if (box := self.box(number)) and self.attempt(lambda: services.bring_back(actor=self.actor, box=box)):
            self.state[box.pk] = "sealed"
            self.has.update(dict.fromkeys(self.inside[box.pk], Side.SITE))

    @rule(number=which, came=st.sets(tube))
    def receive(self, number, came):
        """With whatever tubes the laboratory scans, those of other boxes too; where it scans none, all are there."""
        if (box := self.box(number)) is None:
            return
        codes = [self.tubes[each].code for each in sorted(came)]
        taken = Taken(counted=len(codes) or len(self.inside[box.pk]))
        went = self.attempt(lambda: services.receive(actor=self.receiver, box=box, taken=taken, scanned=codes))
        assert went is (self.state[box.pk] == "under_way")
        if not went:
            return
        arrived = {code for code in codes if self.has[code] is not Side.LABORATORY} or set(
            self.inside[box.pk] if not codes else ()
        )
        self.state[box.pk] = "received"
        self.missing |= self.inside[box.pk] - set(codes or self.inside[box.pk])
        for held in self.inside.values():
            held -= arrived
        self.missing -= arrived
        self.inside[box.pk] = set()
        self.has.update(dict.fromkeys(arrived, Side.LABORATORY))

    @rule(tube=tube, is_found=st.booleans())
    def settle(self, tube, is_found):
        code = self.tubes[tube].code
        packed = Packed.objects.filter(tube=self.tubes[tube], place__in=["missing", "lost"]).first()
        if packed is None:
            return
        if is_found:
            services.find_tube(actor=self.receiver, packed=packed)
            self.missing.discard(code)
            self.has[code] = Side.LABORATORY
        else:
            self.attempt(lambda: services.give_up(actor=self.receiver, packed=packed, because="丢失"))

    @invariant()
    def every_tube_is_in_one_holders_charge(self):
        if not hasattr(self, "has"):
            return
        rows = Packed.objects.exclude(place="taken_out").select_related("tube", "box")
        packed = {each.tube.code: each for each in rows}
        assert max(Counter(each.tube.code for each in rows).values(), default=1) == 1
        for tube in Tube.objects.all():
            mine = packed.get(tube.code)
            side = mine.in_charge if mine else holder(TubeState(tube.state))
            assert side is self.has[tube.code], (tube.code, tube.state, mine and mine.place)

    @invariant()
    def a_box_waits_for_one_hand_over_or_is_over(self):
        for box in Box.objects.all():
            assert box.legs.filter(done_at=None).count() == (box.state in ("sealed", "under_way"))
            assert box.state == self.state[box.pk]


def test_no_tube_is_between_two_hands(watcher):
    try_orders(Journey, watcher, max_examples=orders(8), stateful_step_count=20, phases=[Phase.generate])
