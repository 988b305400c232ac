"""State machines that try orders of events against a database; nothing of an order stays for the next.

class Passing(Machine):
    begins = "2026-11-21 08:00 +0800"     # the clock stands there and is moved by ``self.time``; empty: it goes on

    @initialize()
    def district(self):
        with self.watcher.resting():
            self.cast = make_cast()

def test_nobody_falls_between_two_units(watcher):
    try_orders(Passing, watcher, max_examples=orders(40), stateful_step_count=25)
"""

from contextlib import ExitStack
from typing import Any

import time_machine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.watcher import Watcher


class Machine(RuleBasedStateMachine):
    """Each order in a transaction that is rolled back; ``watcher`` comes from the test."""

    watcher: Watcher
    begins = ""

    def __init__(self) -> None:
        from django.db import transaction

        super().__init__()
        self.ending = ExitStack()
        self.ending.enter_context(transaction.atomic())
        self.ending.callback(transaction.set_rollback, True)
        if self.begins:
            self.time = self.ending.enter_context(time_machine.travel(self.begins, tick=False))

    def teardown(self) -> None:
        self.ending.close()


def try_orders(machine: type[Machine], watcher: Watcher, **how: Any) -> None:
    """Try as many orders, of as many steps, as ``how`` says in the words of Hypothesis."""
    machine.watcher = watcher
    quiet = settings(deadline=None, suppress_health_check=list(HealthCheck), **how)
    run_state_machine_as_test(machine, settings=quiet)
