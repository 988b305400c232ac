"""Phones as the field application speaks, without a browser and without the program: batches of fifty, packed, one
connection kept, back-off as `transport.js` has it. Some lines are cut, before the server has it all or before it could
answer; some answers are lost after they came. Each phone is a thread; what it did comes back as numbers.
"""

import gzip
import http.client
import json
import multiprocessing
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import Synchronized
from random import Random
from typing import Any

BATCH = 50
"""Records in a batch, as in ``sync/field/transport.js``."""
PATIENCE = 60
"""Seconds before a phone gives a request up."""
FIRST_PAUSE, LONGEST_PAUSE = 20.0, 300.0
"""Seconds: doubled with each failure, and between half and one and a half of it at random."""
CUT, LOST = 0.025, 0.05
"""Of the batches, how many lose their line on the way there and on the way back, each; and how many are sent again
although they were answered."""
PROCESSES = 2


@dataclass
class Work:
    """One phone's: its token and what it recorded; when, in seconds after the beginning, it asks for its first slice."""

    token: str
    records: list[dict[str, Any]]
    asks_at: float = 0.0


@dataclass
class Told:
    """What phones saw."""

    slices: list[tuple[float, int, int, int]] = field(default_factory=list)
    """Seconds, bytes as they came, bytes unpacked, things in it."""
    answers: dict[str, str] = field(default_factory=dict)
    """What became of each record, by its id; the last answer counts."""
    requests: int = 0
    sent: int = 0
    received: int = 0
    cut: int = 0
    repeated: int = 0
    refused: int = 0
    done_at: float = 0.0
    """Seconds from the beginning to the last answer."""
    cpu: float = 0.0

    def add(self, other: "Told") -> None:
        self.slices += other.slices
        self.answers |= other.answers
        for name in ("requests", "sent", "received", "cut", "repeated", "refused", "cpu"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.done_at = max(self.done_at, other.done_at)


class Cut(Exception):
    """The line is gone."""


@dataclass
class Phone:
    """One phone with its line."""

    work: Work
    port: int
    pace: float
    dice: Random
    told: Told = field(default_factory=Told)
    line: http.client.HTTPConnection | None = None
    failures: int = 0

    def ask(self, holds: str = "") -> None:
        """The slice; what it took is kept."""
        began = time.monotonic()
        status, body = self._call("GET", f"/api/v1/sync/slice?holds={holds}")
        took = time.monotonic() - began
        if status != 200:
            raise Cut(f"status {status}")
        plain = gzip.decompress(body)
        self.told.slices.append((took, len(body), len(plain), len(json.loads(plain)["put"])))

    def hand_in(self, began: float, taken: "Synchronized[int]") -> None:
        """Every record until it is answered, then the slice, as a round of the application goes."""
        waiting = list(self.work.records)
        while waiting:
            batch = waiting[:BATCH]
            if self._tried(lambda batch=batch: self._send(batch)):  # type: ignore[misc]
                waiting = waiting[BATCH:]
                self.told.done_at = time.monotonic() - began
                with taken.get_lock():
                    taken.value += len(batch)
        while not self._tried(self.ask):
            pass

    def _tried(self, work: Any) -> bool:
        try:
            work()
        except (OSError, http.client.HTTPException, Cut):
            self._hang_up()
            self.failures += 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self.failures - 1))
            time.sleep(self.pace * pause * self.dice.uniform(0.5, 1.5))
            return False
        self.failures = 0
        return True

    def _send(self, batch: list[dict[str, Any]]) -> None:
        body = gzip.compress(json.dumps({"records": batch}).encode(), 6)
        chance = self.dice.random()
        if chance < 2 * CUT:
            self._send_and_cut(body, half=chance < CUT)
        times = 2 if chance > 1 - LOST else 1
        self.told.repeated += times - 1
        for _time in range(times):
            self._answered(*self._call("POST", "/api/v1/sync/records", body))

    def _answered(self, status: int, body: bytes) -> None:
        if status != 200:
            self.told.refused += 1
            raise Cut(f"status {status}")
        self.told.answers |= {each["id"]: each["state"] for each in json.loads(body)["answers"]}

    def _call(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self._count(body)
        self.line.request(method, path, body, self._headers(body))
        answer = self.line.getresponse()
        came = answer.read()
        self.told.received += len(came)
        return answer.status, came

    def _send_and_cut(self, body: bytes, *, half: bool) -> None:
        """The line breaks in the middle of the batch, or after it and before the answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.putrequest("POST", "/api/v1/sync/records")
            for name, value in {**self._headers(body), "Content-Length": str(len(body))}.items():
                line.putheader(name, value)
            line.endheaders(body[: len(body) // 2] if half else body)
            self._count(body)
            time.sleep(0.0 if half else self.dice.uniform(0, 0.1))
        finally:
            line.close()
        self.told.cut += 1
        raise Cut

    def _count(self, body: bytes | None) -> None:
        self.told.requests += 1
        self.told.sent += len(body or b"")

    def _headers(self, body: bytes | None) -> dict[str, str]:
        packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"} if body else {}
        return {
            "Authorization": f"Bearer {self.work.token}",
            "Accept-Encoding": "gzip",
            "Accept-Language": "zh",
            **packed,
        }

    def _hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None


def ask_slices(port: int, works: Sequence[Work]) -> Told:
    """The first slices, each at its instant."""
    return _in_processes(_asking, port, works, 1.0)


def hand_in(port: int, works: Sequence[Work], pace: float, taken: "Synchronized[int]") -> Told:
    """Everything at once; ``pace`` shortens the pauses, ``taken`` counts the records that were answered."""
    return _in_processes(_handing, port, works, (pace, taken))


def _in_processes(run: Any, port: int, works: Sequence[Work], *more: Any) -> Told:
    spawn = multiprocessing.get_context("spawn")
    answers: Any = spawn.Queue()
    began = time.monotonic() + 0.5
    parts = [list(works[number::PROCESSES]) for number in range(PROCESSES)]
    children = [
        spawn.Process(target=run, args=(answers, port, part, number, began, *more), daemon=True)
        for number, part in enumerate(parts)
    ]
    for child in children:
        child.start()
    told = Told()
    for _child in children:
        told.add(answers.get())
    for child in children:
        child.join()
    return told


def _asking(answers: Any, port: int, works: list[Work], number: int, began: float, pace: float) -> None:
    def run(phone: Phone) -> None:
        time.sleep(max(0.0, began + phone.work.asks_at - time.monotonic()))
        while not phone._tried(phone.ask):
            pass

    answers.put(_all_at_once(run, port, works, number, pace))


def _handing(
    answers: Any, port: int, works: list[Work], number: int, began: float, how: tuple[float, "Synchronized[int]"]
) -> None:
    pace, taken = how

    def run(phone: Phone) -> None:
        time.sleep(max(0.0, began - time.monotonic()))
        phone.hand_in(began, taken)

    answers.put(_all_at_once(run, port, works, number, pace))


def _all_at_once(run: Any, port: int, works: list[Work], number: int, pace: float) -> Told:
    phones = [Phone(work, port, pace, Random(1000 * number + at)) for at, work in enumerate(works)]
    threads = [threading.Thread(target=run, args=(phone,), daemon=True) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = Told()
    for phone in phones:
        told.add(phone.told)
    told.cpu = time.process_time()
    return told
