"""Phones, lost answers, retries, wrong clocks, mended records and revocation in any order: what was recorded arrives exactly once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lianfang.accounts.actors import Actor
from lianfang.checkpoints.models import Tally
from lianfang.kernel.clock import now
from lianfang.sync import services
from lianfang.sync.models import Device, Tray
from tests.cast import make_world
from tests.field.conftest import Phone, make_post, press


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
        self.phones = [self._enrolled() for _phone in range(2)]
        self.recorded, self.skew = {}, [timedelta(0), timedelta(hours=3)]
        self.waiting = [[], []]
        self.revoked, self.heard = set(), set()

    def teardown(self):
        self.whole.__exit__(Abandoned, Abandoned(), None)

    def _enrolled(self):
        with self.watcher.resting():
            officer = Actor.of(self.world.users["office"])
            _made, code = services.open_pairing(actor=officer, user=self.world.users["crew"].pk, label="phone")
        return Phone(self.client, self.client.post("/api/v1/sync/pair", {"code": code}, "application/json").json())

    @rule(which=st.integers(0, 1), people=st.integers(1, 5))
    def records(self, which, people):
        """Somebody presses, whatever the clock of the phone says."""
        ahead = self.skew[which]
        record = press(self.post, people, at=now() + ahead, offset_seconds=ahead.total_seconds())
        self.recorded[record["id"]] = people
        self.waiting[which].append(record)

    @rule(which=st.integers(0, 1))
    def records_wrongly(self, which):
        """A number that cannot be: rejected, kept, mended later under its id."""
        record = press(self.post, 999)
        self.recorded[record["id"]] = 4
        self.waiting[which].append(record)

    @rule(which=st.integers(0, 1), many=st.integers(1, 4), answer_arrives=st.booleans(), backwards=st.booleans())
    def sends(self, which, many, answer_arrives, backwards):
        """A batch goes out, in any order; its answer may be lost on the way."""
        batch = self.waiting[which][:: -1 if backwards else 1][:many]
        if not batch:
            return
        answer = self.phones[which].hand_in(*batch)
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

    @rule(which=st.integers(0, 1))
    def receives(self, which):
        answer = self.phones[which].receive()
        assert answer.status_code == (410 if which in self.revoked else 200)

    @rule(which=st.integers(0, 1))
    def is_revoked(self, which):
        device = Device.objects.get(pk=self.phones[which].device)
        services.revoke_device(actor=Actor.of(self.world.users["office"]), device=device.pk)
        self.revoked.add(which)

    @invariant()
    def nothing_doubled_and_nothing_invented(self):
        counted = {str(tally.pk): tally.people for tally in Tally.kept.all()}
        assert all(self.recorded[pk] == people for pk, people in counted.items())

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
