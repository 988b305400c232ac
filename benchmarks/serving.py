"""The web program as it is served, on loopback, over the database of a bench; gone afterwards.

With the settings of a place, but for one process where a place has two, and no worker, unless a bench asks for them: the
machine of a bench makes the load, too.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import click

COMMAND = """
if {worker}:
    import subprocess, sys
    subprocess.Popen([sys.executable, "-m", "lianfang.project.cli", "worker"])
if {pages}:
    import django
    django.setup()
    from django.core.management import call_command
    call_command("collectstatic", interactive=False, verbosity=0)
from granian import Granian
from granian.constants import Interfaces
from lianfang.project.serving import LINES, THREADS
Granian(
    "lianfang.project.wsgi:application", address="127.0.0.1", port={port}, interface=Interfaces.WSGI, workers={processes},
    blocking_threads=THREADS, backpressure=LINES, log_access=False, log_level="warning",
).serve()
"""
STARTS_WITHIN = 60
"""Seconds."""
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """The web program; it can be killed and started again under the same address.

    ``pages``: whether it shows any; ``worker``: whether the worker runs beside it, as in a place.
    """

    processes: int = 1
    pages: bool = True
    worker: bool = False
    port: int = field(default_factory=free_port)
    running: "subprocess.Popen[bytes] | None" = None
    spent: float = 0.0
    """Seconds of the processor that processes which have ended took."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Raises ClickException where it does not begin to serve."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """In a session of its own, so that all its processes can be killed at once."""
        surroundings = {
            **os.environ,
            "DATABASE_URL": _database(),
            "LIANFANG_ADDRESS": self.address,
            "LIANFANG_SECOND_FACTOR": "0",
        }
        command = COMMAND.format(port=self.port, processes=self.processes, pages=self.pages, worker=self.worker)
        self.running = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", command], env=surroundings, stdout=sys.stderr, start_new_session=True
        )

    def wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.running is not None and self.running.poll() is None:
            if _answers(f"{self.address}{'/accounts/login/' if self.pages else '/static/ui/lianfang.css'}"):
                return
            time.sleep(0.05)
        raise click.ClickException("The program did not begin to serve.")

    def kill(self) -> None:
        """Like the power cord: every process at once, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def cpu(self) -> float:
        """Seconds of the processor that its processes have taken, the killed ones too."""
        return self.spent + (cpu_of_session(self.running.pid) if self.running else 0.0)

    def _end(self, how: signal.Signals) -> None:
        if self.running is None:
            return
        self.spent += cpu_of_session(self.running.pid)
        if self.running.poll() is None:
            os.killpg(self.running.pid, how)
        self.running.wait(timeout=20)
        self.running = None


@contextmanager
def served(processes: int = 1) -> Iterator[str]:
    """The address of the web program."""
    with serving(Server(processes)) as server:
        yield server.address


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The same, started and at the end stopped, by somebody who wants to kill it meanwhile."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


def cpu_of_session(session: int) -> float:
    """Seconds of the processor taken by every process of a session that lives."""
    return sum(_spent(stat) for stat in _processes() if int(stat[3]) == session)


def cpu_beside(pid: int) -> float:
    """Seconds of the processor taken by a process and all children of its parent, those that have ended too."""
    parent = int(_stat(Path(f"/proc/{pid}"))[1])
    ended = sum(int(ticks) for ticks in _stat(Path(f"/proc/{parent}"))[13:15]) / TICKS
    return ended + sum(_spent(stat) for stat in _processes() if int(stat[1]) == parent)


def _processes() -> Iterator[list[str]]:
    folders = (folder for folder in Path("/proc").iterdir() if folder.name.isdigit())
    return (stat for folder in folders if (stat := _stat(folder)))


def _stat(folder: Path) -> list[str]:
    """What stands behind the name in ``/proc/<pid>/stat``; nothing for a process that has ended."""
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _spent(stat: list[str]) -> float:
    return (int(stat[11]) + int(stat[12])) / TICKS


def _database() -> str:
    """The url of the database that this process is in now."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5):  # noqa: S310
            return True
    except (URLError, OSError):
        return False
