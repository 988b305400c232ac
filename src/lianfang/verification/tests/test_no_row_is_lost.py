"""Whatever the order: a row is in one state, somebody's or seen to be nobody's, and every list has the same answer."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import LianfangError
from lianfang.people.tests.make import id_number
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING, Channel, Reached
from lianfang.tasks.services import Knocked, cancel, record_visit
from lianfang.verification import selectors, services
from lianfang.verification.models import NameRow
from lianfang.verification.rules import Outcome, State
from lianfang.verification.services.repairing import free_the_forgotten
from lianfang.verification.tests.make import make_list, make_office, wang_row
from tests.databases import orders
from tests.machines import Machine, try_orders

pytestmark = pytest.mark.django_db

SENDERS = ("市疾控中心", "公安分局", "铁路公安处")
FOUND = [Outcome.DONE.value, Outcome.WRONG_DATA.value, "not_reached"]


class Lists(Machine):
    """Three senders ask about two residents and two strangers in any spelling; everybody does anything."""

    @initialize()
    def begin(self):
        with self.watcher.resting():
            self.office = make_office()
        number = id_number()
        self.written = [
            wang_row(self.office),
            ("", "王晓明", "", "13812340001", "河东社区3号楼2-601", ""),
            ("", "李秀瑛", str(self.office.li.id_number), "", "", ""),
            ("", "周无踪", number, "", "", ""),
            ("", "周无踪", number, "", "河西社区2-1-101", ""),
            ("", "孙可拨", "", "13977770009", "", ""),
        ]
        self.given = {}

    rows_ = st.lists(st.integers(0, 5), min_size=1, max_size=3)
    which = st.integers(0, 30)

    @rule(sender=st.sampled_from(SENDERS), rows=rows_, hours=st.integers(1, 48))
    def take_in(self, sender, rows, hours):
        written = [(str(at), *self.written[each][1:]) for at, each in enumerate(rows)]
        self.attempt(lambda: make_list(self.office, *written, outside=sender, due_at=now() + timedelta(hours=hours)))

    def attempt(self, step):
        try:
            with transaction.atomic():
                step()
        except LianfangError:
            pass

    def row(self, which):
        rows = list(NameRow.objects.order_by("asked_at", "number", "pk"))
        return rows[which % len(rows)] if rows else None

    @rule(which=which, person=st.booleans())
    def confirm(self, which, person):
        if row := self.row(which):
            who = row.candidates[0]["person"] if person and row.candidates else None
            self.attempt(lambda: services.confirm(actor=self.office.actor("desk"), row=row.pk, person=who))

    @rule(which=which, who=st.sampled_from(["secretary", "stranger", "desk"]))
    def take(self, which, who):
        if row := self.row(which):
            self.attempt(lambda: services.take(actor=self.office.actor(who), row=row.pk))

    @rule(which=which, outside=st.booleans())
    def pass_on(self, which, outside):
        row, actor = self.row(which), self.office.actor("desk")
        if row and outside:
            self.attempt(lambda: services.pass_outside(actor=actor, row=row.pk, to="铁西区"))
        elif row:
            unit = self.office.cast.units["河西社区居委会"]
            self.attempt(lambda: services.pass_on(actor=actor, row=row.pk, unit=unit))

    @rule(which=which, found=st.sampled_from(FOUND))
    def verify(self, which, found):
        if row := self.row(which):
            checked = services.Checked(Channel.PHONE, found)
            actor = self.office.actor("desk")
            self.attempt(lambda: services.verify(actor=actor, stamp=Stamp(), row=row.pk, checked=checked))

    @rule(outcome=st.sampled_from(list(Reached)), result=st.sampled_from(["done", "already_known"]))
    def knock(self, outcome, result):
        people = (self.office.wang.pk, self.office.li.pk)
        answers = {f"verification.result:{who}": result for who in people}
        knocked = Knocked(Channel.DOOR, outcome, answers)
        actor, door = self.office.actor("worker"), ("household", self.office.home.pk)
        self.attempt(lambda: record_visit(actor=actor, stamp=Stamp(), door=door, knocked=knocked))

    @rule(which=which)
    def take_back(self, which):
        if row := self.row(which):
            self.attempt(lambda: services.take_back(actor=self.office.actor("desk"), row=row.pk))

    @rule(which=which)
    def cancel_the_task(self, which):
        row = self.row(which)
        if row and row.task_id:
            self.attempt(lambda: cancel(actor=self.office.actor("desk"), task=row.task_id))
            free_the_forgotten()

    @invariant()
    def every_row_is_somebodys_or_seen_to_be_nobodys(self):
        office = getattr(self, "office", None)
        if office is None:
            return
        nobodys = set(selectors.unowned_visible_to(office.actor("stranger")).values_list("pk", flat=True))
        for row in NameRow.objects.select_related("task", "unit"):
            assert (row.state == State.ANSWERED) == bool(row.outcome)
            assert (row.pk in nobodys) == row.is_unowned
            if row.state == State.OPEN and not row.is_unowned:
                assert row.task.is_waiting and row.owner is not None and row.task.due_at <= row.due_at
            if row.state == State.TO_CONFIRM or row.is_unowned:
                unit = row.unit_id or row.name_list.unit_id
                settling = Task.objects.filter(kind="verification.settle", unit=unit, state__in=sorted(WAITING))
                assert settling.exists(), "nobody is asked to settle it"

    @invariant()
    def a_person_is_asked_about_once(self):
        waiting = Task.objects.filter(kind="verification.verify", state__in=sorted(WAITING))
        subjects = list(waiting.values_list("subject_kind", "subject_id"))
        assert len(subjects) == len(set(subjects))

    @invariant()
    def every_list_has_the_same_answer(self):
        for task in Task.objects.filter(kind="verification.verify").exclude(state__in=sorted(WAITING)):
            answers = set(NameRow.objects.filter(task=task).values_list("state", "outcome"))
            assert len(answers) <= 1, "two lists were answered differently"


def test_no_row_is_lost_and_every_asker_is_answered(watcher):
    try_orders(Lists, watcher, max_examples=orders(6), stateful_step_count=10)
