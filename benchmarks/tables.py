"""Sampling tables as programs speak for them: whole tubes over kept connections, at a pace or as fast as they are taken.

Knows nothing of the program it asks, and is cheap, because it shares the machine with it: a body is put together from
texts, an answer is searched for what is not as it should be.
"""

import http.client
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any

PATIENCE = 60
"""Seconds before a request is given up."""
AGAIN = 0.01
"""Of the requests, how many are sent a second time although they were answered."""
CLEAN = b'"others":[]'
"""A tube of which every record was simply taken."""


@dataclass
class Table:
    """One table: its token, its sessions round by round, and whom they call, as hexadecimal ids."""

    number: int
    token: str
    sessions: list[str]
    people: list[str]
    at: int = 0
    dice: Random = field(default_factory=Random)

    def tube(self, size: int) -> str:
        """The next tube with so many people, closed: JSON."""
        rounds, begin = divmod(self.at * size, max(1, len(self.people) // size * size))
        people, session = self.people[begin : begin + size], self.sessions[rounds % len(self.sessions)]
        self.at += 1
        at = datetime.now(UTC).isoformat()
        swabs = ",".join(f'{{"id":"{self._key()}","at":"{at}","person":"{person}"}}' for person in people)
        closing = f'{{"id":"{self._key()}","at":"{at}","counted":{len(people)}}}'
        code = f"9{self.number:04}{self.at:08}"
        return f'{{"session":"{session}","code":"{code}","swabs":[{swabs}],"closing":{closing}}}'

    def _key(self) -> str:
        """A UUIDv7."""
        random = self.dice.getrandbits(74)
        return f"{time.time_ns() // 1_000_000:012x}7{random >> 62:03x}{8 | random >> 60 & 3:x}{random & (1 << 60) - 1:015x}"


@dataclass(frozen=True)
class Shift:
    """How tables work: seconds, tubes in a request, people in a tube, lines, and requests a second (0: no pause)."""

    seconds: float
    tubes: int = 1
    people: int = 10
    lines: int = 16
    pace: float = 0.0


@dataclass
class Done:
    """What the tables saw: acknowledged tubes and samples, seconds of each request, and what was not as it should be."""

    tubes: int = 0
    samples: int = 0
    requests: int = 0
    again: int = 0
    sent: int = 0
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    took: float = 0.0
    cpu: float = 0.0

    def add(self, other: "Done") -> None:
        for name in ("tubes", "samples", "requests", "again", "sent", "cpu"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.waits += other.waits
        self.wrong += other.wrong
        self.took = max(self.took, other.took)


@dataclass
class Line:
    """One connection, over which some tables take turns."""

    port: int
    tables: Sequence[Table]
    shift: Shift
    dice: Random
    done: Done = field(default_factory=Done)
    open: http.client.HTTPConnection | None = None

    def work(self, began: float, instants: Callable[[], float]) -> None:
        """A request at each instant until the shift is over; a wait counts from the instant it was due."""
        turns = (self.tables[number % len(self.tables)] for number in count())
        for due in self._due(began, instants):
            table = next(turns)
            body = (
                f'{{"tubes":[{",".join(table.tube(self.shift.people) for _tube in range(self.shift.tubes))}]}}'.encode()
            )
            answer = self._ask(table, body)
            self.done.waits.append(time.monotonic() - due)
            self._note(answer)
            if self.dice.random() < AGAIN:
                self._repeat(table, body)
        self.done.took = time.monotonic() - began

    def _due(self, began: float, instants: Callable[[], float]) -> Iterator[float]:
        while True:
            due = max(instants(), began) if self.shift.pace else max(began, time.monotonic())
            if due >= began + self.shift.seconds:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            yield due

    def _ask(self, table: Table, body: bytes) -> bytes:
        """The answer; "" for one that did not come or is a refusal."""
        self.done.requests += 1
        self.done.sent += len(body)
        headers = {"Authorization": f"Bearer {table.token}", "Content-Type": "application/json"}
        try:
            self.open = self.open or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.open.request("POST", "/api/v1/sampling/tubes", body, headers)
            answer = self.open.getresponse()
            came = answer.read()
        except (OSError, http.client.HTTPException) as broken:
            self.open = None
            self.done.wrong.append(repr(broken))
            return b""
        if answer.status != 200:
            self.done.wrong.append(f"{answer.status} {came[:200]!r}")
            return b""
        return came

    def _note(self, answer: bytes) -> None:
        if not answer:
            return
        if answer.replace(b" ", b"").count(CLEAN) != self.shift.tubes:
            self.done.wrong.append(answer[:500].decode())
            return
        self.done.tubes += self.shift.tubes
        self.done.samples += self.shift.tubes * self.shift.people

    def _repeat(self, table: Table, body: bytes) -> None:
        """The same again changes nothing: everything in it is known."""
        answer = self._ask(table, body)
        self.done.again += 1
        if answer and answer.count(b'"known"') != self.shift.tubes * (self.shift.people + 1):
            self.done.wrong.append(answer[:500].decode())


def work(port: int, tables: Sequence[Table], shift: Shift) -> tuple[Done, list[int]]:
    """One shift in a process of its own; what was done, and at which tube each table is now."""
    spawn = multiprocessing.get_context("spawn")
    answers: Any = spawn.Queue()
    child = spawn.Process(target=_in_process, args=(answers, port, list(tables), shift), daemon=True)
    child.start()
    done, at = answers.get()
    child.join()
    for table, number in zip(tables, at, strict=True):
        table.at = number
    return done, at


def _in_process(answers: Any, port: int, tables: list[Table], shift: Shift) -> None:
    for table in tables:
        table.dice.seed(f"{table.number} {table.at}")
    lines = [
        Line(port, tables[number :: shift.lines], shift, Random(number))
        for number in range(min(shift.lines, len(tables)))
    ]
    began = time.monotonic() + 0.1
    clock = Clock(began, shift.pace)
    threads = [threading.Thread(target=line.work, args=(began, clock), daemon=True) for line in lines]
    spent = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = Done()
    for line in lines:
        done.add(line.done)
    done.cpu = time.process_time() - spent
    answers.put((done, [table.at for table in tables]))


class Clock:
    """Instants at an even pace, handed to whichever line is free first."""

    def __init__(self, began: float, pace: float) -> None:
        self.began, self.pace, self.numbers = began, pace, count()

    def __call__(self) -> float:
        return self.began + next(self.numbers) / self.pace if self.pace else 0.0
