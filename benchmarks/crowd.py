"""Hundreds of thousands of people, records and tasks, written a batch at a time."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from django.db import transaction

from benchmarks.district import BENCH, Resident, as_records
from benchmarks.history import STREAMS, History, begin_history
from lianfang.kernel.clock import now, today
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.people.bulk import insert_rows
from lianfang.people.models import Household, Person
from lianfang.people.tokens import write_tokens
from lianfang.privacy.audit import audit
from lianfang.tasks.models import Task
from lianfang.tasks.rules import State
from lianfang.territory.models import Area
from lianfang.vault.keyfile import at_hand

BATCH = 2_000
KINDS = ("arrivals.verify", "measures.serve", "isolation.missed", "checkpoints.help")


def enter(residents: Sequence[Resident]) -> list[Person]:
    """Put people into the register, findable by name; gives those of the first batch."""
    first: list[Person] = []
    for begin in range(0, len(residents), BATCH):
        households, people = as_records(list(residents[begin : begin + BATCH]))
        with transaction.atomic(), at_hand():
            insert_rows(Household, households)
            insert_rows(Person, people)
            write_tokens(people)
            audit(BENCH, "person.registered_many", "people.person", count=len(people))
        first = first or people
    return first


def record_and_ask(top: Area, streets: Sequence[Area], records: int, tasks: int) -> None:
    """Presses at the posts of every street in the last ten days, and tasks for their offices, four of five done."""
    dice, days = Random(3), 10
    history = begin_history(top, streets, today() - timedelta(days=days), 1)
    presses = STREAMS[0]
    for number in range(days):
        for corner in history.corners:
            with transaction.atomic():
                day = today() - timedelta(days=number + 1)
                history.record(presses, corner, [day], dice, max(1, records // (days * len(history.corners))))
    for begin in range(0, tasks, BATCH):
        with transaction.atomic():
            some = min(BATCH, tasks - begin)
            insert_rows(Task, [_task(history, dice) for _ in range(some)])
            audit(BENCH, "task.asked_many", "tasks.task", count=some)


def _task(history: History, dice: Random) -> Task:
    corner, state = dice.choice(history.corners), dice.choice([State.OPEN, *[State.DONE] * 4])
    due = now() + timedelta(minutes=dice.randint(-20 * 24 * 60, 24 * 60))
    return Task(
        response=history.cast.response,
        kind=dice.choice(KINDS),
        person=history.cast.person,
        subject_kind="people.person",
        subject_id=new_id(),
        area_path=dice.choice(corner.grids).path,
        unit=corner.unit,
        unit_path=corner.unit.path,
        because=Reason.of("checkpoints.nothing_found"),
        due_at=due,
        state=state.value,
        closed_at=due if state is State.DONE else None,
        created_by=BENCH.name,
    )
