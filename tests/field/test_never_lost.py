"""Phones, people who use one in turn, lost answers, retries, wrong clocks, mended records and revocation in any order:
what was recorded arrives exactly once, signed by who recorded it.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.checkpoints.models import Tally
from lianfang.kernel.clock import now
from lianfang.sync import services
from lianfang.sync.models import Device, Tray
from lianfang.sync.purposes import Purpose
from tests.cast import make_world
from tests.field.conftest import Phone, make_post, press

WHICH = st.integers(0, 2)


class Abandoned(Exception):
    """Undo everything of a run."""


class Phones(RuleBasedStateMachine):
    client: Any = None
    watcher: Any = None

    def __init__(self):
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        with self.watcher.resting():
            self.world = make_world()
            self.post = make_post(self.world)
            self.shared = self._shared()
        users = self.world.users
        self.phones = [self._enrolled(users["crew"]), *(self._added(users[who]) for who in ("crew", "second"))]
        """A phone of one person, and one that two use in turn: as many devices as people on phones."""
        self.recorded, self.signed, self.skew = {}, {}, [timedelta(0), timedelta(hours=3), timedelta(0)]
        self.waiting = [[], [], []]
        self.revoked, self.heard = set(), set()

    def teardown(self):
        self.whole.__exit__(Abandoned, Abandoned(), None)

    def _shared(self):
        """A phone of the post's unit, and a second person of its crew."""
        second = User.objects.create(username="second", name="second")
        self.world.users["second"] = second
        grant = Grant.objects.filter(user=self.world.users["crew"]).first()
        Grant.objects.create(user=second, role=grant.role, area_path=grant.area_path, unit_path=grant.unit_path)
        unit = self.post.unit.path
        return services.open_shared_phone(actor=self.officer, unit_path=unit, label="shared", doors=[Purpose.POST])

    @property
    def officer(self):
        return Actor.of(self.world.users["office"])

    def _enrolled(self, user):
        with self.watcher.resting():
            _made, code = services.open_pairing(actor=self.officer, user=user.pk, label="phone")
        return self._paired(code, user)

    def _added(self, user):
        with self.watcher.resting():
            _made, code = services.add_person(actor=self.officer, phone=self.shared.pk, user=user.pk)
        return self._paired(code, user)

    def _paired(self, code, user):
        said = self.client.post("/api/v1/sync/pair", {"code": code}, "application/json").json()
        phone = Phone(self.client, said)
        phone.owner = f"user:{user.pk}"
        return phone

    @rule(which=WHICH, people=st.integers(1, 5))
    def records(self, which, people):
        """Somebody presses, whatever the clock of the phone says."""
        ahead = self.skew[which]
        record = press(self.post, people, at=now() + ahead, offset_seconds=ahead.total_seconds())
        self._note(which, record, people)
        self.waiting[which].append(record)

    @rule(which=WHICH)
    def records_wrongly(self, which):
        """A number that cannot be: rejected, kept, mended later under its id."""
        record = press(self.post, 999)
        self._note(which, record, 4)
        self.waiting[which].append(record)

    def _note(self, which, record, people):
        self.recorded[record["id"]] = people
        self.signed[record["id"]] = self.phones[which].owner

    @rule(
        which=WHICH,
        many=st.integers(1, 4),
        answer_arrives=st.booleans(),
        backwards=st.booleans(),
        by_other=st.booleans(),
    )
    def sends(self, which, many, answer_arrives, backwards, by_other):
        """A batch goes out, in any order; its answer may be lost on the way. Sealed while somebody else, or nobody, is there."""
        batch = self.waiting[which][:: -1 if backwards else 1][:many]
        if not batch:
            return
        phone = self.phones[which]
        answer = (phone.deliver if by_other else phone.hand_in)(*batch)
        if which in self.revoked and which in self.heard:
            assert answer.status_code == 403
            return
        if which in self.revoked:
            self.heard.add(which)
        if answer_arrives:
            self._settle(which, answer.json()["answers"])

    def _settle(self, which, answers):
        said = {each["id"]: each for each in answers}
        for record in list(self.waiting[which]):
            told = said.get(record["id"])
            if told is None:
                continue
            if told["state"] == "rejected" and told["code"] != "acts.id_taken":
                record["values"]["people"] = 4
            else:
                self.waiting[which].remove(record)

    @rule(which=WHICH)
    def receives(self, which):
        answer = self.phones[which].receive()
        assert answer.status_code == (410 if which in self.revoked else 200)

    @rule(which=WHICH)
    def is_revoked(self, which):
        device = Device.objects.get(pk=self.phones[which].device)
        services.revoke_device(actor=Actor.of(self.world.users["office"]), device=device.pk)
        self.revoked.add(which)

    @invariant()
    def nothing_doubled_and_nothing_invented(self):
        counted = {str(tally.pk): tally.people for tally in Tally.kept.all()}
        assert all(self.recorded[pk] == people for pk, people in counted.items())

    @invariant()
    def each_record_is_signed_by_who_recorded_it(self):
        signed = {str(tally.pk): tally.recorded_by for tally in Tally.objects.all()}
        assert all(self.signed[pk] == name for pk, name in signed.items())

    @invariant()
    def nothing_is_lost(self):
        """Whatever was recorded is counted, waits on its phone, or lies in the tray."""
        counted = {str(pk) for pk in Tally.kept.values_list("pk", flat=True)}
        tray = {str(pk) for pk in Tray.objects.values_list("record_id", flat=True)}
        on_phones = {record["id"] for waiting in self.waiting for record in waiting}
        assert set(self.recorded) <= counted | tray | on_phones

    @invariant()
    def times_are_corrected(self):
        late = Tally.kept.filter(happened_at__gt=now() + timedelta(minutes=1))
        assert not late.exists()


@pytest.mark.django_db
def test_what_was_recorded_arrives_exactly_once(client, watcher):
    how = settings(
        max_examples=12,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(type("Run", (Phones,), {"client": client, "watcher": watcher}), settings=how)
