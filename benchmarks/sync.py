"""Phones that come back after a day offline, all at once, while lines are cut and the server is killed.

Three of four are leaders of grids who knocked at three hundred doors, the others crews of posts who pressed as often.
At the end the tables hold what the phones recorded, each once, with what follows from it, or the bench ends with a
sentence. Before that, the same phones ask for their first slices.
"""

import gzip
import json
import multiprocessing
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import click
from django.db import connection, transaction

from benchmarks import phones
from benchmarks.district import BENCH
from benchmarks.durability import how_it_commits
from benchmarks.lines import Line, p50, p95, seconds
from benchmarks.phones import BATCH, Told, Work
from benchmarks.place import tell
from benchmarks.serving import Server, serving
from benchmarks.wards import ASKS, Ward, make_wards, record_of
from lianfang.checkpoints.models import Tally
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import now, start_of, today
from lianfang.kernel.ids import new_id
from lianfang.privacy.integrity import findings
from lianfang.tasks.models import Task, Visit


@dataclass(frozen=True)
class Size:
    """Phones, acts of each, seconds within which the first slices are asked for, and how long their pauses are."""

    phones: int
    acts: int
    within: float
    pace: float = 1.0
    doors: int = 300
    processes: int = 2
    """Of the web program, as a place has them."""
    kills: int = 1

    @property
    def posts(self) -> int:
        return self.phones // 4


USUAL = Size(200, 300, 60)
SIZES = {
    "tiny": Size(4, 4, 0.1, pace=0.01, doors=4, processes=1, kills=0),
    "quick": Size(40, 300, 12),
    "usual": USUAL,
    "full": USUAL,
}
COUNTED = {"tasks.visits": "tasks_visit", "checkpoints.vehicles": "checkpoints_tally"}
"""Figures whose daily sums must be their rows."""
BARE = "bulk_create of the same rows in batches of fifty: no HTTP, no rights, no audit, no counting, no repeats"
PLAIN = "the same tasks and doors by one query as JSON, in one process with nothing beside"


def measure(size: str) -> Iterator[Line]:
    """Raises ClickException where anything was lost, doubled, rejected or left out of a sum or of the log."""
    wanted = SIZES[size]
    tell(f"{wanted.phones} phones with {wanted.acts} acts each")
    wards = list(make_wards(wanted.phones - wanted.posts, wanted.posts, wanted.doors))
    works = _works(wards, wanted)
    connection.close()
    with serving(Server(wanted.processes, pages=False)) as server:
        asked = phones.ask_slices(server.port, works)
        yield from _slices(asked, wards, wanted)
        tell(
            f"slices: {sorted(round(took, 2) for took, *_ in asked.slices)[-5:]} s at worst; now everything is handed in"
        )
        before, taken = server.cpu(), multiprocessing.get_context("spawn").Value("i", 0)
        half = wanted.phones * wanted.acts // 2
        killers = [threading.Thread(target=_kill, args=(server, taken, half)) for _killed in range(wanted.kills)]
        for killer in killers:
            killer.start()
        told = phones.hand_in(server.port, works, wanted.pace, taken)
        spent = server.cpu() - before
    yield from _clean(told, works, wards, wanted, spent)


def _works(wards: Sequence[Ward], size: Size) -> list[Work]:
    dice = Random(11)
    works = []
    for number, ward in enumerate(wards):
        ahead = dice.choice([0, 0, 0, 90, -40, 3 * 3600])
        """Seconds; one clock in six is wrong by hours."""
        works.append(Work(ward.token, list(_records(ward, size.acts, ahead, dice)), number * size.within / len(wards)))
    dice.shuffle(works)
    return works


def _records(ward: Ward, acts: int, ahead: int, dice: Random) -> Iterator[dict[str, Any]]:
    """A day's, in the order in which they were made, by the phone's own clock."""
    for number in range(acts):
        at = now() - timedelta(hours=10) + timedelta(hours=10) * number / acts + timedelta(seconds=ahead)
        kind, about, values = _press(ward, dice) if ward.post else _knock(ward.doors[number], dice)
        yield record_of(kind, about, at.isoformat(), ahead, values)


def _press(ward: Ward, dice: Random) -> tuple[str, object, dict[str, object]]:
    assert ward.post
    return "checkpoints.tally", ward.post.pk, {"direction": dice.choice(["in", "out"]), "vehicles": 1, "people": 2}


def _knock(task: Task, dice: Random) -> tuple[str, object, dict[str, object]]:
    """Six of seven are at home and answer."""
    if dice.random() < 1 / 7:
        return "tasks.visit", task.household_id, {"channel": "door", "outcome": "not_at_home", "note": ""}
    answers = {f"{ASKS[0]}:household": str(dice.randint(1, 5)), f"{ASKS[1]}:{task.person_id}": "no"}
    return "tasks.visit", task.household_id, {"channel": "door", "outcome": "reached", "note": "", "answers": answers}


def _kill(server: Server, taken: Any, half: int) -> None:
    """In the middle: when half of the acts are answered."""
    while taken.value < half:
        time.sleep(0.05)
    tell(f"killed with {taken.value} acts answered")
    server.kill()
    server.start()


# -- what came of it -------------------------------------------------------------------------------------------------


def _slices(told: Told, wards: Sequence[Ward], size: Size) -> Iterator[Line]:
    waits = [took for took, *_rest in told.slices]
    _took, packed, unpacked, things = max(told.slices, key=lambda each: each[3])
    params = {"phones": size.phones, "within_seconds": size.within, "p50": round(p50(waits), 3), "aim": 2}
    plain = [seconds(lambda ward=ward: _plain(ward)) for ward in wards if not ward.post]
    yield Line("sync.slice.p95", p95(waits), "s", PLAIN, p95(plain), {**params, "worst": round(max(waits), 3)})
    yield Line(
        "sync.slice.size",
        packed / 1000,
        "kB",
        "the same, not compressed",
        unpacked / 1000,
        {"doors": size.doors, "things": things, "aim": 60},
    )


def _plain(ward: Ward) -> bytes:
    names = ("household", "household__door", "household__area_path", "person", "questions", "due_at", "because")
    rows = list(Task.objects.filter(unit_path=ward.unit.path).values(*names))
    return gzip.compress(json.dumps(rows, default=str).encode(), 6)


def _clean(told: Told, works: Sequence[Work], wards: Sequence[Ward], size: Size, spent: float) -> Iterator[Line]:
    recorded = {record["id"]: record for work in works for record in work.records}
    wrong = {key: state for key, state in told.answers.items() if state != "accepted"}
    if wrong or len(told.answers) != len(recorded):
        raise click.ClickException(f"{len(wrong)} rejected, {len(recorded) - len(told.answers)} without an answer.")
    lost, doubled = _compare(set(recorded), [ward.device for ward in wards])
    _check_what_follows([each for each in recorded.values() if each["values"].get("outcome") == "reached"])
    params = {
        "phones": size.phones,
        "acts": len(recorded),
        "requests": told.requests,
        "bytes_up": told.sent,
        "bytes_down": told.received,
        "lines_cut": told.cut,
        "sent_again": told.repeated,
        "refused_and_tried_again": told.refused,
        "servers_killed": size.kills,
        "lost": lost,
        "doubled": doubled,
        "server_cpu_seconds": round(spent, 1),
        "phones_cpu_seconds": round(told.cpu, 1),
        "commits": how_it_commits(),
        "aim": 120,
    }
    yield Line("sync.clean", told.done_at, "s", BARE, _bare(), params)


def _compare(recorded: set[str], devices: Sequence[str]) -> tuple[int, int]:
    """Acts of these phones that no table holds, and rows too many, by plain SQL. Raises ClickException for any."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in ("tasks_visit", "checkpoints_tally"):
            places = ", ".join(["%s"] * len(devices))
            cursor.execute(f"SELECT id FROM {table} WHERE voided_at IS NULL AND device IN ({places})", list(devices))
            found += [str(key).replace("-", "") for (key,) in cursor.fetchall()]
    wanted = {each.replace("-", "") for each in recorded}
    lost, doubled = len(wanted - set(found)), len(found) - len(wanted & set(found))
    if lost or doubled:
        raise click.ClickException(f"{lost} acts were lost, {doubled} doubled.")
    return lost, doubled


def _check_what_follows(reached: Sequence[dict[str, Any]]) -> None:
    """Each answer once, each task closed once, each press counted once, and a log that is whole. Raises ClickException."""
    answers, closed, entries = (
        _number("SELECT count(*) FROM tasks_answer"),
        _number("SELECT count(*) FROM tasks_task WHERE state = 'done'"),
        _number("SELECT count(*) FROM privacy_auditentry WHERE verb = 'task.done'"),
    )
    if (answers, closed, entries) != (2 * len(reached), len(reached), len(reached)):
        raise click.ClickException(f"{len(reached)} reached: {answers} answers, {closed} tasks, {entries} entries.")
    days = start_of(today() - timedelta(days=2)), start_of(today() + timedelta(days=1))
    sums = evaluate(Ask(tuple(COUNTED), *days), BENCH)
    for code, table in COUNTED.items():
        if sums.number(code) != (rows := _number(f"SELECT count(*) FROM {table}")):
            raise click.ClickException(f"{code} says {sums.number(code)}, and there are {rows} rows.")
    if broken := list(findings()):
        raise click.ClickException(f"The audit log: {broken[0]}")


def _number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: int = cursor.fetchone()[0]
        return found


def _bare() -> float:
    """Seconds for the same rows, each kind by itself, without any of the protections."""
    kinds: list[list[Any]] = [list(Visit.objects.all()), list(Tally.objects.all())]
    for row in (row for rows in kinds for row in rows):
        row.pk = new_id()
    return seconds(lambda: [_insert(rows[at : at + BATCH]) for rows in kinds for at in range(0, len(rows), BATCH)])


@transaction.atomic
def _insert(rows: list[Any]) -> None:
    type(rows[0]).objects.bulk_create(rows)
